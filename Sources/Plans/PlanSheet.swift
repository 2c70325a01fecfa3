package import Billing
import Formats

/// Reads plans from a sheet: `system,component,customer,unit,2026-01,2026-02,…`, a row for each component; all mistakes are told at
/// once.
///
/// Without a column `system` the file's name is the system's id. `customer` may be left out, and is empty. `unit` is a currency, or,
/// for a range in two rows, `USD (low)` and `USD (high)`. An empty cell is unknown, not zero: the component is not in that month's
/// phase. Months in a row with the same figures are one phase, called by its first month.
package func readPlanSheet(_ bytes: [UInt8], file: String) throws(RefusedFile) -> [Plan] {
    let sheet = try Sheet(bytes, file: file)
    var places: [(month: Month, column: Int)] = []
    let columns = try Columns(
        sheet, required: ["component", "unit"], optional: ["system", "customer"], examples: ["months as in 2026-01"]
    ) { name, column in
        guard let month = Month(name) else { return false }
        places.append((month, column))
        return true
    }
    let mistakes = columns.mistakes
    checkMonths(places, of: sheet, mistakes)
    let name = String(file.split(separator: "/").last ?? "")
    let hasSystems = sheet.header.contains { trimmed($0.text).lowercased() == "system" }
    var rows: [PlanSheetRow] = []
    for row in columns.rows {
        let system = hasSystems ? row.id("system", required: true)?.text : stem(of: name)
        if let read = PlanSheetRow(row, system: system, months: places) { rows.append(read) }
    }
    var systems: [String] = []
    for row in rows where !systems.contains(row.system) { systems.append(row.system) }
    let plans = systems.compactMap { system in
        PlanSheetSystem(rows.filter { $0.system == system }, months: places.map(\.month), mistakes)
            .plan(system: system, document: name, places.map { sheet.header[$0.column].origin })
    }
    try mistakes.check()
    return plans
}

/// The file's name without its ending.
private func stem(of name: String) -> String {
    name.lowercased().hasSuffix(".csv") && name.utf8.count > 4 ? String(name.dropLast(4)) : name
}

/// The months stand in their order, one after the other.
private func checkMonths(_ places: [(month: Month, column: Int)], of sheet: Sheet, _ mistakes: Mistakes) {
    if places.isEmpty, let first = sheet.header.first {
        mistakes.add(at: first.origin, "no column of a month, expected months as in 2026-01")
    }
    for (before, next) in zip(places, places.dropFirst()) where next.month != before.month.advanced(by: 1) {
        let cell = sheet.header[next.column]
        mistakes.add(
            at: cell.origin, width: cell.width,
            "month \(next.month) after \(before.month), expected \(before.month.advanced(by: 1))",
            hint: "the months stand in their order, without gaps; leave the cells of a month empty where nothing is known")
    }
}
