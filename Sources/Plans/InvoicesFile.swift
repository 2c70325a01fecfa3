package import Billing
import Formats

/// Reads `invoices.csv`: invoice, amount, currency (`currency` where it is empty or the column is missing). An invoice stands once
/// per currency. All mistakes are told at once.
package func readInvoices(
    _ bytes: [UInt8], file: String, currency: Currency = Currency("USD")
) throws(RefusedFile) -> [InvoiceEntry] {
    let columns = try Columns(Sheet(bytes, file: file), required: ["invoice", "amount"], optional: ["currency"])
    var entries: [InvoiceEntry] = []
    var lines: [[String]: Int] = [:]
    for row in columns.rows {
        let invoice = row.entry("invoice", required: true, expected: "an invoice's number")
        let amount = row.number("amount", required: true)
        let money = Money(amount ?? .zero, row.currency("currency") ?? currency)
        guard let invoice, amount != nil else { continue }
        let key = [invoice.text, money.currency.code]
        if let other = lines.updateValue(row.origin.line, forKey: key) {
            columns.mistakes.add(
                at: invoice, "invoice \(invoice.shown) in \(money.currency.code) stands in line \(other) too, expected it once")
        }
        entries.append(InvoiceEntry(invoice: invoice.text, money: money, origin: row.origin))
    }
    try columns.mistakes.check()
    return entries
}
