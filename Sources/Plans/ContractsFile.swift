package import Billing
import Formats

/// Reads `contracts.csv`: customer, name, system, annual_contract_value, currency, start, end.
///
/// Name, currency (`currency` where it is empty or the column is missing) and end (inclusive; empty while open) are optional. Contracts
/// of one customer and system do not overlap. All mistakes are told at once.
package func readContracts(
    _ bytes: [UInt8], file: String, currency: Currency = Currency("USD")
) throws(RefusedFile) -> [Contract] {
    let columns = try Columns(
        Sheet(bytes, file: file), required: ["customer", "system", "annual_contract_value", "start"],
        optional: ["name", "currency", "end"])
    let mistakes = columns.mistakes
    var contracts: [Contract] = []
    var earlier: [[String]: [Contract]] = [:]
    for row in columns.rows {
        let customer = row.id("customer", required: true)
        let system = row.id("system", required: true)
        let value = row.number("annual_contract_value", required: true, least: .zero)
        let name = row.text("name")
        let money = Money(value ?? .zero, row.currency("currency") ?? currency)
        let start = row.day("start", required: true)
        let end = row.day("end")
        guard let customer, let system, let start else { continue }
        if let end, end.value < start.value {
            mistakes.add(
                at: end.entry, "end \(end.value) is before start \(start.value), expected the same day or a later one")
            continue
        }
        let contract = Contract(
            customer: customer.text, name: name, system: system.text, annualContractValue: money, start: start.value,
            end: end?.value, origin: row.origin)
        let key = [customer.text, system.text]
        if let other = earlier[key]?.first(where: { overlap($0, contract) }) {
            let until = other.end.map { "until \($0)" } ?? "without an end"
            mistakes.add(
                at: start.entry,
                "contract of \(customer.shown) for \(system.shown) overlaps the one in line \(other.origin.line), "
                    + "which runs from \(other.start) \(until), expected one at a time",
                hint: "end the earlier contract on the day before the later one starts")
        }
        earlier[key, default: []].append(contract)
        contracts.append(contract)
    }
    try mistakes.check()
    return contracts
}

/// Whether two contracts of a customer and system are in force on the same day.
private func overlap(_ left: Contract, _ right: Contract) -> Bool {
    let leftEndsBefore = left.end.map { $0 < right.start } ?? false
    let rightEndsBefore = right.end.map { $0 < left.start } ?? false
    return !leftEndsBefore && !rightEndsBefore
}
