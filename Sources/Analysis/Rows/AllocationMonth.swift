package import Billing

/// One row per system, component, customer and kind: the proof of a split.
package struct AllocationMonth: Hashable, Sendable {
    /// Whose cost.
    package var system: String, component: String
    /// Who bears it, or a reserved name.
    package var customer: String
    /// The reporting currency.
    package var currency: Currency
    /// Whether it is a share of shared cost; else caused by the customer alone.
    package var isShared: Bool
    /// How it was split: `even`, `driver:reads`; of what is unallocated the method that gave no customer a weight.
    package var method: String
    /// The customer's weight; nil for direct cost and for what is unallocated.
    package var driverQuantity: Quantity?
    /// The customer's part of the whole weight, 0 to 1; nil for direct cost and for what is unallocated.
    package var share: Amount?
    /// What it bears.
    package var amount: Amount
    /// What of it largest remainder handed the row beyond its exact share: within ±1e-15, a multiple of 2^-80, so that the residues of
    /// a component add up to nothing exactly; nothing where no share is rounded.
    package var residue = 0.0

    /// A customer's part of a component.
    package init(
        system: String, component: String, customer: String, currency: Currency, isShared: Bool, method: String,
        driverQuantity: Quantity?, share: Amount?, amount: Amount
    ) {
        self.system = system
        self.component = component
        self.customer = customer
        self.currency = currency
        self.isShared = isShared
        self.method = method
        self.driverQuantity = driverQuantity
        self.share = share
        self.amount = amount
    }
}
