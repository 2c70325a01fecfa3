package import Billing

/// One row per component that token usage names: what the usage costs by the prices beside what the bills say.
package struct PricedMonth: Hashable, Sendable {
    /// The system's id.
    package var system: String
    /// The component's id.
    package var component: String
    /// Usage at its prices over complete days; nil where nothing has a price.
    package var priced: Amount?
    /// Charges for usage over complete days, without corrections of other months; nil where there is none that could be
    /// converted.
    package var billed: Amount?
    /// Billed less priced; nil where either is unknown.
    package var difference: Amount?
    /// Tokens without a price; the difference holds their cost.
    package var unpricedQuantity: Quantity

    /// A component's month; the difference follows from the two.
    package init(system: String, component: String, priced: Amount?, billed: Amount?, unpricedQuantity: Quantity) {
        self.system = system
        self.component = component
        self.priced = priced
        self.billed = billed
        self.unpricedQuantity = unpricedQuantity
        if let priced, let billed { difference = billed - priced }
    }
}
