package import Billing

/// One row per system and metric: what was used and what one unit cost.
package struct UnitMonth: Hashable, Sendable {
    /// The system's id.
    package var system: String
    /// The metric: `customers`, `requests`, ….
    package var metric: String
    /// How its days combine.
    package var kind: MetricKind
    /// Over complete days; nil for unknown.
    package var actualQuantity: Quantity?
    /// Planned; nil where no document says.
    package var planQuantity: Quantity?
    /// The system's cost of revenue per unit; nil where the quantity is zero or unknown.
    package var actualUnitCost: Amount?
    /// The plan to date per planned unit.
    package var planUnitCost: Amount?

    /// A metric's month.
    package init(
        system: String, metric: String, kind: MetricKind, actualQuantity: Quantity?, planQuantity: Quantity?,
        actualUnitCost: Amount?, planUnitCost: Amount?
    ) {
        self.system = system
        self.metric = metric
        self.kind = kind
        self.actualQuantity = actualQuantity
        self.planQuantity = planQuantity
        self.actualUnitCost = actualUnitCost
        self.planUnitCost = planUnitCost
    }
}
