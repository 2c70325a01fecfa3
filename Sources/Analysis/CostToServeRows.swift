import Billing

/// What each customer cost by component: of each system the component that cost most first, its customers in the order of their
/// rows, reserved names last. A customer's cells add up to its cost, a component's to its actual.
func costToServeRows(_ analysis: MonthAnalysis) -> [CostToServe] {
    var rows: [CostToServe] = []
    rows.reserveCapacity(analysis.allocations.count)
    let bySystem = runs(analysis.allocations, over: 0..<analysis.allocations.count, by: { $0.system })
    for system in analysis.systems {
        let customers = analysis.customers.filter { $0.system == system.system }.map(\.customer)
        let places = Dictionary(zip(customers, customers.indices), uniquingKeysWith: { first, _ in first })
        var components: [String: [Range<Int>]] = [:]
        for range in bySystem[system.system] ?? [] {
            components.merge(runs(analysis.allocations, over: range, by: { $0.component }), uniquingKeysWith: +)
        }
        let totals = components.mapValues { $0.joined().reduce(Amount.zero) { $0 + analysis.allocations[$1].amount } }
        for (component, _) in totals.sorted(by: { isCostlier($0, $1) }) {
            var costs: [(direct: Amount, shared: Amount)?] = Array(repeating: nil, count: customers.count)
            for index in (components[component] ?? []).joined() {
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

/// Where rows of the same name stand one after the other, by name: they come so, millions of them, and each need not be looked up.
private func runs(
    _ rows: [AllocationMonth], over range: Range<Int>, by name: (borrowing AllocationMonth) -> String
) -> [String: [Range<Int>]] {
    var runs: [String: [Range<Int>]] = [:]
    guard !range.isEmpty else { return runs }
    var start = range.lowerBound
    var current = name(rows[start])
    for at in range.dropFirst() {
        let next = name(rows[at])
        guard next != current else { continue }
        runs[current, default: []].append(start..<at)
        (start, current) = (at, next)
    }
    runs[current, default: []].append(start..<range.upperBound)
    return runs
}

/// The order of components: reserved names last, then by cost, then by id.
private func isCostlier(_ one: (key: String, value: Amount), _ other: (key: String, value: Amount)) -> Bool {
    let isReserved = (one.key.hasPrefix("("), other.key.hasPrefix("("))
    if isReserved.0 != isReserved.1 { return isReserved.1 }
    return one.value.magnitude == other.value.magnitude ? one.key < other.key : one.value.magnitude > other.value.magnitude
}
