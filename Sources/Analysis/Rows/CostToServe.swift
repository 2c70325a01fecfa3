package import Billing

/// One row per system, component and customer of a month: what the customer cost there.
package struct CostToServe: Hashable, Sendable {
    /// The system's id.
    package var system: String
    /// Whose cost, or a reserved name.
    package var component: String
    /// Who bears it, or a reserved name.
    package var customer: String
    /// The reporting currency.
    package var currency: Currency
    /// Caused by the customer alone, over complete days.
    package var directCost: Amount
    /// Its share of what is shared, over complete days.
    package var sharedCost: Amount
    /// Both.
    package var cost: Amount { directCost + sharedCost }

    /// What a customer cost in a component.
    package init(
        system: String, component: String, customer: String, currency: Currency, directCost: Amount, sharedCost: Amount
    ) {
        self.system = system
        self.component = component
        self.customer = customer
        self.currency = currency
        self.directCost = directCost
        self.sharedCost = sharedCost
    }
}
