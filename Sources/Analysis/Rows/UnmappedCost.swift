package import Billing

/// What no rule matches, by service: the row to paste into the mapping is made from it.
package struct UnmappedCost: Hashable, Sendable {
    /// Where it came from.
    package var source: String
    /// ServiceName; nil where the bill has none.
    package var serviceName: String?
    /// In its own currency, every charge known.
    package var cost: Amount, currency: Currency

    /// An unmapped service's cost.
    package init(source: String, serviceName: String?, cost: Amount, currency: Currency) {
        self.source = source
        self.serviceName = serviceName
        self.cost = cost
        self.currency = currency
    }
}
