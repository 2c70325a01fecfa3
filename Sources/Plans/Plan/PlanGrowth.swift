import Billing
import Formats

/// A growth as far as it is known before its months are.
struct GrowthDraft {
    var shape: Growth.Shape
    /// Where the figure of the last month, or of one step, stands.
    var node: YAMLNode

    /// The growth from the first month to the last; nil for one that needs a last month and has none. `kind` is what it belongs to.
    func completed(from first: Month, to last: Month?, of kind: String, _ mistakes: Mistakes) -> Growth? {
        if last == nil, case .linear(let figure) = shape {
            mistakes.add(
                at: node.origin, width: node.width,
                "growth to \(figure) in a \(kind) without an end, expected ends: with its last month",
                hint: "or give by: instead, for what is added every month")
            return nil
        }
        return Growth(shape, starts: first, months: max(1, first.distance(to: last ?? first) + 1))
    }
}

/// `growth: {to}` or `{by, every}`, of what the scope is about; the figure of the last month is `SCOPE.last`.
func readGrowth(of owner: Fields, _ scope: FigureScope, unit: String, _ figures: PlanFigures) -> GrowthDraft? {
    guard let node = owner.node("growth"),
        let fields = Fields(node, what: "a growth", known: ["to", "by", "every"], mistakes: owner.mistakes)
    else { return nil }
    if fields.has("to") == fields.has("by") {
        let found = fields.has("to") ? "a growth has both to and by" : "a growth has neither to nor by"
        fields.mistakes.add(
            at: fields.origin, "\(found), expected to: with the last month's figure, or by: with what is added to it")
    }
    if fields.has("every"), !fields.has("by") {
        fields.add(at: "every", "every without by, expected by: with what is added after so many months")
    }
    let every = fields.whole("every", in: 1...600) ?? 1
    if let node = fields.node("to") {
        let last = fields.stated("to")
        figures.add(scope, part: "last", named: "last month", last, unit: unit, at: node)
        return last.map { GrowthDraft(shape: .linear(to: $0.value), node: node) }
    }
    guard let node = fields.node("by"), let step = fields.stated("by") else { return nil }
    return GrowthDraft(shape: .stepped(by: step.value, every: every), node: node)
}
