import Billing

/// An item of a component: its plan to date, and its actual over the same days.
struct ItemComparison {
    /// The plan in force; it may differ from quantity × unit price where the document states both.
    var plan = Amount.zero
    /// The planned quantity and its unit price, not negative; nil for an item that no plan knows.
    var planned: Planned?
    /// Negative where corrections outweigh it; nil for unknown.
    var actualQuantity: Amount?
    /// The cost of the charges that have that quantity.
    var quantifiedCost = Amount.zero
    /// The whole cost, also of charges without a quantity.
    var actual = Amount.zero

    /// A planned quantity at a unit price.
    struct Planned {
        var quantity: Amount
        var unitPrice: Amount
        /// The quantity, had the document's month the calendar month's days; nil where it is stated for any month.
        var lengthened: Amount?
    }

    /// Actual less plan.
    var variance: Amount { actual - plan }
}
