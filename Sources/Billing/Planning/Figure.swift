/// Any number of a planning document, under an id of its own within the plan.
///
/// The plan's components, drivers, volumes, budgets, tiers, levers and targets are figures too, under ids as
/// `week-13.network-egress.price`, so that a check can name them and a reader of a report finds where they stand.
package struct Figure: Hashable, Sendable {
    /// What is known of its value.
    package enum Value: Hashable, Sendable {
        /// A number as stated.
        case stated(Stated)
        /// A range as stated.
        case range(low: Stated, high: Stated)
        /// A number that the document does not state itself, but that follows from others.
        case computed(Formula)
    }

    /// Its id, unique within the plan.
    package var id: String
    /// Its name for people.
    package var name: String
    /// Its value.
    package var value: Value
    /// Of the value: a currency's code, `%`, `GB`, `requests`, …; empty for a plain number.
    package var unit: String
    /// The section of the document; nil where the plan does not say.
    package var section: String?
    /// The place in the plan file.
    package var origin: Origin

    /// A figure of a document.
    package init(id: String, name: String, value: Value, unit: String, section: String?, origin: Origin) {
        self.id = id
        self.name = name
        self.value = value
        self.unit = unit
        self.section = section
        self.origin = origin
    }
}
