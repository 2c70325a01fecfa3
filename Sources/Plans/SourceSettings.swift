import Billing
import Formats

/// Reads the settings of one source, its name the entry's key; nil where they are no group.
func readSource(_ entry: YAMLEntry, _ mistakes: Mistakes) -> Settings.Source? {
    let known = [
        "format", "mode", "parts", "system", "quarantine", "confirm_shrink", "minimum_age", "expected_days", "timezone",
        "columns", "customers",
    ]
    guard isID(entry, "source", mistakes),
        let fields = Fields(entry.value, what: "a source", known: known, mistakes: mistakes)
    else { return nil }
    var source = Settings.Source()
    source.format = fields.text("format")
    source.mode = fields.choice("mode", Settings.Mode.self)
    source.system = fields.id("system")?.text
    source.quarantine = fields.flag("quarantine") ?? source.quarantine
    source.confirmShrink = fields.flag("confirm_shrink") ?? source.confirmShrink
    source.minimumAge = fields.whole("minimum_age", in: 0...31_536_000) ?? source.minimumAge
    source.parts = fields.text("parts")
    readColumns(of: fields, &source, mistakes)
    readCustomers(of: fields, &source, mistakes)
    source.expectedDays = fields.whole("expected_days", in: 0...366)
    _ = fields.text("timezone")
    return source
}

/// `ID: {system, component, …}` below `budgets`.

private func readColumns(of fields: Fields, _ source: inout Settings.Source, _ mistakes: Mistakes) {
    let known = [
        "day", "metric", "quantity", "customer", "kind", "system", "component", "feature", "model", "environment", "unit",
    ]
    for column in fields.groups("columns", expected: "our column names, each with the file's") {
        let place = Entry(name: "columns", text: column.key, isQuoted: false, origin: column.origin, width: column.width)
        guard known.contains(column.key) else {
            mistakes.unknown(place, "column \(place.shown) is not known", among: known)
            continue
        }
        let name = column.value.entry(column.key, expected: "the name that the file has", mistakes: mistakes)
        if let name { source.columns[column.key] = name.text }
    }
}

private func readCustomers(of fields: Fields, _ source: inout Settings.Source, _ mistakes: Mistakes) {
    let expected = "patterns as in [\"{customer}.example.com\", \"/tenants/{customer}\"]"
    guard fields.has("customers"), let nodes = fields.sequence("customers", expected: expected) else { return }
    for node in nodes {
        guard let pattern = node.entry("customers", expected: expected, mistakes: mistakes) else { continue }
        let parts = pattern.text.split(separator: "{customer}", omittingEmptySubsequences: false).count - 1
        // More than one star would make a hostile line slow.
        if parts != 1 || pattern.text.count(where: { $0 == "*" }) > 1 {
            mistakes.add(
                at: pattern, "customers: found \(pattern.shown), expected {customer} once and at most one *")
        } else {
            source.customers.append(pattern.text)
        }
    }
}
