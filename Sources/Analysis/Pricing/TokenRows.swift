import Billing

/// The rows of a system's usage that names a model, at the prices of its days, by component, customer, model, metric and
/// environment. Levels and peaks are bought by no unit price and are left out.
///
/// `ownsUnnamed` says that usage which names no system is this one's. Quantities are added up before they are priced, so that
/// a cost is rounded once for each price, however the usage was cut into rows.
func tokenRows(
    _ system: SystemFacts, prices: PriceBook, ownsUnnamed: Bool, _ conversion: inout Conversion
) -> [TokenMonth] {
    let usage = system.usage.filter {
        $0.kind == .flow && $0.model != nil && ($0.system == system.id || ($0.system == nil && ownsUnnamed))
    }
    var offers: [[String]: [ModelPrice]] = [:]
    var rows: [TokenMonth] = []
    for (key, days) in Dictionary(grouping: usage, by: TokenKey.init).sorted(by: { $0.key < $1.key }) {
        let wanted = [key.model, key.metric]
        let offered = offers[wanted] ?? prices.prices(model: key.model, metric: key.metric)
        offers[wanted] = offered
        rows.append(row(key, days, offered, system, &conversion))
    }
    return rows
}

/// What the usage of a row has in common.
private struct TokenKey: Hashable {
    let component: String?, customer: String?
    let model: String, metric: String
    let environment: String?

    init(_ usage: UsageDay) {
        component = usage.component
        customer = usage.customer
        model = usage.model ?? ""
        metric = usage.metric
        environment = usage.environment
    }

    /// What is not named comes first.
    static func < (left: TokenKey, right: TokenKey) -> Bool {
        func words(_ key: TokenKey) -> [String] {
            [key.component ?? "", key.customer ?? "", key.model, key.metric, key.environment ?? ""]
        }
        return words(left).lexicographicallyPrecedes(words(right))
    }
}

private func row(
    _ key: TokenKey, _ days: [UsageDay], _ prices: [ModelPrice], _ system: SystemFacts, _ conversion: inout Conversion
) -> TokenMonth {
    var row = TokenMonth(
        system: system.id, component: key.component, customer: key.customer, model: key.model, metric: key.metric,
        environment: key.environment, quantity: days.reduce(.zero) { $0 + $1.quantity })
    // Two prices of the same money are one: a price that was renewed has not changed.
    var parts: [Money: (price: ModelPrice, quantity: Quantity)] = [:]
    var isWhole = true
    for day in days {
        if let price = prices.first(where: { $0.isValid(on: day.day) }) {
            parts[Money(price.unitPrice, price.currency), default: (price, .zero)].quantity += day.quantity
        } else {
            isWhole = false
        }
    }
    for (money, part) in parts {
        guard let cost = part.price.cost(of: part.quantity), let unitPrice = conversion.convert(money),
            let converted = conversion.convert(Money(cost, money.currency))
        else { continue }
        row.pricedCost = (row.pricedCost ?? .zero) + converted
        row.unpricedQuantity = row.unpricedQuantity - part.quantity
        if isWhole, parts.count == 1 { row.unitPrice = unitPrice }
    }
    return row
}
