import Billing

/// A formula in words: figures by their names with their values, operators as people write them. A phase's name stands before the
/// first of its figures.
struct FormulaText {
    /// How much of a formula is written.
    enum Detail: CaseIterable {
        case everything
        /// Of longer sums three terms.
        case threeTerms
        /// The same, and no names.
        case numbers
    }

    /// How tightly the parts of a formula hold together; the looser one is put in parentheses within the tighter one.
    private enum Binding: Int {
        case words, sum, product, single
    }

    let values: FigureValues
    let side: FigureValues.Side
    let detail: Detail
    /// The name of the phase that what follows belongs to.
    private var phase: String?

    /// `phase` is the name of the phase of the checked figure.
    private init(values: FigureValues, side: FigureValues.Side, detail: Detail, phase: String?) {
        self.values = values
        self.side = side
        self.detail = detail
        self.phase = phase
    }

    /// The relation of a figure, the formula and what it comes to, in about 300 characters at most:
    /// `at least 10,000 × 0.03 = 300`.
    static func note(
        on figure: Figure, _ relation: String, _ formula: Formula, _ computed: Amount, values: FigureValues,
        side: FigureValues.Side
    ) -> String {
        var note = ""
        for detail in Detail.allCases {
            var text = FormulaText(values: values, side: side, detail: detail, phase: values.phase(of: figure.id))
            note = text.note(relation, values.expanded(formula), computed)
            if note.count <= 300 { break }
        }
        return note
    }

    private mutating func note(_ relation: String, _ formula: Formula, _ computed: Amount) -> String {
        let (text, binding) = written(formula)
        if binding == .single { return (relation.isEmpty ? "equals" : relation) + " " + text }
        let result = NoteNumber(computed)
        return (relation.isEmpty ? "" : relation + " ") + text + (result.isExact ? " = " : " ≈ ") + result.text
    }

    private mutating func text(_ formula: Formula, atLeast binding: Binding) -> String {
        let (text, own) = written(formula)
        return own.rawValue < binding.rawValue ? "(" + text + ")" : text
    }

    private mutating func list(_ parts: [Formula], _ sign: String, _ binding: Binding) -> (String, Binding) {
        if parts.count == 1 { return written(parts[0]) }
        guard binding == .sum, parts.count > 3, detail != .everything else {
            return (parts.map { text($0, atLeast: binding) }.joined(separator: sign), binding)
        }
        let first = parts.prefix(3).map { text($0, atLeast: binding) }.joined(separator: sign)
        return (first + " … and \(parts.count - 3) more", binding)
    }

    private mutating func written(_ formula: Formula) -> (String, Binding) {
        switch formula {
        case .number(let number): return (NoteNumber(number).text, number < .zero ? .words : .single)
        case .figure(let id):
            let value = values.stated(id, side).map { NoteNumber($0.value).text } ?? "?"
            let name = values.figure(id).map { $0.figure.name.isEmpty ? id : $0.figure.name } ?? id
            if detail == .numbers { return (value, .single) }
            let place = values.phase(of: id)
            guard let place, place != phase else { return (name + " " + value, .single) }
            phase = place
            return (place + ": " + name + " " + value, .single)
        case .sum(let parts): return list(parts, " + ", .sum)
        case .product(let parts): return list(parts, " × ", .product)
        case .difference(let one, let other):
            return (text(one, atLeast: .sum) + " − " + text(other, atLeast: .product), .sum)
        case .ratio(let one, let other):
            return (text(one, atLeast: .product) + " ÷ " + text(other, atLeast: .single), .product)
        case .share(let percent, let whole):
            return (text(percent, atLeast: .single) + " % of " + text(whole, atLeast: .product), .product)
        case .percent(let part, let whole):
            return (text(part, atLeast: .product) + " in % of " + text(whole, atLeast: .product), .words)
        case .change(let from, let to):
            return ("from " + text(from, atLeast: .sum) + " to " + text(to, atLeast: .sum) + " in %", .words)
        case .greatest(let parts):
            return ("greatest of " + parts.map { text($0, atLeast: .sum) }.joined(separator: " and "), .words)
        }
    }
}
