import Billing

/// What each customer cost by component: of each system the component that cost most first, its customers in the order of their
/// rows, reserved names last. A customer's cells add up to its cost, a component's to its actual.
func costToServeRows(_ analysis: MonthAnalysis) -> [CostToServe] {
    var rows: [CostToServe] = []
    let bySystem = Dictionary(grouping: analysis.allocations.indices) { analysis.allocations[$0].system }
    for system in analysis.systems {
        let customers = analysis.customers.filter { $0.system == system.system }.map(\.customer)
        let places = Dictionary(zip(customers, customers.indices), uniquingKeysWith: { first, _ in first })
        let components = Dictionary(grouping: bySystem[system.system] ?? []) { analysis.allocations[$0].component }
        let totals = components.mapValues { $0.reduce(Amount.zero) { $0 + analysis.allocations[$1].amount } }
        for (component, _) in totals.sorted(by: { isCostlier($0, $1) }) {
            var costs: [(direct: Amount, shared: Amount)?] = Array(repeating: nil, count: customers.count)
            for index in components[component] ?? [] {
                let part = analysis.allocations[index]
                guard let place = places[part.customer] else { continue }
                var cost = costs[place] ?? (.zero, .zero)
                if part.isShared { cost.shared += part.amount } else { cost.direct += part.amount }
                costs[place] = cost
            }
            for (customer, cost) in zip(customers, costs) {
                guard let cost else { continue }
                rows.append(
                    CostToServe(
                        system: system.system, component: component, customer: customer, currency: system.currency,
                        directCost: cost.direct, sharedCost: cost.shared))
            }
        }
    }
    return rows
}

/// The order of components: reserved names last, then by cost, then by id.
private func isCostlier(_ one: (key: String, value: Amount), _ other: (key: String, value: Amount)) -> Bool {
    let isReserved = (one.key.hasPrefix("("), other.key.hasPrefix("("))
    if isReserved.0 != isReserved.1 { return isReserved.1 }
    return one.value.magnitude == other.value.magnitude ? one.key < other.key : one.value.magnitude > other.value.magnitude
}
