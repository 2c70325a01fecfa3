/// How the values of a metric combine over days.
package enum MetricKind: String, CaseIterable, Sendable {
    /// Something that happens (requests, tokens): summed.
    case flow
    /// Something that is there (users, devices): the average of the days with data.
    case level
    /// Something at its highest (requests a second): the maximum.
    case peak

    /// What a metric is where its export does not say: known states are levels, everything else a flow.
    package static func usual(for metric: String) -> MetricKind {
        ["organisations", "users", "active_users", "devices", "customers", "storage", "storage_gb"].contains(metric)
            ? .level : .flow
    }
}

/// How much of a metric was used on a day, by whom and for what.
package struct UsageDay: Hashable, Sendable {
    /// The day.
    package var day: Day
    /// `requests`, `input_tokens`, `users`, … any name.
    package var metric: String
    /// How days combine.
    package var kind: MetricKind
    /// What it belongs to; nil where the export does not say.
    package var system: String?, component: String?, customer: String?, feature: String?, model: String?
    /// `production`, `development`, …; nil where the export does not say.
    package var environment: String?
    /// The unit of the quantity; nil for plain counts.
    package var unit: String?
    /// How much; negative only for corrections.
    package var quantity: Quantity

    /// A metric's quantity on a day; everything else is set afterwards.
    package init(day: Day, metric: String, kind: MetricKind, quantity: Quantity) {
        self.day = day
        self.metric = metric
        self.kind = kind
        self.quantity = quantity
    }
}

/// Where a reader of usage puts what it has read.
package protocol UsageSink: AnyObject {
    /// What can go wrong while storing.
    associatedtype Failure: Error
    /// Adds a quantity; the same day, metric and dimensions may come several times and are added up (of a peak: the highest).
    func add(_ usage: UsageDay) throws(Failure)
    /// Whether a call of a model, known by this key, is this file's to count: false where another file has counted it.
    func claim(_ call: Hash128) throws(Failure) -> Bool
}
