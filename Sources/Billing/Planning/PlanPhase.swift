/// A stretch of months with the same figures, or with figures that grow in a stated way.
package struct PlanPhase: Hashable, Sendable {
    /// Its id within the plan.
    package var id: String
    /// Its name for people.
    package var name: String
    /// The first month.
    package var starts: Month
    /// The last month; nil for until the next phase begins, or for good.
    package var ends: Month?
    /// What it projects, in the document's order.
    package var components: [PlanComponent]
    /// The volumes that it projects, in the document's order.
    package var volumes: [Volume]
    /// The bounds that the document states for all components together; nil where their sum is the total.
    package var total: ClosedRange<Amount>?
    /// Components whose plan a sheet leaves blank in these months: unknown, not zero.
    package var unknown: Set<String> = []
    /// The tier that the document calls the phase by; nil where it names none.
    package var tier: String?
    /// The place in the plan file.
    package var origin: Origin

    /// A phase of a plan.
    package init(
        id: String, name: String, starts: Month, ends: Month?, components: [PlanComponent], volumes: [Volume] = [],
        tier: String? = nil, origin: Origin
    ) {
        self.id = id
        self.name = name
        self.starts = starts
        self.ends = ends
        self.components = components
        self.volumes = volumes
        self.tier = tier
        self.origin = origin
    }
}
