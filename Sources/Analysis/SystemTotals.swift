import Billing

/// The totals of a system from the rows of its components and customers; tax, promotional credits, and
/// environments that the plan keeps apart, stand beside and are in none of them. What changed in closed months is in the totals and in no variance.
func systemRow(_ system: SystemFacts, _ components: [ComponentMonth], _ costOfRevenue: Amount) -> SystemMonth {
    var row = SystemMonth(
        system: system.id, name: system.name, currency: system.currency, completeDays: system.completeDays,
        days: system.month.days)
    if let plan = system.plan {
        row.document = plan.document
        row.phase = plan.phase
        row.plan = plan.month.exact
        row.planToDate = plan.toDate.exact
        if row.plan == nil { (row.planLow, row.planHigh) = (plan.month.low, plan.month.high) }
        if row.planToDate == nil { (row.planToDateLow, row.planToDateHigh) = (plan.toDate.low, plan.toDate.high) }
    }
    let own = components.filter { !ReservedComponent.apart.contains($0.component) && !$0.isBeside }
    let beside = components.filter(\.isBeside)
    if system.hasActual {
        let actual = own.reduce(Amount.zero) { $0 + ($1.actual ?? .zero) }
        row.actual = actual
        row.charged = own.reduce(Amount.zero) { $0 + ($1.charged ?? .zero) }
        // With a component's cost unknown the total is not comparable with the whole plan.
        if let plan = system.plan, own.allSatisfy({ $0.actual != nil && !plan.unknown.contains($0.component) }) {
            let adjusted = own.reduce(Amount.zero) {
                $1.component == ReservedComponent.adjustment ? $0 + ($1.actual ?? .zero) : $0
            }
            let variance = plan.toDate.variance(of: actual - adjusted)
            row.variance = variance
            row.variancePercent = plan.toDate.exact.flatMap(variance.percent(of:))
            row.effect = Effect(ofCostVariance: variance)
        }
        if !beside.isEmpty { row.beside = beside.reduce(Amount.zero) { $0 + ($1.actual ?? .zero) } }
        if !system.isUnmapped { row.costOfRevenue = costOfRevenue }
    }
    if system.completeDays < system.month.days, !system.isUnmapped, let outcome = system.outcome {
        (row.landingLow, row.landingHigh) = (outcome.low, outcome.high)
    }
    row.revenue = system.totalRevenue
    if let revenue = row.revenue, let cost = row.costOfRevenue { row.grossMarginPercent = grossMargin(revenue, cost: cost) }
    return row
}

extension SystemFacts {
    /// Of all customers; nil where there is none, or one of them is unknown.
    fileprivate var totalRevenue: Amount? {
        guard !revenue.isEmpty else { return nil }
        var total = Amount.zero
        for amount in revenue.values {
            guard let amount else { return nil }
            total += amount
        }
        return total
    }
}

/// Revenue less cost in percent of revenue; nil where the revenue is not positive, since a share of it then says nothing.
func grossMargin(_ revenue: Amount, cost: Amount) -> Amount? {
    revenue > .zero ? (revenue - cost).percent(of: revenue) : nil
}
