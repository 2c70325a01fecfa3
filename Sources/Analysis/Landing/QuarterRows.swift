import Billing

/// What the quarter of the month comes to for each system: what its earlier months came to, the month's landing, and for the months to
/// come their plan. Where the plan does not know all of these, what recent days let expect of them. None where a later month of the
/// quarter has a report: that one speaks of it.
func quarterRows(_ facts: MonthFacts, _ systems: [SystemFacts], _ conversion: Conversion) -> [QuarterLanding] {
    let start = facts.settings.fiscalYearStart
    let months = BudgetPeriod.quarter.months(around: facts.month, fiscalYearStart: start)
    if let next = facts.nextMonth, months.contains(next) { return [] }
    let name = BudgetPeriod.quarter.name(around: facts.month, fiscalYearStart: start)
    let later = Array(months.filter { $0 > facts.month })
    return systems.compactMap { system in
        guard !system.isUnmapped, let own = system.outcome, let rest = RestOfQuarter(system, later, conversion) else {
            return nil
        }
        let known = facts.quarterSoFar.compactMap { $0[system.id] } + [own]
        let expected = known.reduce(rest.expected) { $0 + $1.landing }
        // The plan of months to come says nothing of how far this one's landing is off: their errors add up as squares do.
        let below = width(known.map { $0.landing - $0.low } + [rest.half])
        let above = width(known.map { $0.high - $0.landing } + [rest.half])
        let plans = known.map(\.plan) + rest.plans
        let plan = plans.contains(nil) ? nil : plans.compactMap(\.self).reduce(.exact(.zero), +)
        return QuarterLanding(
            quarter: name, system: system.id, currency: system.currency, months: known.count + later.count,
            actual: known.reduce(.zero) { $0 + $1.actual }, landing: expected, low: expected - below, high: expected + above,
            planLow: plan?.low, planHigh: plan?.high, rest: rest.basis)
    }
}

/// What the months of a quarter after this one are expected to come to.
private struct RestOfQuarter {
    private(set) var expected = Amount.zero
    /// Half the width of its 80 % range.
    private(set) var half = Amount.zero
    /// The plan of each month; nil for one without.
    let plans: [PlanFigure?]
    let basis: QuarterLanding.Rest

    /// Nil where neither the plan nor complete days say anything.
    init?(_ system: SystemFacts, _ months: [Month], _ conversion: Conversion) {
        // A plan in another currency without a rate of its own is converted at this month's; that there is none is no news.
        var rates = conversion
        plans = months.map { month in
            guard let plan = system.document.flatMap({ PlanInForce($0, month: month, completeDays: 0, &rates) }) else {
                return nil
            }
            return plan.unknown.isEmpty ? plan.month : nil
        }
        guard let last = months.last else {
            basis = .none
            return
        }
        if !plans.contains(nil) {
            basis = .plan
            for plan in plans.compactMap(\.self) {
                let middle = (plan.low + plan.high).scaled(by: 1, over: 2)
                expected += middle
                // One plan is off by the same share in each month.
                half += (plan.high - plan.low).scaled(by: 1, over: 2)
                half += middle.magnitude.scaled(by: Int128(Landing.planDoubt * 100), over: 100)
            }
            return
        }
        basis = .runRate
        let own = system.month
        guard
            let through = system.landing(component: nil, planned: false, through: last, counts: system.isInTotals),
            through.path.amounts.indices.contains(own.days - 1)
        else { return nil }
        expected = through.expected - through.path.amounts[own.days - 1]
        half = through.high - through.expected
    }
}

/// The half width of the range of a sum whose parts have these and are independent.
private func width(_ halves: [Amount]) -> Amount {
    let known = halves.filter { !$0.isZero }
    // One alone is as it is, to the last digit.
    guard known.count > 1 else { return known.first ?? .zero }
    let squares = known.reduce(0.0) { $0 + $1.approximate * $1.approximate }
    return Amount(estimate: squares.squareRoot()) ?? known.reduce(.zero, +)
}
