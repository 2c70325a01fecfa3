import Billing

/// The part of a system's plan that is about one month, in the reporting currency.
struct PlanInForce {
    /// The document and the phase.
    let document: String, phase: String
    /// What it projects, in the document's order.
    let components: [PlannedComponent]

    /// The plan of `month` with the first `completeDays` complete; nil outside every phase, and, with the missing rate noted,
    /// where its currency cannot be converted: unknown is not zero.
    init?(_ plan: Plan, month: Month, completeDays: Int, _ conversion: inout Conversion) {
        guard let phase = plan.phase(in: month) else { return nil }
        let rate: Amount?
        if plan.currency == conversion.currency {
            rate = nil
        } else {
            guard let found = plan.planRate ?? conversion.rate(for: plan.currency) else { return nil }
            rate = found
        }
        document = plan.document
        self.phase = phase.name
        components = phase.components.compactMap {
            PlannedComponent($0, rate: rate, pace: Pace($0.pacing, completeDays: completeDays, days: month.days))
        }
    }

    /// Of the full month.
    var month: PlanFigure { components.reduce(.exact(.zero)) { $0 + $1.month } }
    /// Of the complete days.
    var toDate: PlanFigure { components.reduce(.exact(.zero)) { $0 + $1.toDate } }
}
