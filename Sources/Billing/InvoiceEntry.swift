/// An invoice that was received (`invoices.csv`), to be compared with the bills.
package struct InvoiceEntry: Hashable, Sendable {
    /// InvoiceId, as in the bills.
    package var invoice: String
    /// What it asks for.
    package var money: Money
    /// The row in the file.
    package var origin: Origin

    /// A received invoice.
    package init(invoice: String, money: Money, origin: Origin) {
        self.invoice = invoice
        self.money = money
        self.origin = origin
    }
}

/// What the bills of one month say of one invoice.
package struct BilledInvoice: Hashable, Sendable {
    /// InvoiceId.
    package var invoice: String
    /// Σ BilledCost of its charges, per currency.
    package var billed: Money
    /// How many records of the export were added up.
    package var lines: Int

    /// The sum of an invoice's charges in a month.
    package init(invoice: String, billed: Money, lines: Int) {
        self.invoice = invoice
        self.billed = billed
        self.lines = lines
    }
}
