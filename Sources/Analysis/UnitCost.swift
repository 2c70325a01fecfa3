import Billing

/// The rows of a system's unit costs: customers under contract first, then its metrics by name, requests and tokens also by the
/// thousand and the million.
///
/// A unit bears the cost of revenue of the complete days; corrections of earlier months are left out.
func unitRows(_ system: SystemFacts) -> [UnitMonth] {
    guard !system.isUnmapped else { return [] }
    let cost = system.hasActual ? system.costOfRevenue(includingPrior: false) : nil
    let plan = system.plan?.toDate.exact
    func row(_ metric: String, _ kind: MetricKind, actual: Quantity?, planned: Quantity?) -> UnitMonth {
        // Nothing is bought by the highest request rate of a month, nor by a percentage, so those have no unit cost.
        let hasUnitCost = kind != .peak
        return UnitMonth(
            system: system.id, metric: metric, kind: kind, actualQuantity: actual, planQuantity: planned,
            actualUnitCost: hasUnitCost ? actual.flatMap { cost?.each(of: $0.value) } : nil,
            planUnitCost: hasUnitCost ? planned.flatMap { plan?.each(of: $0.value) } : nil, cost: cost, plan: plan)
    }
    var rows: [UnitMonth] = []
    if !system.contracts.isEmpty {
        let customers = system.activeCustomers
        rows.append(row("customers", .level, actual: customers, planned: system.plannedVolume(of: "customers") ?? customers))
    }
    let own = system.ownUsage
    var usage = Dictionary(grouping: own, by: \.metric)
    let tokens = own.rows(of: ["tokens"])
    if !tokens.isEmpty || plannedQuantity(of: "tokens", in: system) != nil { usage["tokens"] = tokens }
    // Contracts say who the customers are, whatever an export counts under that name.
    let made = Set(rows.map(\.metric))
    let planned = Set(system.plan?.volumes.map(\.metric) ?? [])
    for metric in Set(usage.keys).union(planned).subtracting(made).sorted() {
        let days = usage[metric] ?? []
        let kind = days.isEmpty ? system.plan?.volumes.first { $0.metric == metric }?.kind ?? .flow : kind(of: days)
        let whole = row(
            metric, kind, actual: days.isEmpty ? nil : combined(days), planned: plannedQuantity(of: metric, in: system))
        if system.isTarget(metric) {
            rows.append(
                UnitMonth(
                    system: system.id, metric: metric, kind: kind, actualQuantity: whole.actualQuantity,
                    planQuantity: whole.planQuantity, actualUnitCost: nil, planUnitCost: nil))
            continue
        }
        rows.append(whole)
        for (name, size) in scales[metric] ?? [] where usage[name] == nil && !planned.contains(name) {
            func scaled(_ quantity: Quantity?) -> Quantity? { quantity.map { Quantity($0.value.scaled(by: 1, over: size)) } }
            rows.append(row(name, kind, actual: scaled(whole.actualQuantity), planned: scaled(whole.planQuantity)))
        }
    }
    return rows
}

/// Metrics of which one is too little to speak of its cost, with the sizes that people use.
private let scales: [String: [(name: String, size: Int128)]] = [
    "requests": [("1k_requests", 1_000)],
    "tokens": [("1k_tokens", 1_000), ("1m_tokens", 1_000_000)],
]

/// What the plan projects of a metric to date: its volumes, else what a component's driver is measured by; nil where neither says.
private func plannedQuantity(of metric: String, in system: SystemFacts) -> Quantity? {
    if let volume = system.plannedVolume(of: metric) { return volume }
    let drivers = system.plan?.components.compactMap(\.driver).filter { $0.measurement == .usage([metric]) } ?? []
    guard drivers.count == 1 else { return nil }
    return Quantity(drivers[0].parts.reduce(Amount.zero) { $0 + $1.quantity })
}

extension SystemFacts {
    /// Whether the plan promises a level of service by this metric, which then is no unit that bears cost.
    fileprivate func isTarget(_ metric: String) -> Bool { document?.targets.contains { $0.metric == metric } ?? false }
}
