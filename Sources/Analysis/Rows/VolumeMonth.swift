package import Billing

/// One row per volume that a phase projects: what was planned and what was used.
package struct VolumeMonth: Hashable, Sendable {
    /// Whose volume, by its id within the phase, and its name.
    package var system: String, volume: String, name: String
    /// The usage metric and the feature (nil for all) that it is compared with.
    package var metric: String, feature: String?
    /// How the metric's days combine.
    package var kind: MetricKind
    /// Of the quantities.
    package var unit: String
    /// Planned for the complete days; the same for a single figure.
    package var planLow: Quantity, planHigh: Quantity
    /// Over complete days; nil for unknown.
    package var actual: Quantity?
    /// Actual less plan, of a range the distance to the nearer bound; nil where the actual is unknown.
    package var variance: Quantity?
    /// Of the plan or the nearer bound; nil where that is zero or the variance unknown.
    package var variancePercent: Amount?
    /// The section of the document.
    package var section: String?

    /// A volume's month; variance and percentage follow from the rest.
    package init(
        system: String, _ volume: Volume, planLow: Quantity, planHigh: Quantity, actual: Quantity?
    ) {
        self.system = system
        self.volume = volume.id
        name = volume.name
        metric = volume.metric
        feature = volume.feature
        kind = volume.kind
        unit = volume.unit
        section = volume.section
        self.planLow = planLow
        self.planHigh = planHigh
        self.actual = actual
        guard let actual else { return }
        let plan = PlanFigure.range(low: planLow.value, high: planHigh.value)
        let difference = plan.variance(of: actual.value)
        variance = Quantity(difference)
        variancePercent = difference.percent(of: plan.reference(for: actual.value))
    }
}
