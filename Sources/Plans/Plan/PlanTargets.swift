import Billing
import Formats

/// The levels of service that the document promises, each with the tier that it names, to be looked up; their ids are unique.
func readTargets(of plan: Fields, _ figures: PlanFigures) -> [(target: ServiceTarget, tier: Entry?)] {
    let known = ["id", "name", "metric", "at_most", "at_least", "unit", "tier", "source"]
    var ids: [String: Int] = [:]
    return plan.records("targets", of: "a target", known: known).map { fields in
        let id = fields.planID("id", required: true)
        let isFirst = id.map { plan.mistakes.isUnique($0, "target", &ids) } ?? false
        let name = fields.text("name") ?? id?.text ?? ""
        let unit = fields.text("unit") ?? ""
        let section = fields.text("source")
        let scope = FigureScope(id: isFirst ? id.map { "target.\($0.text)" } : nil, name: name, section: section)
        let tier = fields.planID("tier")
        let isUpper = fields.has("at_most")
        if isUpper == fields.has("at_least") {
            fields.mistakes.add(
                at: fields.origin, "a target has \(isUpper ? "both at_most and at_least" : "no bound"), expected one of them",
                hint: "write two targets for a bound on each side")
        }
        let key = isUpper ? "at_most" : "at_least"
        let bound = fields.stated(key)
        if let node = fields.node(key) { figures.add(scope, bound, unit: unit, at: node) }
        let target = ServiceTarget(
            id: id?.text ?? "", name: name, metric: fields.text("metric", required: true) ?? "", bound: bound?.value ?? .zero,
            isUpper: isUpper, unit: unit, tier: tier?.text, section: section)
        return (target, tier)
    }
}
