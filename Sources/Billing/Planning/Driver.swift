/// Quantities at unit prices behind a planned amount.
package struct Driver: Hashable, Sendable {
    /// Where the actual quantity comes from.
    package enum Measurement: Hashable, Sendable {
        /// PricingQuantity, else ConsumedQuantity, of the component's charges in the driver's unit.
        case charged
        /// ConsumedQuantity only.
        case consumed
        /// PricingQuantity only.
        case pricing
        /// The sum of usage metrics (`tokens` is input + output + cache read + cache write).
        case usage([String])
    }

    /// A planned quantity with a price of its own: one model, one SKU.
    package struct Part: Hashable, Sendable {
        /// Its id within the component.
        package var id: String
        /// The SkuIds that belong to it; nil for every SKU, where it is the only part.
        package var sku: Glob?
        /// Planned for a full month; not negative.
        package var quantity: Quantity
        /// Planned for one unit; not negative.
        package var unitPrice: Amount

        /// A part of a driver.
        package init(id: String, sku: Glob?, quantity: Quantity, unitPrice: Amount) {
            self.id = id
            self.sku = sku
            self.quantity = quantity
            self.unitPrice = unitPrice
        }

        /// What it comes to in a full month.
        package var cost: Amount { quantity.value * unitPrice }
    }

    /// Of the quantities, as the bill names it: `GB`.
    package var unit: String
    /// How the actual quantity is found.
    package var measurement: Measurement
    /// At least one; with several, each has a `sku`.
    package var parts: [Part]
    /// How many days a month has whose quantity is stated for a day; nil where it is stated for a month, however long.
    package var days: Int?

    /// A driver of a planned amount.
    package init(unit: String, measurement: Measurement, parts: [Part], days: Int? = nil) {
        self.unit = unit
        self.measurement = measurement
        self.parts = parts
        self.days = days
    }

    /// What its parts come to in a full month.
    package var cost: Amount { parts.reduce(.zero) { $0 + $1.cost } }
}
