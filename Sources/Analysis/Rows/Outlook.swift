package import Billing

/// One row per system that is not complete and per component of it: what the full month is expected to come to beside its plan.
package struct Outlook: Hashable, Sendable {
    /// The system's id.
    package var system: String
    /// The component's id; nil for the whole system.
    package var component: String?
    /// For people.
    package var name: String
    /// The reporting currency.
    package var currency: Currency
    /// Days settled from the month's first.
    package var completeDays: Int
    /// Cost over complete days; nil where it is unknown.
    package var actual: Amount?
    /// Expected for the full month, and the range that it ends within in four cases of five; nil where there is nothing to go by.
    package var landing: Amount?, low: Amount?, high: Amount?
    /// The full month's plan, or its bounds.
    package var plan: Amount?, planLow: Amount?, planHigh: Amount?
    /// The bounds of a ranged plan for the complete days.
    package var planToDateLow: Amount?, planToDateHigh: Amount?

    /// Landing less plan, of a range the distance to the nearer bound; nil where either is unknown.
    package var variance: Amount? {
        guard let landing, let figure else { return nil }
        return figure.variance(of: landing)
    }
    /// Of the plan; nil where that is zero, a range or unknown.
    package var variancePercent: Amount? { variance.flatMap { variance in plan.flatMap(variance.percent(of:)) } }
    /// Of the variance on the result.
    package var effect: Effect? { variance.map(Effect.init(ofCostVariance:)) }

    private var figure: PlanFigure? {
        if let plan { return .exact(plan) }
        guard let planLow, let planHigh else { return nil }
        return .range(low: planLow, high: planHigh)
    }
}

extension MonthAnalysis {
    /// What the systems that are not complete are expected to come to: each with a charge or a plan, then its components.
    package var outlooks: [Outlook] {
        systems.filter { $0.system != ReservedComponent.unmapped && $0.completeDays < $0.days && $0.actual != nil }.flatMap {
            system -> [Outlook] in
            let own = components.filter {
                $0.system == system.system && !ReservedComponent.apart.contains($0.component) && !$0.isBeside
                    && $0.component != ReservedComponent.adjustment
            }
            guard own.contains(where: { $0.landing != nil }) else { return [] }
            let whole = Outlook(
                system: system.system, component: nil, name: system.name, currency: system.currency,
                completeDays: system.completeDays, actual: system.actual, landing: landing(of: system), low: system.landingLow,
                high: system.landingHigh, plan: system.plan, planLow: system.planLow, planHigh: system.planHigh,
                planToDateLow: system.planToDateLow, planToDateHigh: system.planToDateHigh)
            return [whole]
                + own.map { row in
                    Outlook(
                        system: row.system, component: row.component, name: row.name, currency: row.currency,
                        completeDays: row.completeDays, actual: row.actual, landing: row.landing, low: row.landingLow,
                        high: row.landingHigh, plan: row.plan, planLow: row.planLow, planHigh: row.planHigh,
                        planToDateLow: row.planToDateLow, planToDateHigh: row.planToDateHigh)
                }
        }
    }
}
