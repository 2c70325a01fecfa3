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
    var counts: [Int?: Caught] = [:]
    try stored { () throws(HistoryError) in
        try history.eachLine(mapping.fields) { values, cost in
            let rule = mapping.rule(for: values)
            counts[rule, default: Caught()].lines += 1
            counts[rule, default: Caught()].cost[cost.currency, default: .zero] += cost.amount
        }
    }
    func row(_ name: String, _ assignment: Assignment?, _ caught: Caught?) -> [String] {
        // Two currencies are never added.
        let costs = (caught ?? Caught()).cost.sorted { $0.key < $1.key }.map { "\($0.value.text(decimals: 2)) \($0.key)" }
        return [
            name, assignment?.system ?? "", assignment?.component ?? "", assignment?.customer ?? "",
            assignment?.environment ?? "", String(caught?.lines ?? 0), costs.joined(separator: ", "),
        ]
    }
    var rows = mapping.rules.enumerated().map { index, rule in
        row("line \(rule.origin.line)", rule.assignment, counts[index])
    }
    rows.append(row("(unmapped)", nil, counts[nil]))
    let header = ["row", "system", "component", "customer", "environment", "lines", "cost"]
    place.console.put(TextTable(header: header, rows: rows.map { $0.map(Console.printable) }, numeric: [5, 6]).text())
    sayUnknownComponents(inputs, path, place.console)
    return refusals.isEmpty ? .done : .configuration
}

/// Names every component of the mapping that no phase of its system's plan knows: it is compared with no plan, or misspelt.
func sayUnknownComponents(_ inputs: PlanningInputs, _ path: String, _ console: Console) {
    for rule in inputs.mapping.rules {
        guard let component = rule.assignment.component,
            let plan = inputs.plans.first(where: { $0.system == rule.assignment.system }),
            !plan.knows(component, environment: rule.assignment.environment)
        else { continue }
        let planned = Set(plan.phases.flatMap(\.components).map(\.id)).sorted()
        let near = suggestion(for: component, among: planned).map { ", expected \($0)" } ?? ", so that its cost is unplanned"
        console.note(
            "\(rule.origin): component \"\(component)\" is in no phase of the plan of \(plan.system)\(near)")
    }
}

/// The lines that one row of the mapping catches, and what they cost now.
private struct Caught {
    var lines = 0
    var cost: [Currency: Amount] = [:]
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
