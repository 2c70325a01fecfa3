package import Billing

/// A currency of the month without a rate, with the cost that therefore stands apart.
package struct MissingRate: Hashable, Sendable {
    /// The currency.
    package var currency: Currency
    /// Every charge known in it.
    package var cost: Amount

    /// A currency without a rate.
    package init(currency: Currency, cost: Amount) {
        self.currency = currency
        self.cost = cost
    }
}
