import Billing
import Formats

/// The figures of a plan file: collected while it is read, then looked up by the formulas.
///
/// A formula may name a figure that stands after it, so nothing is looked up before the whole file is read. An id whose number is
/// a mistake is known, but has no value: what follows from it is not told as well.
final class PlanFigures {
    /// A formula as written, whose value is needed.
    private struct Written {
        var check: Check
        var formula: Formula
        var node: YAMLNode
    }

    /// Which side of a range is meant.
    enum Side { case only, low, high }

    let mistakes: Mistakes
    /// The plan's currency.
    let currency: Currency
    /// How many days a month of the document has, and whether the file says something about it, be it a mistake.
    let monthDays: Int?, hasMonthDays: Bool
    /// All figures, in the order in which they were read.
    private(set) var all: [Figure] = []
    /// The line of every id that is known, also of those whose number is a mistake.
    private(set) var lines: [String: Int] = [:]
    private var nodes: [String: YAMLNode] = [:]
    /// The values by id.
    private(set) var values: [String: Figure.Value] = [:]
    /// The ids of the component amounts of a phase, by its id.
    private(set) var amounts: [String: [String]] = [:]
    private var silent: Set<String> = []
    private var references: [FigureReference] = []
    private var written: [Written] = []
    private var results: [String: Amount?] = [:]
    private var path: [String] = []

    init(_ mistakes: Mistakes, currency: Currency, monthDays: Int?, hasMonthDays: Bool) {
        self.mistakes = mistakes
        self.currency = currency
        self.monthDays = monthDays
        self.hasMonthDays = hasMonthDays
    }

    /// The figures in the file's order.
    var list: [Figure] {
        all.sorted { ($0.origin.line, $0.origin.column) < ($1.origin.line, $1.origin.column) }
    }

    /// What is checked of them, in the file's order.
    var checks: [Check] {
        written.map(\.check).sorted { ($0.origin.line, $0.origin.column) < ($1.origin.line, $1.origin.column) }
    }

    /// Keeps a figure: `what` of the scope, as `quantity`. Without a value it is only known. `isDerived` says that its formula
    /// does not stand in the file, so that whoever made it tells what is wrong with its value.
    func add(
        _ scope: FigureScope, part what: String? = nil, named name: String? = nil, _ value: Figure.Value?, unit: String,
        at node: YAMLNode, isDerived: Bool = false
    ) {
        guard let id = what.map({ scope.part($0).id }) ?? scope.id else { return }
        if let line = lines[id] {
            mistakes.add(
                at: node.origin, width: node.width, "figure id \(Entry.quote(id)) stands twice, expected an id of its own",
                hint: "the first is in line \(line)")
            return
        }
        lines[id] = node.origin.line
        nodes[id] = node
        guard let value else { return }
        values[id] = value
        if isDerived { silent.insert(id) }
        let name = name.map { "\(scope.name): \($0)" } ?? scope.name
        all.append(Figure(id: id, name: name, value: value, unit: unit, section: scope.section, origin: node.origin))
    }

    /// Keeps a stated figure.
    func add(
        _ scope: FigureScope, part what: String? = nil, named name: String? = nil, _ number: Stated?, unit: String,
        at node: YAMLNode
    ) {
        add(scope, part: what, named: name, number.map { .stated($0) }, unit: unit, at: node)
    }

    /// Makes a component's figure one of `PHASE.*`.
    func addAmount(_ id: String?, of phase: String?) {
        guard let phase else { return }
        amounts[phase, default: []] += id.map { [$0] } ?? []
    }

    /// Keeps what a formula, or a check of a figure, names.
    func add(_ reference: FigureReference) { references.append(reference) }

    /// Keeps a check and the place of its formula, or of its total.
    func add(_ check: Check, at node: YAMLNode) {
        let formula: Formula
        switch check.relation {
        case .equals(let whole), .atMost(let whole), .atLeast(let whole): formula = whole
        case .part(let total): formula = .figure(total)
        }
        written.append(Written(check: check, formula: formula, node: node))
    }

    /// Looks all formulas up, now that all figures are known.
    func settle() {
        for figure in all where isRange(figure.id) {
            for id in ["\(figure.id).low", "\(figure.id).high"] {
                guard let node = nodes[id] else { continue }
                mistakes.add(
                    at: node.origin, width: node.width,
                    "figure id \(Entry.quote(id)) is a side of the range in line \(figure.origin.line), expected an id of its own"
                )
            }
        }
        let known = lines.keys.sorted() + amounts.keys.sorted().map { "\($0).*" }
        for reference in references { look(reference, among: known) }
        for figure in all { _ = value(of: figure.id) }
        for written in written where isKnown(written.check.figure) {
            if case .part = written.check.relation { continue }
            for side in isRange(written.check.figure) ? [Side.low, .high] : [.only] {
                if written.formula.value({ self.value(of: $0, side) }) == nil,
                    written.formula.figures.allSatisfy({ value(of: $0, side) != nil })
                {
                    unresolved(at: written.node)
                    break
                }
            }
        }
    }

    /// What a figure comes to, of a range its side; nil where it has none for a mistake.
    func value(of id: String, _ side: Side = .only) -> Amount? {
        switch values[id] {
        case .stated(let number): return number.value
        case .range(let low, let high): return side == .only ? nil : side == .low ? low.value : high.value
        case .computed(let formula): return result(of: formula, for: id)
        case nil:
            if let (range, side) = sideOfRange(id) { return value(of: range, side) }
            guard let ids = phase(of: id).flatMap({ amounts[$0] }) else { return nil }
            return Formula.sum(ids.map { .figure($0) }).value { self.value(of: $0, side) }
        }
    }

    private func result(of formula: Formula, for id: String) -> Amount? {
        if let known = results[id] { return known }
        guard let node = nodes[id] else { return nil }
        if let first = path.firstIndex(of: id) {
            let circle = (path[first...] + [id]).joined(separator: " from ")
            mistakes.add(at: node.origin, width: node.width, "\(circle): a circle, expected a formula of other figures")
            results[id] = .some(nil)
            return nil
        }
        guard path.count < Self.depthLimit else {
            mistakes.add(
                at: node.origin, width: node.width,
                "formula follows from more than \(Self.depthLimit) others, one after the other, expected fewer")
            results[id] = .some(nil)
            return nil
        }
        path.append(id)
        let value = formula.value { self.value(of: $0) }
        path.removeLast()
        // Of a circle the figure that closed it has been told already.
        if let known = results[id] { return known }
        results[id] = .some(value)
        if value == nil, !silent.contains(id), formula.figures.allSatisfy({ self.value(of: $0) != nil }) { unresolved(at: node) }
        return value
    }

    /// How many computed figures may follow from each other.
    private static let depthLimit = 200

    private func unresolved(at node: YAMLNode) {
        mistakes.add(
            at: node.origin, width: node.width, "formula has no value: it divides by zero or is beyond 1e20, expected a number")
    }
}
