package import Billing

/// A value in a table, with its meaning.
package enum Cell: Hashable, Sendable {
    /// Unknown, which is not zero.
    case absent
    /// Words.
    case text(String)
    /// A count.
    case integer(Int)
    /// Money.
    case amount(Amount, Currency)
    /// A number of something; its unit stands in another column.
    case quantity(Quantity)
    /// A percentage: 12.5 is 12.5 %.
    case percent(Amount)
    /// A binary number: a fraction of an amount's last unit, which no decimal is.
    case real(Double)

    /// The value in CSV and XML: all digits of amounts and quantities, up to four decimals of percentages, the shortest
    /// form that reads back the same of binary numbers; nil for absent.
    package var plainText: String? {
        switch self {
        case .absent: nil
        case .text(let text): text
        case .integer(let number): String(number)
        case .amount(let amount, _): amount.description
        case .quantity(let quantity): quantity.description
        case .percent(let percent): percent.rounded(to: 4).description
        case .real(let real): real == 0 ? "0" : real.description
        }
    }
}
