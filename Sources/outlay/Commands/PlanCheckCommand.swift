import Analysis
import Billing
import Reports

/// Where the planning documents contradict themselves; exit 1 with findings.
func planCheckCommand(_ place: Workplace, format: PlanCheckFormat) throws(CommandFailure) -> ExitStatus {
    let (inputs, refusals) = try PlanningInputs.read(place)
    for refusal in refusals { place.console.refuse(refusal) }
    let findings = inputs.plans.flatMap(audit)
    switch format {
    case .text:
        place.console.put(findings.map(lines).joined(separator: "\n"))
        let figures = inputs.plans.reduce(0) { $0 + $1.figures.count }
        let plans = inputs.plans.count
        place.console.note(
            "\(findings.count) \(findings.count == 1 ? "finding" : "findings") in \(figures) figures of "
                + "\(plans) \(plans == 1 ? "plan" : "plans")")
    case .json:
        place.console.put(findings.isEmpty ? "[]\n" : "[\n" + findings.map(object).joined(separator: ",\n") + "\n]\n")
    }
    sayUnknownComponents(inputs, place.globals.inputs + "/" + place.settings.mapping, place.console)
    guard refusals.isEmpty else { return .configuration }
    return findings.isEmpty ? .done : .findings
}

/// How `plan check` writes its findings.
enum PlanCheckFormat: String, CaseIterable, Sendable {
    case text, json
}

/// A finding for a terminal: the figure, how it is computed, and where it stands.
private func lines(_ finding: PlanFinding) -> String {
    func shown(_ amount: Amount?) -> String { amount.map(NumberText.figure) ?? "unknown" }
    let unit = finding.unit.isEmpty ? "" : " " + finding.unit
    let difference = finding.difference.map { " (difference \(NumberText.figure($0)))" } ?? ""
    let place = finding.section.map { finding.document + ", " + $0 } ?? finding.document
    return Console.printable("\(finding.system) \(finding.item): \(finding.name)") + "\n"
        + Console.printable("  stated \(shown(finding.stated))\(unit), computed \(shown(finding.computed))\(difference)") + "\n"
        + Console.printable("  \(finding.note)") + "\n" + Console.printable("  \(place)") + "\n"
}

/// A finding as a JSON object; numbers with all their digits.
private func object(_ finding: PlanFinding) -> String {
    func number(_ amount: Amount?) -> String { amount?.description ?? "null" }
    let pairs = [
        ("plan", json(finding.system)), ("item", json(finding.item)), ("name", json(finding.name)),
        ("stated", number(finding.stated)), ("computed", number(finding.computed)), ("difference", number(finding.difference)),
        ("unit", json(finding.unit)), ("note", json(finding.note)), ("document", json(finding.document)),
        ("section", finding.section.map { json($0) } ?? "null"),
    ]
    return "  {" + pairs.map { json($0.0) + ": " + $0.1 }.joined(separator: ", ") + "}"
}
