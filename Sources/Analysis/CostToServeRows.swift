import Billing

/// What each customer cost by component: of each system the component that cost most first, its customers in the order of their
/// rows, reserved names last. A customer's cells add up to its cost, a component's to its actual.
func costToServeRows(_ analysis: MonthAnalysis) -> CostsToServe {
    var rows = CostsToServe()
    let bySystem = Dictionary(grouping: analysis.allocations.costs, by: \.system)
    for system in analysis.systems {
        let customers = analysis.customers.filter { $0.system == system.system }.map(\.customer)
        var places = NamePlaces(customers)
        let components = Dictionary(grouping: bySystem[system.system] ?? [], by: \.component)
        let totals = components.mapValues { $0.reduce(Amount.zero) { $0 + $1.total } }
        for (component, _) in totals.sorted(by: { isCostlier($0, $1) }) {
            rows.append(served(components[component] ?? [], component, system, customers, &places))
        }
    }
    return rows
}

/// A component's cost of both kinds by customer; who bears none of it is left out.
private func served(
    _ costs: [AllocatedCost], _ component: String, _ system: SystemMonth, _ customers: [String], _ places: inout NamePlaces
) -> ServedComponent {
    let none = [Amount](repeating: .zero, count: customers.count)
    var direct = none, shared = none
    var bears = [Bool](repeating: false, count: customers.count)
    for cost in costs {
        for (place, amount) in zip(places.of(cost.customers), cost.amounts) {
            guard let place else { continue }
            bears[place] = true
            if cost.isShared { shared[place] += amount } else { direct[place] += amount }
        }
    }
    let bearing = customers.indices.filter { bears[$0] }
    let isAll = bearing.count == customers.count
    return ServedComponent(
        system: system.system, component: component, currency: system.currency,
        customers: isAll ? customers : bearing.map { customers[$0] },
        directCosts: isAll ? direct : bearing.map { direct[$0] }, sharedCosts: isAll ? shared : bearing.map { shared[$0] })
}

/// The order of components: reserved names last, then by cost, then by id.
private func isCostlier(_ one: (key: String, value: Amount), _ other: (key: String, value: Amount)) -> Bool {
    let isReserved = (one.key.hasPrefix("("), other.key.hasPrefix("("))
    if isReserved.0 != isReserved.1 { return isReserved.1 }
    return one.value.magnitude == other.value.magnitude ? one.key < other.key : one.value.magnitude > other.value.magnitude
}
