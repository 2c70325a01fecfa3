package import Billing

/// One row per invoice and currency of a month: what was received beside what the bills have under its number.
package struct InvoiceMonth: Hashable, Sendable {
    /// How the two compare.
    package enum State: String, Sendable {
        /// Equal but for the rounding of lines: half a minor unit for each.
        case agrees
        /// Not equal.
        case differs
        /// Billed and not in the list of received invoices.
        case notReceived = "not received"
        /// Received, and in no bill.
        case notBilled = "not billed"
    }

    /// InvoiceId.
    package var invoice: String
    /// The currency of both amounts.
    package var currency: Currency
    /// What the invoice asks for; nil where none was received.
    package var invoiced: Amount?
    /// Σ BilledCost under its number; nil where no bill has it.
    package var billed: Amount?
    /// How many records of exports were added up.
    package var lines: Int
    /// How the two compare.
    package var state: State
    /// Billed less invoiced; nil where either is.
    package var difference: Amount? { invoiced.flatMap { asked in billed.map { $0 - asked } } }

    /// An invoice of a month.
    package init(invoice: String, currency: Currency, invoiced: Amount?, billed: Amount?, lines: Int, state: State) {
        self.invoice = invoice
        self.currency = currency
        self.invoiced = invoiced
        self.billed = billed
        self.lines = lines
        self.state = state
    }
}
