package import Billing
import Formats

/// Reads `journal.csv`: month, system, component, customer, environment, amount, currency, kind, note.
///
/// Only month, system, amount and kind (`accrual`, `reclass`, `cost`) are required; currency is `currency` where it is empty or the
/// column is missing. The reclasses of a month add up to nothing in each currency. All mistakes are told at once.
package func readJournal(
    _ bytes: [UInt8], file: String, currency: Currency = Currency("USD")
) throws(RefusedFile) -> [JournalEntry] {
    let columns = try Columns(
        Sheet(bytes, file: file), required: ["month", "system", "amount", "kind"],
        optional: ["component", "customer", "environment", "currency", "note"])
    var entries: [JournalEntry] = []
    for row in columns.rows {
        let month = row.month("month", required: true)
        let system = row.id("system", required: true)
        let amount = row.number("amount", required: true)
        let money = Money(amount ?? .zero, row.currency("currency") ?? currency)
        let kinds = JournalEntry.Kind.allCases.map(\.rawValue)
        let kind = row.entry("kind", required: true, expected: list(kinds, "or"))
        let assignment = Assignment(
            system: system?.text, component: row.id("component")?.text, customer: row.id("customer")?.text,
            environment: row.id("environment")?.text)
        guard let kind else { continue }
        guard let known = JournalEntry.Kind(rawValue: kind.text) else {
            columns.mistakes.add(
                at: kind, "kind \(kind.shown) is not known, expected \(list(kinds, "or"))",
                hint: "an accrual is taken back by the next month, a reclass moves a cost, a cost stands in no export")
            continue
        }
        guard let month, system != nil, amount != nil else { continue }
        entries.append(
            JournalEntry(
                month: month.value, assignment: assignment, money: money, kind: known, note: row.text("note"),
                origin: row.origin))
    }
    checkReclasses(entries, columns.mistakes)
    try columns.mistakes.check()
    return entries
}

/// A reclass moves a cost and makes none.
private func checkReclasses(_ entries: [JournalEntry], _ mistakes: Mistakes) {
    var sums: [[String]: (Amount, Origin)] = [:]
    for entry in entries where entry.kind == .reclass {
        let key = [entry.month.description, entry.money.currency.code]
        sums[key] = ((sums[key]?.0 ?? .zero) + entry.money.amount, entry.origin)
    }
    for (key, sum) in sums.sorted(by: { $0.value.1.line < $1.value.1.line }) where !sum.0.isZero {
        mistakes.add(
            at: sum.1, "reclasses of \(key[0]) add up to \(sum.0) \(key[1]), expected 0",
            hint: "give the row that the cost is taken from a negative amount; a cost that stands nowhere else is of kind cost")
    }
}
