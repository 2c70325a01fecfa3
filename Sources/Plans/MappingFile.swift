package import Billing
import Formats

/// Reads `mapping.csv`: columns to match (FOCUS names, letter case aside, or `Tags.key`), then where a line belongs.
///
/// A cell to match is a glob, and an empty one matches anything. An empty target is unknown: no system is unmapped, no customer is
/// shared, no environment is production. All mistakes are told at once.
package func readMapping(_ bytes: [UInt8], file: String) throws(RefusedFile) -> Mapping {
    let sheet = try Sheet(bytes, file: file)
    var fields: [(field: Mapping.Field, column: Int)] = []
    let columns = try Columns(
        sheet, required: ["system"], optional: ["component", "customer", "environment"],
        examples: Dimension.allCases.map(\.name) + ["Tags.key"]
    ) { name, column in
        guard let field = matched(by: name) else { return false }
        fields.append((field, column))
        return true
    }
    let mistakes = columns.mistakes
    let rules = columns.rows.map { row in
        let patterns = fields.map { field in
            let entry = row.cell(field.column, name: trimmed(sheet.header[field.column].text))
            if Entry.hasControl(entry.text) {
                mistakes.add(
                    at: entry, "\(entry.name) \(entry.shown) has a control character or a line break, expected a pattern")
            }
            return entry.text.isEmpty ? nil : Glob(entry.text)
        }
        let assignment = Assignment(
            system: row.id("system")?.text, component: row.id("component")?.text, customer: row.id("customer")?.text,
            environment: row.id("environment")?.text)
        if row.entry("system", required: false, expected: "") == nil {
            for name in ["component", "customer"] {
                guard let entry = row.entry(name, required: false, expected: "") else { continue }
                mistakes.add(at: entry, "\(name) \(entry.shown) without a system, expected the system it belongs to")
            }
        }
        return Mapping.Rule(patterns: patterns, assignment: assignment, origin: row.origin)
    }
    try mistakes.check()
    return Mapping(fields: fields.map(\.field), rules: rules)
}

/// What a column of the header matches; nil where it is no column of FOCUS and no tag.
private func matched(by name: String) -> Mapping.Field? {
    let tags = "tags."
    if name.lowercased().hasPrefix(tags), name.count > tags.count { return .tag(String(name.dropFirst(tags.count))) }
    let dimension = Dimension.allCases.first { $0.name.lowercased() == name.lowercased() }
    return dimension.map { .dimension($0) }
}
