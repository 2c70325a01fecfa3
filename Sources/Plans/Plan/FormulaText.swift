import Billing
import Formats

/// Reads formulas; each id in them is noted, to be looked up when the whole file is read.
struct FormulaText {
    /// What combines the parts of a formula.
    enum Operator: String, CaseIterable {
        case sum, product, greatest, difference, ratio, share, percent, change

        /// Whether it has two parts, which cannot change places.
        var isPair: Bool { ![.sum, .product, .greatest].contains(self) }
    }

    let mistakes: Mistakes
    /// Takes an id, and whether it is a part of a sum.
    let note: (_ id: Entry, _ isInSum: Bool) -> Void

    private static let expected = "a number, the id of a figure, or a group with one operator as in {sum: [a, b]}"

    /// A number, an id or a group with one operator. Nil where something else stands there.
    func formula(_ node: YAMLNode, _ name: String, isInSum: Bool = false) -> Formula? {
        if let entries = node.entries {
            let words = Operator.allCases.map(\.rawValue)
            guard let entry = entries.first, entries.count == 1 else {
                mistakes.add(
                    at: node.origin, width: node.width,
                    "\(name): found a group of \(entries.count) keys, expected one of \(list(words))")
                return nil
            }
            guard let known = Operator(rawValue: entry.key) else {
                let place = Entry(name: name, text: entry.key, isQuoted: false, origin: entry.origin, width: entry.width)
                mistakes.unknown(place, "\(name): operator \(place.shown) is not known", among: words)
                return nil
            }
            return operation(known, entry.value)
        }
        guard let entry = node.entry(name, expected: Self.expected, mistakes: mistakes) else { return nil }
        if Self.isLikeNumber(entry.text) { return mistakes.number(entry, least: nil).map { .number($0) } }
        note(entry, isInSum)
        return .figure(entry.text)
    }

    /// What an operator does with the list beside it.
    func operation(_ word: Operator, _ node: YAMLNode) -> Formula? {
        let expected = word.isPair ? "a list of two parts as in [a, b]" : "a list of parts as in [a, b]"
        guard case .sequence(let nodes) = node.content, word.isPair ? nodes.count == 2 : !nodes.isEmpty else {
            var found = node.shown
            if case .sequence(let nodes) = node.content, !nodes.isEmpty { found = "a list of \(nodes.count)" }
            mistakes.add(
                at: node.origin, width: node.width, "\(word.rawValue): found \(found), expected \(expected)",
                hint: "write numbers without thousands commas")
            return nil
        }
        let parts = nodes.compactMap { formula($0, word.rawValue, isInSum: word == .sum) }
        guard parts.count == nodes.count else { return nil }
        return switch word {
        case .sum: .sum(parts)
        case .product: .product(parts)
        case .greatest: .greatest(parts)
        case .difference: .difference(parts[0], parts[1])
        case .ratio: .ratio(parts[0], parts[1])
        case .share: .share(parts[0], of: parts[1])
        case .percent: .percent(parts[0], of: parts[1])
        case .change: .change(from: parts[0], to: parts[1])
        }
    }

    /// Whether a text is a number or an attempt at one, and so no id.
    static func isLikeNumber(_ text: String) -> Bool {
        text.unicodeScalars.contains { ("0"..."9").contains($0) }
            && text.unicodeScalars.allSatisfy { ("0"..."9").contains($0) || ".,-+eE_ ()$€£¥%".unicodeScalars.contains($0) }
    }
}

extension PlanFigures {
    /// The number or the formula under a key; a formula is the value of a figure, so that it names no range without its side.
    func value(_ name: String, of fields: Fields, required: Bool = false, least: Amount? = nil) -> Figure.Value? {
        let expected = "a number as in 144 or 0.12"
        guard let node = fields.node(name, required: required, expected: expected) else { return nil }
        if node.entries == nil {
            guard let entry = node.entry(name, expected: expected, mistakes: mistakes) else { return nil }
            if entry.text.hasPrefix("~") || FormulaText.isLikeNumber(entry.text) {
                return mistakes.stated(entry, least: least).map { .stated($0) }
            }
        }
        return formula(node, name, owner: nil).map { .computed($0) }
    }

    /// A formula whose ids are looked up later; `owner` is the figure that it is checked against.
    func formula(_ node: YAMLNode, _ name: String, owner: String?) -> Formula? { text(owner).formula(node, name) }

    /// Reads formulas that are checked against a figure, or that are the value of one.
    func text(_ owner: String?) -> FormulaText {
        FormulaText(mistakes: mistakes) { entry, isInSum in
            self.add(FigureReference(entry: entry, owner: owner, isInSum: isInSum))
        }
    }

    /// The number or the two bounds under a key.
    func valueOrBounds(_ name: String, of fields: Fields, least: Amount? = nil) -> Figure.Value? {
        if case .sequence = fields.node(name)?.content {
            return fields.bounds(name, least: least).map { .range(low: $0.low, high: $0.high) }
        }
        return fields.stated(name, least: least).map { .stated($0) }
    }
}

extension Figure.Value {
    /// The bounds of what is stated; the same for a number, none for a formula.
    var bounds: (low: Amount, high: Amount)? {
        switch self {
        case .stated(let number): (number.value, number.value)
        case .range(let low, let high): (low.value, high.value)
        case .computed: nil
        }
    }
}
