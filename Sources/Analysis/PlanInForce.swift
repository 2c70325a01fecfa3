import Billing

/// The part of a system's plan that is about one month, in the reporting currency.
struct PlanInForce {
    /// The document and the phase.
    let document: String, phase: String
    /// What it projects, in the document's order.
    let components: [PlannedComponent]
    /// The volumes that it projects.
    let volumes: [Volume]
    /// The tier that the document calls the phase by.
    let tier: String?
    /// Components whose plan the file leaves blank in this phase: unknown, not zero.
    let unknown: Set<String>
    private let total: PlanFigure?
    private let pace: Pace

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
            PlannedComponent($0, in: month, completeDays: completeDays, rate: rate)
        }
        total = phase.total.map { total in
            PlanFigure.range(low: total.lowerBound, high: total.upperBound).map { amount in rate.map { amount * $0 } ?? amount }
        }
        pace = Pace(.even, completeDays: completeDays, days: month.days)
        volumes = phase.volumes
        tier = phase.tier
        unknown = phase.unknown
    }

    /// Of the full month: the bounds that the document states for it, else the sum of the components.
    var month: PlanFigure { total ?? components.reduce(.exact(.zero)) { $0 + $1.month } }
    /// Of the complete days.
    var toDate: PlanFigure { total?.map(pace.part) ?? components.reduce(.exact(.zero)) { $0 + $1.toDate } }
}
