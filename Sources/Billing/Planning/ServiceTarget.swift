/// A level of service that the document promises, to be held against what was measured.
package struct ServiceTarget: Hashable, Sendable {
    /// Its id within the plan.
    package var id: String
    /// Its name for people.
    package var name: String
    /// The usage metric of the same meaning: `api_latency_p95`.
    package var metric: String
    /// The bound.
    package var bound: Amount
    /// Whether the measured value may not exceed the bound; else it may not fall below it.
    package var isUpper: Bool
    /// Of the bound: `ms`, `%`.
    package var unit: String
    /// The tier that it is promised for; nil for all.
    package var tier: String?
    /// The section of the document.
    package var section: String?

    /// A service target.
    package init(
        id: String, name: String, metric: String, bound: Amount, isUpper: Bool, unit: String, tier: String?, section: String?
    ) {
        self.id = id
        self.name = name
        self.metric = metric
        self.bound = bound
        self.isUpper = isUpper
        self.unit = unit
        self.tier = tier
        self.section = section
    }
}
