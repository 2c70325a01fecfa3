/// How much of a metric a phase projects: requests a day, users, devices.
package struct Volume: Hashable, Sendable {
    /// Its id within the phase.
    package var id: String
    /// Its name for people.
    package var name: String
    /// The usage metric that it is compared with.
    package var metric: String
    /// How the metric's days combine.
    package var kind: MetricKind
    /// The feature whose usage counts; nil for all.
    package var feature: String?
    /// Whether a flow is stated for a day; else for a month. Levels and peaks are the same on every day.
    package var isDaily: Bool
    /// The bounds; the same for a single figure. Not negative.
    package var low: Quantity, high: Quantity
    /// Of the quantity; the metric's name where the document says nothing else.
    package var unit: String
    /// The section of the document.
    package var section: String?

    /// A projected volume.
    package init(
        id: String, name: String, metric: String, kind: MetricKind, feature: String? = nil, isDaily: Bool = false, low: Quantity,
        high: Quantity, unit: String, section: String? = nil
    ) {
        self.id = id
        self.name = name
        self.metric = metric
        self.kind = kind
        self.feature = feature
        self.isDaily = isDaily
        self.low = low
        self.high = high
        self.unit = unit
        self.section = section
    }
}
