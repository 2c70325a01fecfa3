package import Billing

/// One row per planned component of a month: the plan in force with its source.
package struct PlanMonth: Hashable, Sendable {
    /// Whose plan.
    package var system: String, component: String, name: String
    /// `fixed`, `range` or `driver`; `part` of a driver, whose amount is in the component's.
    package var kind: String
    /// The model or SKU of a part of the component's driver; nil for the component itself.
    package var item: String?
    /// `fixed` or `variable`; nil where the document does not say.
    package var behaviour: String?
    /// Of the driver; nil without one.
    package var unit: String?, quantity: Quantity?, unitPrice: Amount?
    /// The range, or the plan alone.
    package var low: Amount?, plan: Amount?, high: Amount?
    /// The plan's currency.
    package var currency: Currency
    /// Where it comes from.
    package var document: String, section: String?, phase: String

    /// A planned component.
    package init(
        system: String, component: String, name: String, kind: String, unit: String?, quantity: Quantity?, unitPrice: Amount?,
        low: Amount?, plan: Amount?, high: Amount?, currency: Currency, document: String, section: String?, phase: String
    ) {
        self.system = system
        self.component = component
        self.name = name
        self.kind = kind
        self.unit = unit
        self.quantity = quantity
        self.unitPrice = unitPrice
        self.low = low
        self.plan = plan
        self.high = high
        self.currency = currency
        self.document = document
        self.section = section
        self.phase = phase
    }
}
