package import Billing
import Formats

/// Reads a plan file (`Inputs/plans/*.yaml`); all mistakes are told at once.
///
/// The figures are monthly, in the plan's currency:
///
///     plan: capacity-assessment        the system's id
///     name: Capacity assessment        for people; the id where it is left out
///     document: 004.txt                the planning document
///     currency: USD                    USD where it is left out
///     plan_rate: 1.08                  optional: units of the reporting currency for one of the plan's
///     phases:                          in order, not overlapping
///       - id: week-13
///         name: Week 13, three customers
///         starts: 2026-09
///         ends: 2026-12                optional
///         components:
///           - id: network-egress
///             name: Network egress
///             amount: 144              or range: [100, 200], or a driver alone
///             driver: {quantity: 1200, unit: GB, price: 0.12, measure: charged}
///             pacing: even             or start, end
///             behaviour: variable      or fixed
///             source: Part 6           section of the document
package func readPlan(_ bytes: [UInt8], file: String) throws(RefusedFile) -> Plan {
    let document = try YAMLDocument(bytes, file: file)
    let mistakes = Mistakes(document.source)
    let known = ["plan", "name", "document", "currency", "plan_rate", "phases"]
    guard let fields = Fields(document.root, what: "a plan", known: known, mistakes: mistakes) else { throw mistakes.refused }
    let system = fields.id("plan", required: true)?.text ?? ""
    let plan = Plan(
        system: system, name: fields.text("name") ?? system, document: fields.text("document", required: true) ?? "",
        currency: fields.currency("currency") ?? Currency("USD"), phases: readPhases(of: fields),
        planRate: fields.rate("plan_rate"), origin: Origin(file: file, line: fields.origin.line, column: fields.origin.column)
    )
    try mistakes.check()
    return plan
}

/// The phases of a plan; their ids are unique, and each begins after the one before it has begun and ended.
private func readPhases(of plan: Fields) -> [PlanPhase] {
    let expected = "a list of phases, each beginning with \"- id:\""
    guard let nodes = plan.sequence("phases", required: true, expected: expected) else { return [] }
    if nodes.isEmpty {
        let place = plan.place("phases")
        plan.mistakes.add(at: place.origin, width: place.width, "phases: found an empty list, expected \(expected)")
    }
    var phases: [PlanPhase] = []
    var ids: [String: Int] = [:]
    for node in nodes {
        let known = ["id", "name", "starts", "ends", "components"]
        guard let fields = Fields(node, what: "a phase", known: known, mistakes: plan.mistakes) else { continue }
        let id = fields.id("id", required: true)
        if let id { unique(id, "phase", &ids, plan.mistakes) }
        let starts = fields.month("starts", required: true)
        let ends = fields.month("ends")
        let components = readComponents(of: fields)
        guard let starts else { continue }
        if let ends, ends.value < starts.value {
            plan.mistakes.add(
                at: ends.entry, "ends \(ends.value) is before starts \(starts.value), expected the same month or a later one")
        }
        if let before = phases.last {
            let later = before.ends.map { max($0, before.starts) } ?? before.starts
            if starts.value <= later {
                let verb = before.ends == nil || later == before.starts ? "begins" : "ends"
                plan.mistakes.add(
                    at: starts.entry,
                    "starts \(starts.value), but the phase before, \(Entry.quote(before.id)), \(verb) in \(later), expected a later month",
                    hint: "put the phases in the order of their months")
            }
        }
        phases.append(
            PlanPhase(
                id: id?.text ?? "", name: fields.text("name") ?? id?.text ?? "", starts: starts.value, ends: ends?.value,
                components: components, origin: fields.origin))
    }
    return phases
}

/// Notes an id that stands twice among those of its kind.
func unique(_ id: Entry, _ kind: String, _ lines: inout [String: Int], _ mistakes: Mistakes) {
    if let line = lines[id.text] {
        mistakes.add(
            at: id, "\(kind) id \(id.shown) stands twice, expected an id of its own", hint: "the first is in line \(line)")
    } else {
        lines[id.text] = id.origin.line
    }
}
