import Billing
import Formats

/// `driver: {quantity or per_day, unit, price, price_per, measure}`, or with `parts`; it is what the component's amount is computed
/// from, and the amount itself where none is stated. Without a price it is the stated amount over the quantity.
func readDriver(of component: Fields, id: String, _ scope: FigureScope, _ figures: PlanFigures) -> DriverDraft? {
    guard let node = component.node("driver") else { return nil }
    let mistakes = component.mistakes
    let known = ["quantity", "per_day", "unit", "price", "price_per", "measure", "parts"]
    guard let fields = Fields(node, what: "a driver", known: known, mistakes: mistakes) else { return nil }
    let unit = fields.text("unit", required: true) ?? ""
    let parts: [DriverPartDraft]
    if fields.has("parts") {
        for name in ["quantity", "per_day", "price", "price_per"] where fields.has(name) {
            fields.add(at: name, "\(name) beside parts, expected it in each part")
        }
        parts = readParts(of: fields, unit: unit, scope, figures)
    } else {
        parts = [DriverPartDraft(of: fields, id: id, unit: unit, scope, figures)]
        if !fields.has("price"), !component.has("amount"), fields.has("quantity") || fields.has("per_day") {
            mistakes.add(
                at: fields.origin, "a driver has no price, expected price: with a number, or an amount beside the driver")
        }
    }
    if parts.contains(where: \.isDaily), let part = parts.first(where: { !$0.isDaily && $0.node != nil }), let node = part.node {
        mistakes.add(
            at: node.origin, width: node.width, "quantity beside parts by the day, expected per_day: in all parts or in none")
    }
    if !component.has("amount"), !component.has("range") {
        let costs = parts.compactMap(\.cost)
        let product = costs.count == 1 ? costs[0] : Formula.sum(costs)
        let isWhole = costs.count == parts.count && !costs.isEmpty
        figures.add(
            scope, isWhole ? Figure.Value.computed(product) : nil, unit: figures.currency.code, at: node, isDerived: true)
    }
    let days = parts.contains(where: \.isDaily) ? figures.monthDays : nil
    let measurement = readMeasurement(of: fields)
    if case .usage = measurement, fields.has("parts") {
        fields.add(
            at: "measure", "usage beside parts, expected charged, consumed or pricing: parts are told apart by the bill's SKUs")
    }
    return DriverDraft(driver: Driver(unit: unit, measurement: measurement, parts: [], days: days), parts: parts)
}

/// `parts`: several SKUs or models, each with an id, a `sku`, a quantity and a price.
private func readParts(of driver: Fields, unit: String, _ scope: FigureScope, _ figures: PlanFigures) -> [DriverPartDraft] {
    let expected = "a list of parts, each beginning with \"- id:\""
    guard let nodes = driver.sequence("parts", expected: expected) else { return [] }
    if nodes.isEmpty { driver.add(at: "parts", "parts: found an empty list, expected \(expected)") }
    var ids: [String: Int] = [:]
    return nodes.compactMap { node in
        let known = ["id", "sku", "quantity", "per_day", "price", "price_per"]
        guard let fields = Fields(node, what: "a part", known: known, mistakes: driver.mistakes) else { return nil }
        let id = fields.planID("id", required: true)
        let isFirst = id.map { driver.mistakes.isUnique($0, "part", &ids) } ?? false
        let name = "\(scope.name), \(id?.text ?? "")"
        var part = DriverPartDraft(
            of: fields, id: id?.text ?? "", unit: unit, scope.part(isFirst ? id?.text : nil, name: name), figures)
        part.sku = fields.text("sku", required: true).map { Glob($0) }
        if !fields.has("price"), part.node != nil {
            driver.mistakes.add(at: fields.origin, "a part has no price, expected price: with a number as in 144 or 0.12")
        }
        return part
    }
}

/// `measure: charged | consumed | pricing | usage:a+b`.
private func readMeasurement(of driver: Fields) -> Driver.Measurement {
    let expected = "charged, consumed, pricing or usage: with a metric as in usage:reads+writes"
    guard let entry = driver.entry("measure", required: false, expected: expected) else { return .charged }
    switch entry.text {
    case "charged": return .charged
    case "consumed": return .consumed
    case "pricing": return .pricing
    case let text where text.hasPrefix("usage:"):
        return .usage(driver.mistakes.metrics(String(text.dropFirst("usage:".count)), of: entry) ?? [])
    default:
        let known = ["charged", "consumed", "pricing", "usage:METRIC"]
        driver.mistakes.unknown(entry, "measure \(entry.shown) is not known", among: known)
        return .charged
    }
}
