import Billing
import History

/// What the mapping file on the disk does with every line of the history: lines and cost per row, and what stays unmapped.
func mapTestCommand(_ place: Workplace) throws(CommandFailure) -> ExitStatus {
    let (inputs, refusals) = try PlanningInputs.read(place)
    for refusal in refusals { place.console.refuse(refusal) }
    let path = place.globals.inputs + "/" + place.settings.mapping
    if refusals.contains(where: { $0.origin.file == path }) {
        throw CommandFailure(status: .configuration, message: "\(path): the mapping is refused; nothing was tried")
    }
    let history = try place.readHistory()
    let mapping = inputs.mapping
    var counts: [Int?: (lines: Int, cost: Double)] = [:]
    try stored { () throws(HistoryError) in
        try history.eachLine(mapping.fields) { values, cost in
            let rule = mapping.rule(for: values)
            let old = counts[rule] ?? (0, 0)
            counts[rule] = (old.lines + 1, old.cost + cost)
        }
    }
    func row(_ name: String, _ assignment: Assignment?, _ count: (lines: Int, cost: Double)) -> [String] {
        [
            name, assignment?.system ?? "", assignment?.component ?? "", assignment?.customer ?? "",
            assignment?.environment ?? "",
            String(count.lines), Amount(femtos: Int128(count.cost * 1e15)).text(decimals: 2),
        ]
    }
    var rows = mapping.rules.enumerated().map { index, rule in
        row("line \(rule.origin.line)", rule.assignment, counts[index] ?? (0, 0))
    }
    rows.append(row("(unmapped)", nil, counts[nil] ?? (0, 0)))
    let header = ["row", "system", "component", "customer", "environment", "lines", "cost"]
    place.console.put(TextTable(header: header, rows: rows.map { $0.map(Console.printable) }, numeric: [5, 6]).text())
    return refusals.isEmpty ? .done : .configuration
}

/// A mapping row to paste for every service that nothing matches, largest cost first.
func mapSuggestCommand(_ place: Workplace) throws(CommandFailure) -> ExitStatus {
    let history = try place.readHistory()
    let services = try stored { () throws(HistoryError) in try history.unmappedServices() }
    if services.isEmpty {
        place.console.note("everything is mapped")
        return .done
    }
    func cell(_ text: String) -> String {
        text.contains { ",\"\n\r".contains($0) } ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
    place.console.put("x_Source,ServiceName,system,component,customer,environment\n")
    for service in services {
        let component = (service.name ?? "").lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        let id = String(component).split(separator: "-").joined(separator: "-")
        place.console.put("\(cell(service.source)),\(cell(service.name ?? "")),SYSTEM,\(id),,\n")
    }
    place.console.note("replace SYSTEM, then add the rows to mapping.csv under its own header")
    return .done
}
