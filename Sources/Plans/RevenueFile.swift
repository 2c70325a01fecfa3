package import Billing
import Formats

/// Reads `revenue.csv`: month, customer, system, amount, currency (`currency` where it is empty or the column is missing). Several
/// rows of a month add up, and a credit note is negative. All mistakes are told at once.
package func readRevenue(
    _ bytes: [UInt8], file: String, currency: Currency = Currency("USD")
) throws(RefusedFile) -> [RevenueEntry] {
    let columns = try Columns(
        Sheet(bytes, file: file), required: ["month", "customer", "system", "amount"], optional: ["currency"])
    let entries: [RevenueEntry] = columns.rows.compactMap { row in
        let month = row.month("month", required: true)
        let customer = row.id("customer", required: true)
        let system = row.id("system", required: true)
        let amount = row.number("amount", required: true)
        let money = Money(amount ?? .zero, row.currency("currency") ?? currency)
        guard let month, let customer, let system else { return nil }
        return RevenueEntry(
            month: month.value, customer: customer.text, system: system.text, money: money, origin: row.origin)
    }
    try columns.mistakes.check()
    return entries
}
