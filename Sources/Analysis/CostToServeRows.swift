import Billing

/// What each customer cost by component: of each system the component that cost most first, its customers in the order of their
/// rows, reserved names last. A customer's cells add up to its cost, a component's to its actual.
func costToServeRows(_ analysis: MonthAnalysis) -> [CostToServe] {
    let bySystem = Dictionary(grouping: analysis.allocations, by: \.system)
    return analysis.systems.flatMap { system -> [CostToServe] in
        let parts = bySystem[system.system] ?? []
        let components = Dictionary(grouping: parts, by: \.component)
        let totals = components.mapValues { $0.reduce(Amount.zero) { $0 + $1.amount } }
        let customers = analysis.customers.filter { $0.system == system.system }.map(\.customer)
        return totals.sorted { isCostlier($0, $1) }.flatMap { component, _ -> [CostToServe] in
            let byCustomer = Dictionary(grouping: components[component] ?? [], by: \.customer)
            return customers.compactMap { customer in
                byCustomer[customer].map { rows in
                    func sum(shared: Bool) -> Amount {
                        rows.reduce(.zero) { $1.isShared == shared ? $0 + $1.amount : $0 }
                    }
                    return CostToServe(
                        system: system.system, component: component, customer: customer, currency: system.currency,
                        directCost: sum(shared: false), sharedCost: sum(shared: true))
                }
            }
        }
    }
}

/// The order of components: reserved names last, then by cost, then by id.
private func isCostlier(_ one: (key: String, value: Amount), _ other: (key: String, value: Amount)) -> Bool {
    let isReserved = (one.key.hasPrefix("("), other.key.hasPrefix("("))
    if isReserved.0 != isReserved.1 { return isReserved.1 }
    return one.value.magnitude == other.value.magnitude ? one.key < other.key : one.value.magnitude > other.value.magnitude
}
