import Billing
import Formats

/// A phase as far as it is known before the whole file is read.
struct PhaseDraft {
    /// The phase without its components.
    var phase: PlanPhase
    var components: [ComponentDraft]
    /// The tier that it is called by, to be looked up.
    var tier: Entry?
    /// The ranged figure that all components together are judged by, to be looked up.
    var total: Entry?

    /// The phase, now that all figures are known, and the month with which the next one starts.
    func completed(next: Month?, _ figures: PlanFigures) -> PlanPhase {
        var phase = phase
        let last = phase.ends ?? next?.advanced(by: -1)
        phase.total = total.flatMap { figures.total($0) }
        phase.components = components.map { $0.completed(from: phase.starts, to: last, figures) }
        return phase
    }
}

/// The phases of a plan; their ids are unique, and each begins after the one before it has begun and ended.
func readPhases(of plan: Fields, _ figures: PlanFigures) -> [PhaseDraft] {
    let expected = "a list of phases, each beginning with \"- id:\""
    guard let nodes = plan.sequence("phases", required: true, expected: expected) else { return [] }
    if nodes.isEmpty { plan.add(at: "phases", "phases: found an empty list, expected \(expected)") }
    var phases: [PhaseDraft] = []
    var ids: [String: Int] = [:]
    var stretches = Stretches(kind: "phase")
    for node in nodes {
        let known = ["id", "name", "starts", "ends", "tier", "total", "components", "volumes"]
        guard let fields = Fields(node, what: "a phase", known: known, mistakes: plan.mistakes) else { continue }
        let id = fields.planID("id", required: true)
        let isFirst = id.map { plan.mistakes.isUnique($0, "phase", &ids) } ?? false
        let name = fields.text("name") ?? id?.text ?? ""
        let scope = FigureScope(id: isFirst ? id?.text : nil, name: name, section: nil)
        let tier = fields.planID("tier")
        let total = fields.planID("total")
        let components = readComponents(of: fields, scope, figures)
        let volumes = readVolumes(of: fields, scope, figures)
        guard let stretch = stretches.read(fields, id: id?.text ?? "") else { continue }
        let phase = PlanPhase(
            id: id?.text ?? "", name: name, starts: stretch.starts, ends: stretch.ends, components: [], volumes: volumes,
            tier: tier?.text, origin: fields.origin)
        phases.append(PhaseDraft(phase: phase, components: components, tier: tier, total: total))
    }
    return phases
}

extension PlanFigures {
    /// The bounds that a phase's `total` names; nil, and noted, where it names no ranged figure.
    func total(_ entry: Entry) -> ClosedRange<Amount>? {
        let ranges = all.map(\.id).filter(isRange)
        guard ranges.contains(entry.text) else {
            // A figure whose number is a mistake is told of once.
            if lines[entry.text] != nil, values[entry.text] == nil { return nil }
            if isKnown(entry.text) {
                mistakes.add(
                    at: entry, "total \(entry.shown) is no range, expected a figure with two bounds",
                    hint: "without total the components' sum is the total")
            } else {
                mistakes.unknownID(entry, "ranged figures", among: ranges)
            }
            return nil
        }
        guard let low = value(of: entry.text, .low), let high = value(of: entry.text, .high), low <= high else { return nil }
        return low...high
    }
}

/// Reads `starts` and `ends` of what follows each other: each begins after the one before it has begun and ended.
struct Stretches {
    /// What they are, for messages: `phase`.
    let kind: String
    private var before: (id: String, starts: Month, ends: Month?)?

    init(kind: String) { self.kind = kind }

    /// The months of the next one; nil where it has no first month.
    mutating func read(_ fields: Fields, id: String) -> (starts: Month, ends: Month?)? {
        let starts = fields.month("starts", required: true)
        let ends = fields.month("ends")
        guard let starts else { return nil }
        if let ends, ends.value < starts.value {
            fields.mistakes.add(
                at: ends.entry, "ends \(ends.value) is before starts \(starts.value), expected the same month or a later one")
        }
        if let before {
            let later = before.ends.map { max($0, before.starts) } ?? before.starts
            if starts.value <= later {
                let verb = before.ends == nil || later == before.starts ? "begins" : "ends"
                fields.mistakes.add(
                    at: starts.entry,
                    "starts \(starts.value), but the \(kind) before, \(Entry.quote(before.id)), \(verb) in \(later), expected a later month",
                    hint: "put the \(kind)s in the order of their months")
            }
        }
        before = (id, starts.value, ends?.value)
        return (starts.value, ends?.value)
    }
}
