package import Billing

/// One row per system, component, customer, model, metric and environment: what was used over complete days, and what it costs
/// at the prices of the days on which it was used.
package struct TokenMonth: Hashable, Sendable {
    /// The system's id.
    package var system: String
    /// What it belongs to; nil where the usage does not say.
    package var component: String?, customer: String?
    /// The model as the usage names it.
    package var model: String
    /// `input_tokens`, `output_tokens`, `cache_read_tokens`, `cache_write_tokens`, or any other flow.
    package var metric: String
    /// `production`, `development`, …; nil where the usage does not say.
    package var environment: String?
    /// Over complete days.
    package var quantity: Quantity
    /// Of it, what has no price on its day, or none in a currency with a rate.
    package var unpricedQuantity: Quantity
    /// For one, in the reporting currency; nil where it changed within the month or a part has none.
    package var unitPrice: Amount?
    /// Of what has a price, in the reporting currency; nil where nothing has.
    package var pricedCost: Amount?

    /// Used over complete days, of which nothing is priced; the rest is set afterwards.
    package init(
        system: String, component: String?, customer: String?, model: String, metric: String, environment: String?,
        quantity: Quantity
    ) {
        self.system = system
        self.component = component
        self.customer = customer
        self.model = model
        self.metric = metric
        self.environment = environment
        self.quantity = quantity
        unpricedQuantity = quantity
    }
}
