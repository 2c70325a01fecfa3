import Billing
import Formats

/// The keys of a YAML group, each of them known.
struct Fields: Record {
    let mistakes: Mistakes
    /// What the group is, for messages: `a component`.
    let what: String
    /// Where it begins.
    let origin: Origin
    private let entries: [YAMLEntry]

    /// Reads a group; keys that are not `known` are noted. Nil where it is no group. Nothing at all is a group without keys.
    init?(_ node: YAMLNode, what: String, known: [String], mistakes: Mistakes) {
        guard let entries = node.entries ?? (node.isNothing ? [] : nil) else {
            mistakes.add(
                at: node.origin, width: node.width, "found \(node.shown), expected \(what) with the keys \(list(known, "and"))")
            return nil
        }
        self.mistakes = mistakes
        self.what = what
        self.entries = entries
        origin = node.origin
        for entry in entries where !known.contains(entry.key) {
            let place = Entry(name: entry.key, text: entry.key, isQuoted: false, origin: entry.origin, width: entry.width)
            let found = "key \(place.shown) is not known in \(what)"
            if let nearest = nearest(to: entry.key, among: known) {
                mistakes.add(at: place, "\(found), expected \(nearest)", hint: "known keys are \(list(known, "and"))")
            } else {
                mistakes.add(at: place, "\(found), expected a known key", hint: "known keys are \(list(known, "and"))")
            }
        }
    }

    /// Whether the key stands there, whatever its value.
    func has(_ name: String) -> Bool { entries.contains { $0.key == name } }

    /// Where the key stands; the group itself where it is missing.
    func place(_ name: String) -> (origin: Origin, width: Int) {
        entries.first { $0.key == name }.map { ($0.origin, $0.width) } ?? (origin, 1)
    }

    /// Notes a mistake at a key; at the group itself where it is missing.
    func add(at name: String, _ reason: String, hint: String = "") {
        let place = place(name)
        mistakes.add(at: place.origin, width: place.width, reason, hint: hint)
    }

    /// The value of a key, whatever it is. A key that is `required` and missing is noted.
    func node(_ name: String, required: Bool = false, expected: String = "") -> YAMLNode? {
        if let entry = entries.first(where: { $0.key == name }) { return entry.value }
        if required { mistakes.add(at: origin, "\(what) has no \(name), expected \(name): with \(expected)") }
        return nil
    }

    func entry(_ name: String, required: Bool, expected: String) -> Entry? {
        guard let node = node(name, required: required, expected: expected) else { return nil }
        return node.entry(name, expected: expected, mistakes: mistakes)
    }

    /// The values of a list. Nil where there is no list.
    func sequence(_ name: String, required: Bool = false, expected: String) -> [YAMLNode]? {
        guard let node = node(name, required: required, expected: expected) else { return nil }
        if case .sequence(let values) = node.content { return values }
        mistakes.add(at: node.origin, width: node.width, "\(name): found \(node.shown), expected \(expected)")
        return nil
    }

    /// The groups of a list that may be left out, such as `a budget` each; their first key is usually `first`.
    func records(_ name: String, of what: String, first: String = "id", known: [String]) -> [Fields] {
        guard let node = node(name), !node.isNothing else { return [] }
        let nodes = sequence(name, expected: "a list, each beginning with \"- \(first):\"") ?? []
        return nodes.compactMap { Fields($0, what: what, known: known, mistakes: mistakes) }
    }

    /// The keys of a group that may be named freely (ids), in the file's order.
    func groups(_ name: String, expected: String) -> [YAMLEntry] {
        guard let node = node(name), !node.isNothing else { return [] }
        if let entries = node.entries { return entries }
        mistakes.add(at: node.origin, width: node.width, "\(name): found \(node.shown), expected \(expected)")
        return []
    }
}

extension YAMLNode {
    /// The entries of a group; nil where it is none.
    var entries: [YAMLEntry]? {
        if case .mapping(let entries) = content { return entries }
        return nil
    }

    /// What stands there, for a message.
    var shown: String {
        if isNothing { return "nothing" }
        switch content {
        case .sequence(let values): return values.isEmpty ? "an empty list" : "a list"
        case .mapping: return "a group of keys"
        case .scalar(let text, _): return "text \(Entry.quote(text))"
        }
    }

    /// The text that stands there; anything else is noted.
    func entry(_ name: String, expected: String, mistakes: Mistakes) -> Entry? {
        guard case .scalar(let text, let quoted) = content, !isNothing, !trimmed(text).isEmpty else {
            mistakes.add(at: origin, width: width, "\(name): found \(shown), expected \(expected)")
            return nil
        }
        return Entry(name: name, text: trimmed(text), isQuoted: quoted, origin: origin, width: width)
    }
}
