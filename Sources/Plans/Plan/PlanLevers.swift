import Billing
import Formats

/// What the document says would save cost; the ids are unique.
///
/// `components` are the ids that the phases plan or cover; nil where some phase covers whatever it does not name.
func readLevers(of plan: Fields, _ figures: PlanFigures, components: [String]?) -> [Lever] {
    let known = ["id", "name", "components", "metric", "saving", "cost", "assumed", "adopted", "source"]
    var ids: [String: Int] = [:]
    return plan.records("levers", of: "a lever", known: known).map { fields in
        let id = fields.planID("id", required: true)
        let isFirst = id.map { plan.mistakes.isUnique($0, "lever", &ids) } ?? false
        let name = fields.text("name") ?? id?.text ?? ""
        let section = fields.text("source")
        let scope = FigureScope(id: isFirst ? id.map { "lever.\($0.text)" } : nil, name: name, section: section)
        let saving = figures.valueOrBounds("saving", of: fields, least: .zero)
        if let node = fields.node("saving") {
            figures.add(scope, part: "saving", named: "saving", saving, unit: "%", at: node)
            if let high = saving?.bounds?.high, high > Amount(100) {
                plan.mistakes.add(
                    at: node.origin, width: node.width, "saving is \(high), expected at most 100 percent of the components' cost")
            }
        }
        let cost = fields.stated("cost", least: .zero)
        if let node = fields.node("cost") {
            figures.add(scope, part: "cost", named: "cost", cost, unit: figures.currency.code, at: node)
        }
        return Lever(
            id: id?.text ?? "", name: name, components: readComponents(of: fields, among: components),
            metric: fields.text("metric"),
            low: saving?.bounds?.low, high: saving?.bounds?.high, cost: cost?.value ?? .zero,
            isAssumed: fields.flag("assumed") ?? false, adopted: fields.month("adopted")?.value, section: section)
    }
}

/// `components: [ID, …]`.
private func readComponents(of lever: Fields, among known: [String]?) -> [String] {
    let expected = "a list of component ids as in [redis-cache, cdn]"
    guard let nodes = lever.sequence("components", expected: expected) else { return [] }
    return nodes.compactMap { node in
        let entry = node.entry("components", expected: "the id of a component", mistakes: lever.mistakes)
        guard let entry, lever.mistakes.isID(entry.text, of: entry) else { return nil }
        if let known, !known.contains(entry.text) {
            lever.mistakes.unknownID(entry, "components", among: known)
            return nil
        }
        return entry.text
    }
}
