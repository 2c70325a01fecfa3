import Billing
import Formats

/// The keys of relations: an operator means that the figure equals what it gives.
private let relations = ["equals", "at_most", "at_least", "part_of"] + FormulaText.Operator.allCases.map(\.rawValue)

/// `figures`: every number of the document that stands nowhere else, with its relations.
func readFigures(of plan: Fields, _ figures: PlanFigures) {
    for fields in plan.records("figures", of: "a figure", known: ["id", "name", "value", "unit", "source"] + relations) {
        let id = fields.planID("id", required: true)
        let scope = FigureScope(id: id?.text, name: fields.text("name") ?? id?.text ?? "", section: fields.text("source"))
        let node = fields.node("value", required: true, expected: "a number, two bounds or a formula")
        var value: Figure.Value?
        if case .sequence = node?.content {
            value = fields.bounds("value").map { .range(low: $0.low, high: $0.high) }
        } else if node != nil {
            value = figures.value("value", of: fields)
        }
        // The id is the place of a mistake about it; the figure itself stands where its value does.
        if let id, let line = figures.lines[id.text] {
            plan.mistakes.add(
                at: id, "figure id \(id.shown) stands twice, expected an id of its own", hint: "the first is in line \(line)")
            continue
        }
        if let node { figures.add(scope, value, unit: fields.text("unit") ?? "", at: node) }
        if let id { readRelations(of: fields, figure: id.text, figures) }
    }
}

/// `checks`: relations of figures that stand elsewhere in the file.
func readChecks(of plan: Fields, _ figures: PlanFigures) {
    for fields in plan.records("checks", of: "a check", first: "figure", known: ["figure"] + relations) {
        let figure = fields.entry("figure", required: true, expected: "the id of a figure")
        if let figure { figures.add(FigureReference(entry: figure, owner: figure.text)) }
        if !relations.contains(where: fields.has) {
            plan.mistakes.add(
                at: fields.origin, "a check has no relation, expected \(list(relations))")
        }
        readRelations(of: fields, figure: figure?.text ?? "", figures)
    }
}

/// The relations of a figure.
private func readRelations(of fields: Fields, figure: String, _ figures: PlanFigures) {
    let text = figures.text(figure)
    func add(_ relation: Check.Relation?, _ node: YAMLNode) {
        if let relation { figures.add(Check(figure, relation, origin: node.origin), at: node) }
    }
    for name in relations {
        guard let node = fields.node(name) else { continue }
        if let word = FormulaText.Operator(rawValue: name) {
            add(text.operation(word, node).map { .equals($0) }, node)
            continue
        }
        var nodes = [node]
        if case .sequence(let several) = node.content {
            nodes = several
            if several.isEmpty { fields.add(at: name, "\(name): found an empty list, expected one formula or several") }
        }
        for node in nodes {
            if name == "part_of" {
                guard let entry = node.entry(name, expected: "the id of a total", mistakes: fields.mistakes) else { continue }
                // A part and its total may both be ranges or not.
                figures.add(FigureReference(entry: entry, owner: entry.text))
                add(.part(of: entry.text), node)
            } else {
                let formula = text.formula(node, name)
                add(formula.map { name == "equals" ? .equals($0) : name == "at_most" ? .atMost($0) : .atLeast($0) }, node)
            }
        }
    }
}
