/// A currency by its ISO 4217 code, or a provider's virtual currency.
package struct Currency: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The code as the file has it: `USD`.
    package let code: String
    /// A currency from its code.
    package init(_ code: String) { self.code = code }
    package var description: String { code }
    package static func < (left: Currency, right: Currency) -> Bool { left.code < right.code }
}

/// An exact amount in one currency. Two currencies are never added.
package struct Money: Hashable, Sendable {
    /// How much; positive is a cost or a revenue, negative a credit or a refund.
    package var amount: Amount
    /// In which currency.
    package var currency: Currency

    /// An amount in a currency.
    package init(_ amount: Amount, _ currency: Currency) {
        self.amount = amount
        self.currency = currency
    }

    /// The sum; traps where the currencies differ, since the caller has to convert first.
    package static func + (left: Money, right: Money) -> Money {
        precondition(left.currency == right.currency, "two currencies are never added")
        return Money(left.amount + right.amount, left.currency)
    }
}
