package import Billing

/// What a system came to in a month, or is expected to come to, as its totals count it: without tax, promotional credits and what the
/// plan keeps apart, in the reporting currency.
package struct MonthOutcome: Hashable, Sendable {
    /// Over complete days.
    package var actual: Amount
    /// Low ≤ landing ≤ high; all three the actual of a month that is complete.
    package var landing: Amount, low: Amount, high: Amount
    /// The full month's plan; nil without one, or where it leaves a component blank.
    var plan: PlanFigure?
}

extension SystemFacts {
    /// What the month came to, or is expected to; nil without a charge, and where nothing says what some component lands at.
    var outcome: MonthOutcome? {
        guard hasActual, let landing = landing(component: nil, planned: true, counts: isInTotals) else { return nil }
        return MonthOutcome(
            actual: charges.filter(isInTotals).reduce(.zero) { $0 + $1.actual }, landing: landing.expected, low: landing.low,
            high: landing.high, plan: plan.flatMap { $0.unknown.isEmpty ? $0.month : nil })
    }

    /// Whether a charge counts in the system's totals.
    func isInTotals(_ charge: CountedCharge) -> Bool { !charge.bearer.isApart && !charge.isBeside }
}

/// What each system of a month came to, or is expected to, by its id; what no rule matches is no system.
package func monthOutcomes(_ facts: MonthFacts) -> [String: MonthOutcome] {
    var conversion = Conversion(facts)
    var own = facts
    own.earlierCharges = []
    var grouped = FactsBySystem(own)
    // What is complete came to what it did, whatever was before it.
    let charged = grouped.systems.filter { $0 != nil && grouped.charges[$0] != nil }
    if charged.contains(where: { own.completeDays(of: $0, grouped) < facts.month.days }) {
        grouped = FactsBySystem(facts)
    }
    var outcomes: [String: MonthOutcome] = [:]
    for case let id? in grouped.systems {
        outcomes[id] = SystemFacts(id, facts, grouped, &conversion).outcome
    }
    return outcomes
}
