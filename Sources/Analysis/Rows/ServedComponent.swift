package import Billing

/// What each customer cost in a component, in columns; see `AllocatedCost`.
package struct ServedComponent: Hashable, Sendable {
    /// The system's id.
    package let system: String
    /// Whose cost, or a reserved name.
    package let component: String
    /// The reporting currency.
    package let currency: Currency
    /// Who bears it, or reserved names, each once.
    package let customers: [String]
    /// Caused by each of them alone, and each one's share of what is shared, over complete days.
    package let directCosts: [Amount], sharedCosts: [Amount]

    /// A component's cost by customer; as many costs of both kinds as customers.
    package init(
        system: String, component: String, currency: Currency, customers: [String], directCosts: [Amount],
        sharedCosts: [Amount]
    ) {
        self.system = system
        self.component = component
        self.currency = currency
        self.customers = customers
        self.directCosts = directCosts
        self.sharedCosts = sharedCosts
    }

    /// The row of one of them, by its place among them.
    package func row(_ place: Int) -> CostToServe {
        CostToServe(
            system: system, component: component, customer: customers[place], currency: currency,
            directCost: directCosts[place], sharedCost: sharedCosts[place])
    }
}
