import Billing

/// The rows of a system's unit costs: customers under contract first, then its usage metrics by name.
///
/// A unit bears the cost of revenue of the complete days; corrections of earlier months are left out. `ownsUnnamed` says that
/// usage which names no system is this one's.
func unitRows(_ system: SystemFacts, ownsUnnamed: Bool) -> [UnitMonth] {
    guard !system.isUnmapped else { return [] }
    let cost = system.hasActual ? system.costOfRevenue(includingPrior: false) : nil
    let plan = system.plan?.toDate.exact
    var rows: [UnitMonth] = []
    if !system.contracts.isEmpty {
        let customers = Set(system.contracts.map(\.customer)).count { system.activeDays(of: $0) > 0 }
        rows.append(
            UnitMonth(
                system: system.id, metric: "customers", kind: .level, actualQuantity: Quantity(customers), planQuantity: nil,
                actualUnitCost: cost?.each(of: Amount(customers)), planUnitCost: plan?.each(of: Amount(customers))))
    }
    let usage = system.productionUsage.filter { $0.system == system.id || ownsUnnamed }
    for (metric, days) in Dictionary(grouping: usage, by: \.metric).sorted(by: { $0.key < $1.key }) {
        let quantity = combined(days)
        let planned = plannedQuantity(of: metric, in: system)
        let kind = kind(of: days)
        // Nothing is bought by the highest request rate of a month, so a peak has no unit cost.
        let hasUnitCost = kind != .peak
        rows.append(
            UnitMonth(
                system: system.id, metric: metric, kind: kind, actualQuantity: quantity, planQuantity: planned,
                actualUnitCost: hasUnitCost ? cost?.each(of: quantity.value) : nil,
                planUnitCost: hasUnitCost ? planned.flatMap { plan?.each(of: $0.value) } : nil))
    }
    return rows
}

/// The quantity to date that a component's driver plans of exactly this metric; nil where no document says.
private func plannedQuantity(of metric: String, in system: SystemFacts) -> Quantity? {
    let drivers = system.plan?.components.filter { $0.driver?.measurement == .usage([metric]) } ?? []
    return drivers.count == 1 ? drivers[0].quantityToDate : nil
}
