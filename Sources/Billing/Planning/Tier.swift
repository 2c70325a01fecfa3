/// A size of an installation that a document offers, with the inputs it is meant for.
package struct Tier: Hashable, Sendable {
    /// The values of one input that belong to the tier; a tier's upper bound belongs to it.
    package struct Bounds: Hashable, Sendable {
        /// The usage metric: `organisations`.
        package var metric: String
        /// From and to, both included; nil for open.
        package var low: Amount?, high: Amount?

        /// The bounds of one input.
        package init(metric: String, low: Amount?, high: Amount?) {
            self.metric = metric
            self.low = low
            self.high = high
        }
    }

    /// What the document offers of one output of the sizing formula.
    package struct Capacity: Hashable, Sendable {
        /// The output's id.
        package var output: String
        /// How much.
        package var quantity: Amount

        /// A capacity of a tier.
        package init(output: String, quantity: Amount) {
            self.output = output
            self.quantity = quantity
        }
    }

    /// Its id within the plan.
    package var id: String
    /// Its name for people.
    package var name: String
    /// The inputs, in the document's order.
    package var bounds: [Bounds]
    /// For a month; nil where the document has no figure ("custom").
    package var cost: Amount?
    /// Whether it is ever recommended; a development installation is not.
    package var isRecommended: Bool
    /// What it offers.
    package var capacities: [Capacity]
    /// The section of the document.
    package var section: String?
    /// The place in the plan file.
    package var origin: Origin

    /// A tier of a sizing guide.
    package init(
        id: String, name: String, bounds: [Bounds], cost: Amount?, isRecommended: Bool, capacities: [Capacity], section: String?,
        origin: Origin
    ) {
        self.id = id
        self.name = name
        self.bounds = bounds
        self.cost = cost
        self.isRecommended = isRecommended
        self.capacities = capacities
        self.section = section
        self.origin = origin
    }
}
