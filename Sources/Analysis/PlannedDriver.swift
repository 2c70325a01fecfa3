import Billing

/// The quantities behind a component's plan to date, at unit prices in the reporting currency.
struct PlannedDriver {
    /// A quantity with a price of its own.
    struct Part {
        let id: String
        /// The SkuIds that belong to it; nil for all.
        let sku: Glob?
        /// Planned for the complete days.
        let quantity: Amount
        /// The same, had the document's month the calendar month's days: 31/30 of it in October.
        let lengthened: Amount
        /// For one unit.
        let unitPrice: Amount

        /// What it comes to.
        var cost: Amount { quantity * unitPrice }
    }

    /// Of the quantities.
    let unit: String
    let measurement: Driver.Measurement
    /// At least one.
    let parts: [Part]
}
