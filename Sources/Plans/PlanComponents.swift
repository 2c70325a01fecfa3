import Billing
import Formats

/// The components of a phase; their ids are unique within it.
func readComponents(of phase: Fields) -> [PlanComponent] {
    let expected = "a list of components, each beginning with \"- id:\""
    guard let nodes = phase.sequence("components", required: true, expected: expected) else { return [] }
    if nodes.isEmpty {
        let place = phase.place("components")
        phase.mistakes.add(at: place.origin, width: place.width, "components: found an empty list, expected \(expected)")
    }
    var ids: [String: Int] = [:]
    return nodes.compactMap { node in
        let known = ["id", "name", "amount", "range", "driver", "pacing", "behaviour", "source"]
        guard let fields = Fields(node, what: "a component", known: known, mistakes: phase.mistakes) else { return nil }
        let id = fields.id("id", required: true)
        if let id { unique(id, "component", &ids, phase.mistakes) }
        checkFigures(of: fields)
        let amount = fields.number("amount")
        let range = readRange(of: fields)
        return PlanComponent(
            id: id?.text ?? "", name: fields.text("name") ?? id?.text ?? "", amount: amount, low: range?.low,
            high: range?.high, driver: readDriver(of: fields, amount: amount),
            pacing: fields.choice("pacing", PlanComponent.Pacing.self) ?? .even,
            behaviour: fields.choice("behaviour", PlanComponent.Behaviour.self), section: fields.text("source"),
            origin: fields.origin)
    }
}

/// A component has an amount, a driver, both, or a range.
private func checkFigures(of component: Fields) {
    let has = (amount: component.has("amount"), range: component.has("range"), driver: component.has("driver"))
    if !has.amount, !has.range, !has.driver {
        component.mistakes.add(at: component.origin, "a component has no figure, expected amount, range or driver")
    }
    if has.range, has.amount || has.driver {
        let place = component.place("range")
        component.mistakes.add(
            at: place.origin, width: place.width,
            "range beside \(has.amount ? "an amount" : "a driver"), expected either a range or an amount or driver")
    }
}

/// `range: [low, high]`.
private func readRange(of component: Fields) -> (low: Amount, high: Amount)? {
    let expected = "two numbers as in [50, 150]"
    guard let nodes = component.sequence("range", expected: expected) else { return nil }
    let mistakes = component.mistakes
    guard nodes.count == 2 else {
        let place = component.place("range")
        mistakes.add(
            at: place.origin, width: place.width,
            "range: found a list of \(nodes.count), expected \(expected)", hint: "write numbers without thousands commas")
        return nil
    }
    let numbers = nodes.map { node in
        node.entry("range", expected: "a number as in 144 or 0.12", mistakes: mistakes)
            .flatMap { mistakes.number($0, least: nil) }
    }
    guard let low = numbers[0], let high = numbers[1] else { return nil }
    guard low <= high else {
        mistakes.add(
            at: nodes[0].origin, width: nodes[0].width,
            "range from \(low) to \(high), expected the lower bound first", hint: "write [\(high), \(low)]")
        return nil
    }
    return (low, high)
}

/// `driver: {quantity, unit, price, measure}`; without a price it is the stated amount over the quantity.
private func readDriver(of component: Fields, amount: Amount?) -> Driver? {
    guard let node = component.node("driver") else { return nil }
    let mistakes = component.mistakes
    let known = ["quantity", "unit", "price", "measure"]
    guard let fields = Fields(node, what: "a driver", known: known, mistakes: mistakes) else { return nil }
    let quantity = fields.number("quantity", required: true, least: .zero)
    let unit = fields.text("unit", required: true)
    let stated = fields.number("price", least: .zero)
    let measurement = readMeasurement(of: fields)
    guard let quantity else { return nil }
    let place = fields.place("quantity")
    let price: Amount
    if fields.has("price") {
        guard let stated else { return nil }
        guard isWithinBound(quantity, stated, of: Amount.unit) else {
            mistakes.add(
                at: place.origin, width: place.width,
                "quantity × price is beyond 9,200,000,000,000, expected an amount within that bound")
            return nil
        }
        price = stated
    } else {
        guard component.has("amount") else {
            mistakes.add(
                at: fields.origin, "a driver has no price, expected price: with a number, or an amount beside the driver")
            return nil
        }
        guard let amount else { return nil }
        guard amount >= .zero, quantity > .zero, isWithinBound(amount, Amount(1), of: quantity.femtos),
            let quotient = amount.divided(by: quantity)
        else {
            mistakes.add(
                at: place.origin, width: place.width,
                "no price follows from amount \(amount) over quantity \(quantity), expected price: with a number")
            return nil
        }
        price = quotient
    }
    return Driver(quantity: Quantity(quantity), unit: unit ?? "", unitPrice: price, measurement: measurement)
}

/// Whether `left × right / divisor` lies within the bound of amounts; none of them is negative.
private func isWithinBound(_ left: Amount, _ right: Amount, of divisor: Int128) -> Bool {
    let product = left.femtos.magnitude.multipliedFullWidth(by: right.femtos.magnitude)
    let bound = Amount.bound.magnitude.multipliedFullWidth(by: divisor.magnitude)
    return (product.high, product.low) <= (bound.high, bound.low)
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
