package import Billing

/// One row per item (model, SKU) of a component with a driver.
package struct ComponentItemMonth: Hashable, Sendable {
    /// Whose item.
    package var system: String, component: String
    /// The item; the component's id where the driver has one only.
    package var item: String
    /// The reporting currency.
    package var currency: Currency
    /// Of the quantities.
    package var unit: String
    /// Planned to date and actual over complete days; nil for unknown.
    package var planQuantity: Quantity?, actualQuantity: Quantity?
    /// For one unit; nil for unknown.
    package var planUnitPrice: Amount?, actualUnitPrice: Amount?
    /// To date and over complete days.
    package var plan: Amount?, actual: Amount?
    /// Add up to actual less plan.
    package var parts: VarianceParts
    /// The plan at the actual volume; nil where either is unknown.
    package var flexiblePlan: Amount? {
        guard let plan, actual != nil, actualQuantity != nil else { return nil }
        return plan + parts.volume + parts.mix
    }

    /// An item's month.
    package init(
        system: String, component: String, item: String, currency: Currency, unit: String, planQuantity: Quantity?,
        actualQuantity: Quantity?, planUnitPrice: Amount?, actualUnitPrice: Amount?, plan: Amount?, actual: Amount?,
        parts: VarianceParts
    ) {
        self.system = system
        self.component = component
        self.item = item
        self.currency = currency
        self.unit = unit
        self.planQuantity = planQuantity
        self.actualQuantity = actualQuantity
        self.planUnitPrice = planUnitPrice
        self.actualUnitPrice = actualUnitPrice
        self.plan = plan
        self.actual = actual
        self.parts = parts
    }
}
