import Billing
import Formats

/// `covers: others`, or a list of component ids, and where it stands.
struct ComponentCoverage {
    /// What is covered.
    let value: PlanComponent.Coverage
    /// The word, or the ids of the list.
    private let entries: [Entry]

    /// Reads what a component covers; nil where it covers nothing or something that is a mistake.
    init?(of component: Fields, id: String?) {
        let expected = "others, or a list of component ids as in [redis-cache, cdn]"
        guard let node = component.node("covers") else { return nil }
        let mistakes = component.mistakes
        guard case .sequence(let nodes) = node.content else {
            guard let entry = node.entry("covers", expected: expected, mistakes: mistakes) else { return nil }
            guard entry.text == "others" else {
                mistakes.add(at: entry, "covers \(entry.shown), expected \(expected)", hint: "write [\(entry.text)] for one id")
                return nil
            }
            value = .others
            entries = [entry]
            return
        }
        if nodes.isEmpty { component.add(at: "covers", "covers: found an empty list, expected \(expected)") }
        entries = nodes.compactMap { node in
            guard let entry = node.entry("covers", expected: "the id of a component", mistakes: mistakes) else { return nil }
            if entry.text == id {
                mistakes.add(at: entry, "covers \(entry.shown), the component itself, expected other components")
                return nil
            }
            return mistakes.isID(entry.text, of: entry) ? entry : nil
        }
        value = .components(entries.map(\.text))
    }

    /// What a phase plans itself cannot be covered, and nothing is covered twice. `planned` are its ids with their lines.
    static func check(_ all: [ComponentCoverage], planned: [String: Int], _ mistakes: Mistakes) {
        var lines: [String: Int] = [:]
        for coverage in all {
            let isOthers = coverage.value == .others
            for entry in coverage.entries {
                if !isOthers, let line = planned[entry.text] {
                    mistakes.add(
                        at: entry,
                        "covers \(entry.shown), which the phase plans itself in line \(line), expected another component")
                }
                // A component may be called "others", too.
                if let line = lines.updateValue(entry.origin.line, forKey: isOthers ? "" : entry.text) {
                    mistakes.add(
                        at: entry, "covers \(entry.shown), which is covered twice, expected it once in a phase",
                        hint: "the first is in line \(line)")
                }
            }
        }
    }
}
