import Billing
import Formats

/// The tiers of a plan and the outputs of its sizing formula, which name each other.
func readSizing(of plan: Fields, _ figures: PlanFigures) -> (tiers: [Tier], outputs: [SizingOutput]) {
    var named: [(id: Entry, earlier: Int)] = []
    let outputs = readOutputs(of: plan) { named.append(($0, $1)) }
    let tiers = readTiers(of: plan, outputs, figures)
    let inputs = Set(tiers.flatMap { $0.bounds.map(\.metric) })
    for (id, earlier) in named where !inputs.contains(id.text) {
        let known = outputs.prefix(earlier).map(\.id)
        guard !known.contains(id.text) else { continue }
        let nearest = nearest(to: id.text, among: inputs.sorted() + known)
        plan.mistakes.add(
            at: id,
            "\(id.name): no metric of the tiers and no earlier output is called \(id.shown), "
                + "expected \(nearest ?? "one of them")",
            hint: "a sizing formula takes the tiers' metrics and the outputs above it")
    }
    return (tiers, outputs)
}

/// The outputs; `note` takes an id that a formula names, and how many outputs stand before it.
private func readOutputs(of plan: Fields, note: @escaping (Entry, Int) -> Void) -> [SizingOutput] {
    var ids: [String: Int] = [:]
    var outputs: [SizingOutput] = []
    for fields in plan.records("sizing", of: "an output", known: ["id", "name", "unit", "value", "source"]) {
        let id = fields.planID("id", required: true)
        if let id { plan.mistakes.isUnique(id, "output", &ids) }
        let earlier = outputs.count
        let text = FormulaText(mistakes: plan.mistakes) { id, _ in note(id, earlier) }
        let formula = fields.node("value", required: true, expected: "a formula").flatMap { text.formula($0, "value") }
        outputs.append(
            SizingOutput(
                id: id?.text ?? "", name: fields.text("name") ?? id?.text ?? "", unit: fields.text("unit") ?? "",
                formula: formula ?? .number(.zero), section: fields.text("source")))
    }
    return outputs
}

/// The tiers, the smallest first; their ids are unique.
private func readTiers(of plan: Fields, _ outputs: [SizingOutput], _ figures: PlanFigures) -> [Tier] {
    let known = ["id", "name", "bounds", "cost", "recommended", "capacity", "source"]
    var ids: [String: Int] = [:]
    return plan.records("tiers", of: "a tier", known: known).map { fields in
        let id = fields.planID("id", required: true)
        let isFirst = id.map { plan.mistakes.isUnique($0, "tier", &ids) } ?? false
        let name = fields.text("name") ?? id?.text ?? ""
        let section = fields.text("source")
        let scope = FigureScope(id: isFirst ? id.map { "tier.\($0.text)" } : nil, name: name, section: section)
        let cost = fields.stated("cost", least: .zero)
        if let node = fields.node("cost") {
            figures.add(scope, part: "cost", named: "cost", cost, unit: figures.currency.code, at: node)
        }
        return Tier(
            id: id?.text ?? "", name: name, bounds: readBounds(of: fields, scope, figures), cost: cost?.value,
            isRecommended: fields.flag("recommended") ?? true,
            capacities: readCapacities(of: fields, outputs, scope, figures), section: section, origin: fields.origin)
    }
}

/// `bounds: {METRIC: {from, to}}`.
private func readBounds(of tier: Fields, _ scope: FigureScope, _ figures: PlanFigures) -> [Tier.Bounds] {
    tier.groups("bounds", expected: "the names of metrics, each with from and to").compactMap { entry in
        let metric = entry.key
        guard isID(entry, "metric", tier.mistakes),
            let fields = Fields(entry.value, what: "a bound", known: ["from", "to"], mistakes: tier.mistakes)
        else { return nil }
        if !fields.has("from"), !fields.has("to") {
            tier.mistakes.add(at: entry.origin, width: entry.width, "\(metric) has no bound, expected from: or to: with a number")
        }
        var found: [Amount?] = []
        for side in ["from", "to"] {
            let number = fields.stated(side, least: .zero)
            found.append(number?.value)
            guard let node = fields.node(side) else { continue }
            figures.add(scope, part: "\(metric).\(side)", named: "\(metric) \(side)", number, unit: metric, at: node)
        }
        if let low = found[0], let high = found[1], low > high {
            fields.add(at: "from", "\(metric) from \(low) to \(high), expected the lower bound first")
        }
        return Tier.Bounds(metric: metric, low: found[0], high: found[1])
    }
}

/// `capacity: {OUTPUT: NUMBER}`, in the output's unit.
private func readCapacities(
    of tier: Fields, _ outputs: [SizingOutput], _ scope: FigureScope, _ figures: PlanFigures
) -> [Tier.Capacity] {
    tier.groups("capacity", expected: "the ids of sizing outputs, each with a number").compactMap { entry in
        let place = Entry(name: "capacity", text: entry.key, isQuoted: false, origin: entry.origin, width: entry.width)
        let output = outputs.first { $0.id == entry.key }
        if output == nil { tier.mistakes.unknownID(place, "sizing", among: outputs.map(\.id)) }
        let number = entry.value.entry(entry.key, expected: "a number as in 144 or 0.12", mistakes: tier.mistakes)
            .flatMap { tier.mistakes.stated($0, least: .zero) }
        figures.add(
            scope, part: entry.key, named: output?.name ?? entry.key, number, unit: output?.unit ?? "", at: entry.value)
        return number.map { Tier.Capacity(output: entry.key, quantity: $0.value) }
    }
}
