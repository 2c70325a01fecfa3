import Billing
import Formats

/// A component as far as it is known before the whole file is read.
struct ComponentDraft {
    /// The component without growth and driver.
    var component: PlanComponent
    var growth: GrowthDraft?
    var driver: DriverDraft?

    /// The component, now that all figures are known, of a phase that lasts to `last`, or for good.
    func completed(from first: Month, to last: Month?, _ figures: PlanFigures) -> PlanComponent {
        var component = component
        component.growth = growth?.completed(from: first, to: last, of: "phase", figures.mistakes)
        component.driver = driver?.completed(amount: component.amount, figures)
        return component
    }
}

/// The components of a phase; their ids are unique within it.
func readComponents(of phase: Fields, _ scope: FigureScope, _ figures: PlanFigures) -> [ComponentDraft] {
    let expected = "a list of components, each beginning with \"- id:\""
    guard let nodes = phase.sequence("components", required: true, expected: expected) else { return [] }
    if nodes.isEmpty { phase.add(at: "components", "components: found an empty list, expected \(expected)") }
    figures.addAmount(nil, of: scope.id)
    var ids: [String: Int] = [:]
    var covered: [ComponentCoverage] = []
    let components = nodes.compactMap { node -> ComponentDraft? in
        let known = [
            "id", "name", "amount", "range", "growth", "driver", "covers", "pacing", "behaviour", "source",
        ]
        guard let fields = Fields(node, what: "a component", known: known, mistakes: phase.mistakes) else { return nil }
        let id = fields.planID("id", required: true)
        let isFirst = id.map { phase.mistakes.isUnique($0, "component", &ids) } ?? false
        let coverage = ComponentCoverage(of: fields, id: id?.text)
        if let coverage { covered.append(coverage) }
        let section = fields.text("source")
        let component = PlanComponent(
            id: id?.text ?? "", name: fields.text("name") ?? id?.text ?? "", amount: nil,
            pacing: fields.choice("pacing", PlanComponent.Pacing.self) ?? .even,
            behaviour: fields.choice("behaviour", PlanComponent.Behaviour.self), covers: coverage?.value, section: section,
            origin: fields.origin)
        let part = scope.part(isFirst ? id?.text : nil, name: component.name, section: section)
        figures.addAmount(part.id, of: scope.id)
        return readFigures(of: fields, component, part, figures)
    }
    ComponentCoverage.check(covered, planned: ids, phase.mistakes)
    return components
}

/// What a component comes to: an amount, a driver, both, or a range; an amount can grow.
private func readFigures(
    of fields: Fields, _ component: PlanComponent, _ scope: FigureScope, _ figures: PlanFigures
) -> ComponentDraft {
    let currency = figures.currency.code
    let has = (amount: fields.has("amount"), range: fields.has("range"), driver: fields.has("driver"))
    if !has.amount, !has.range, !has.driver {
        fields.mistakes.add(at: fields.origin, "a component has no figure, expected amount, range or driver")
    }
    if has.range, has.amount || has.driver {
        fields.add(
            at: "range", "range beside \(has.amount ? "an amount" : "a driver"), expected either a range or an amount or driver")
    }
    if fields.has("growth"), !has.amount {
        fields.add(at: "growth", "growth without an amount, expected amount: with the first month's figure beside it")
    }
    var draft = ComponentDraft(component: component)
    if has.amount, let node = fields.node("amount") {
        let amount = fields.stated("amount")
        draft.component.amount = amount?.value
        figures.add(scope, amount, unit: currency, at: node)
    } else if has.range, let node = fields.node("range") {
        let range = fields.bounds("range")
        draft.component.low = range?.low.value
        draft.component.high = range?.high.value
        figures.add(scope, range.map { .range(low: $0.low, high: $0.high) }, unit: currency, at: node)
    }
    draft.growth = readGrowth(of: fields, scope, unit: currency, figures)
    draft.driver = readDriver(of: fields, id: component.id, scope, figures)
    return draft
}
