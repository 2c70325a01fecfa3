/// What one unit of a currency is worth in the reporting currency, in one month (`rates.csv`).
package struct Rate: Hashable, Sendable {
    /// The month it is for.
    package var month: Month
    /// The currency that is converted.
    package var currency: Currency
    /// Units of the reporting currency for one of `currency`; positive.
    package var rate: Amount
    /// The row in the file.
    package var origin: Origin

    /// A month's rate.
    package init(month: Month, currency: Currency, rate: Amount, origin: Origin) {
        self.month = month
        self.currency = currency
        self.rate = rate
        self.origin = origin
    }
}

/// Revenue that replaces what the contracts say (`revenue.csv`).
package struct RevenueEntry: Hashable, Sendable {
    /// The month it belongs to.
    package var month: Month
    /// Whose it is.
    package var customer: String
    /// For which system.
    package var system: String
    /// How much; a credit note is negative.
    package var money: Money
    /// The row in the file.
    package var origin: Origin

    /// A month's revenue from a customer.
    package init(month: Month, customer: String, system: String, money: Money, origin: Origin) {
        self.month = month
        self.customer = customer
        self.system = system
        self.money = money
        self.origin = origin
    }
}
