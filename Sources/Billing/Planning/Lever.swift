/// Something that the document says would save cost.
package struct Lever: Hashable, Sendable {
    /// Its id within the plan.
    package var id: String
    /// Its name for people.
    package var name: String
    /// The components whose cost it lowers; without any it lowers the system's.
    package var components: [String]
    /// The usage metric that it lowers along with the components' cost, as `tokens`; nil where it lowers cost alone.
    package var metric: String?
    /// In percent of the components' cost; the same for a single figure; nil where the document has none.
    package var low: Amount?, high: Amount?
    /// What it costs in a month itself.
    package var cost: Amount
    /// Whether the document gives the percentage without calling it a saving.
    package var isAssumed: Bool
    /// The first month in which it is in use; nil where it is not.
    package var adopted: Month?
    /// The section of the document.
    package var section: String?

    /// A savings lever.
    package init(
        id: String, name: String, components: [String], metric: String?, low: Amount?, high: Amount?, cost: Amount,
        isAssumed: Bool, adopted: Month?, section: String?
    ) {
        self.id = id
        self.name = name
        self.components = components
        self.metric = metric
        self.low = low
        self.high = high
        self.cost = cost
        self.isAssumed = isAssumed
        self.adopted = adopted
        self.section = section
    }
}
