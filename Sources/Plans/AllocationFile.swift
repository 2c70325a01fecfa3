package import Billing
import Formats

/// Reads `allocation.csv`: system, component (globs both), method. All mistakes are told at once.
///
/// Methods: `direct`, `even`, `revenue`, `cost`, `shares:customer-1=40;customer-2=60` (percent; 100 in all) and
/// `driver:reads+writes`.
package func readAllocation(_ bytes: [UInt8], file: String) throws(RefusedFile) -> [AllocationRule] {
    let columns = try Columns(Sheet(bytes, file: file), required: ["system", "component", "method"])
    let rules = columns.rows.map { row in
        AllocationRule(
            system: glob("system", in: row), component: glob("component", in: row), method: method(in: row), origin: row.origin)
    }
    try columns.mistakes.check()
    return rules
}

private func glob(_ name: String, in row: Columns.Row) -> Glob {
    let entry = row.entry(name, required: true, expected: "a \(name), or * for any")
    if let entry { _ = row.mistakes.isID(entry.text, of: entry) }
    return Glob(entry?.text ?? "*")
}

private func method(in row: Columns.Row) -> AllocationMethod {
    let known = ["direct", "even", "revenue", "cost", "shares:CUSTOMER=PERCENT;…", "driver:METRIC+…"]
    guard let entry = row.entry("method", required: true, expected: list(known)) else { return .direct }
    switch entry.text {
    case "direct": return .direct
    case "even": return .even
    case "revenue": return .revenue
    case "cost": return .cost
    case let text where text.hasPrefix("shares:"):
        return .shares(shares(String(text.dropFirst("shares:".count)), of: entry, row.mistakes))
    case let text where text.hasPrefix("driver:"):
        return .driver(row.mistakes.metrics(String(text.dropFirst("driver:".count)), of: entry) ?? [])
    default:
        row.mistakes.unknown(entry, "method \(entry.shown) is not known", among: known)
        return .direct
    }
}

/// `customer-1=40;customer-2=60`.
private func shares(_ text: String, of entry: Entry, _ mistakes: Mistakes) -> [AllocationMethod.Share] {
    var shares: [AllocationMethod.Share] = []
    for part in text.split(separator: ";", omittingEmptySubsequences: false) {
        // An id may hold an equals sign, a percentage may not.
        guard let equals = part.lastIndex(of: "=") else {
            let reason = "method has the share \(Entry.quote(String(part))), expected CUSTOMER=PERCENT as in customer-1=40"
            mistakes.add(at: entry, reason)
            continue
        }
        let customer = trimmed(String(part[..<equals]))
        let number = trimmed(String(part[part.index(after: equals)...]))
        guard mistakes.isID(customer, of: entry), let weight = mistakes.number(entry, part: number, least: .zero) else {
            continue
        }
        if shares.contains(where: { $0.customer == customer }) {
            mistakes.add(at: entry, "method names \(Entry.quote(customer)) twice, expected one share for each customer")
        }
        shares.append(AllocationMethod.Share(customer: customer, weight: weight))
    }
    let sum = shares.reduce(Amount.zero) { $0 + $1.weight }
    // Of shares that are mistaken themselves the sum says nothing.
    let isWhole = shares.count == text.split(separator: ";", omittingEmptySubsequences: false).count
    if isWhole, Set(shares.map(\.customer)).count == shares.count, sum != Amount(100) {
        mistakes.add(at: entry, "shares add up to \(sum), expected 100 percent")
    }
    return shares
}
