import Billing

/// What a system's levers would have saved in its last complete month: this one, or while it is open the one before.
func leverRows(_ system: SystemFacts, _ facts: MonthFacts, _ conversion: inout Conversion) -> [LeverMonth] {
    guard let plan = system.document else { return [] }
    let isComplete = system.completeDays == system.month.days
    let back = isComplete ? 0 : 1
    return plan.levers.compactMap { lever in
        // Its cost may be unknown in the reporting currency; then so is what it saves.
        let rate = plan.currency == system.currency ? Amount(1) : plan.planRate ?? conversion.rate(for: plan.currency)
        var row = LeverMonth(
            system: system.id, lever, baseMonth: facts.month.advanced(by: -back), currency: system.currency,
            cost: rate.map { lever.cost * $0 } ?? lever.cost)
        let base = cost(of: lever, plan, facts, back: back)
        row.base = base
        if let base, let rate {
            let cost = lever.cost * rate
            row.savingLow = lever.low.map { (base * $0).scaled(by: 1, over: 100) - cost }
            row.savingHigh = lever.high.map { (base * $0).scaled(by: 1, over: 100) - cost }
        }
        if let metric = lever.metric, let used = usage(of: metric, system, facts, back: back) {
            row.usageLow = lever.low.map { Quantity((used * $0).scaled(by: 1, over: 100)) }
            row.usageHigh = lever.high.map { Quantity((used * $0).scaled(by: 1, over: 100)) }
        }
        if let adopted = lever.adopted, adopted <= row.baseMonth, let base,
            let before = cost(of: lever, plan, facts, back: back + 1)
        {
            row.saved = before - base
        }
        return row
    }
}

/// What a lever's components cost in the month or one of the two before it, every production charge known; nil where the system
/// has none or one of them cannot be converted.
private func cost(of lever: Lever, _ plan: Plan, _ facts: MonthFacts, back: Int) -> Amount? {
    let own = facts.charges(back: back).filter {
        $0.assignment.system == plan.system && isProduction($0.assignment.environment) && !$0.isApart(facts.settings.tax)
    }
    guard !own.isEmpty else { return nil }
    var rates = facts
    rates.month = facts.month.advanced(by: -back)
    var conversion = Conversion(rates)
    var sum = Amount.zero
    let coverage = PlanCoverage(plan, in: rates.month)
    func isLowered(_ charge: MonthCharge) -> Bool {
        let component = charge.assignment.component ?? ReservedComponent.unassigned
        let placed = coverage.place(of: component, environment: charge.assignment.environment).component
        return lever.components.isEmpty || lever.components.contains(component) || lever.components.contains(placed)
    }
    for charge in own where isLowered(charge) {
        guard let amount = conversion.convert(Money(charge.cost, charge.currency)) else { return nil }
        sum += amount
    }
    return sum
}

/// How much of a metric production used in the month or one of the two before it; nil where nothing says.
private func usage(of metric: String, _ system: SystemFacts, _ facts: MonthFacts, back: Int) -> Amount? {
    let rows = facts.usage(back: back).filter {
        ($0.system == system.id || $0.system == nil && system.ownsUnnamed) && isProduction($0.environment)
    }.rows(of: [metric])
    guard !rows.isEmpty else { return nil }
    return Dictionary(grouping: rows, by: \.metric).values.reduce(.zero) { $0 + combined($1).value }
}
