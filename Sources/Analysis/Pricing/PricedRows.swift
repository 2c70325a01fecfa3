import Billing

/// One row for each component of a system that token usage names, by id: what `tokens`, the system's rows, cost by the prices
/// beside what was billed there for usage of the same days.
/// An environment that the plan keeps apart has none.
///
/// Usage stands under the component that its charges count under, also where the plan has one that covers it.
func pricedRows(_ system: SystemFacts, _ tokens: [TokenMonth]) -> [PricedMonth] {
    let kinds = basicMetrics(of: "tokens")
    var usage: [String: [TokenMonth]] = [:]
    for row in tokens {
        guard let own = row.component, kinds.contains(row.metric) || row.pricedCost != nil else { continue }
        let place = system.coverage?.place(of: own, environment: row.environment) ?? (component: own, isBeside: false)
        // An environment that is kept apart is billed for more than its tokens.
        guard !place.isBeside else { continue }
        usage[place.component, default: []].append(row)
    }
    let charges = Dictionary(
        grouping: system.charges.filter { $0.isUsage && $0.share.isInMonth }, by: \.component)
    return usage.sorted { $0.key < $1.key }.map { component, rows in
        PricedMonth(
            system: system.id, component: component, priced: sum(rows.compactMap(\.pricedCost)),
            billed: charges[component].flatMap { sum($0.map(\.actual)) },
            // A request without a price is no token without one.
            unpricedQuantity: rows.reduce(.zero) { kinds.contains($1.metric) ? $0 + $1.unpricedQuantity : $0 })
    }
}

/// The sum; nil where there is nothing to add.
private func sum(_ amounts: [Amount]) -> Amount? {
    amounts.isEmpty ? nil : amounts.reduce(.zero, +)
}
