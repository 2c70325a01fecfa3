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
    /// The cost of revenue that the actual quantity bears, and the plan to date; nil for unknown.
    package var cost: Amount?, plan: Amount?

    /// Actual less planned unit cost; nil where either is unknown.
    package var variance: Amount? { actualUnitCost.flatMap { actual in planUnitCost.map { actual - $0 } } }
    /// The variance in percent of the planned unit cost.
    package var variancePercent: Amount? { variance.flatMap { variance in planUnitCost.flatMap(variance.percent(of:)) } }
    /// Of the variance on the result: a dearer unit is adverse.
    package var effect: Effect? {
        variance.map { $0.isZero ? .onPlan : $0 > .zero ? .adverse : .favourable }
    }

    /// A metric's month.
    package init(
        system: String, metric: String, kind: MetricKind, actualQuantity: Quantity?, planQuantity: Quantity?,
        actualUnitCost: Amount?, planUnitCost: Amount?, cost: Amount? = nil, plan: Amount? = nil
    ) {
        self.system = system
        self.metric = metric
        self.kind = kind
        self.actualQuantity = actualQuantity
        self.planQuantity = planQuantity
        self.actualUnitCost = actualUnitCost
        self.planUnitCost = planUnitCost
        self.cost = cost
        self.plan = plan
    }
}
