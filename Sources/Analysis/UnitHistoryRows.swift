import Billing

/// What one unit of each metric cost in the twelve months before and in this one: all systems first, then by id; by metric, the earliest
/// month first.
func unitHistoryRows(_ facts: MonthFacts, _ analysis: MonthAnalysis) -> [UnitHistoryMonth] {
    let first = facts.month.advanced(by: -12)
    let past = facts.past.filter { (first..<facts.month).contains($0.month) && $0.currency == analysis.currency }
    var rows: [UnitHistoryMonth] = []
    for month in past {
        func add(_ system: String?, _ metric: String, _ cost: Amount, _ completeDays: Int) {
            let state: CustomerHistoryMonth.State =
                month.isClosed ? .closed : completeDays == month.month.days ? .final : .open
            rows.append(
                UnitHistoryMonth(system: system, metric: metric, month: month.month, state: state, unitCost: cost))
        }
        for unit in month.units {
            add(unit.system, unit.metric, unit.unitCost, month.completeDays(of: unit.system) ?? 0)
        }
        for (metric, units) in Dictionary(grouping: month.units, by: \.metric) {
            let days = units.map { month.completeDays(of: $0.system) ?? 0 }.min() ?? 0
            let borne = units.map { (kind: $0.kind, quantity: $0.quantity, cost: $0.unitCost * $0.quantity) }
            if let cost = unitCostOfAll(metric, borne) { add(nil, metric, cost, days) }
        }
    }
    let days = Dictionary(analysis.systems.map { ($0.system, $0.completeDays) }, uniquingKeysWith: { first, _ in first })
    for unit in analysis.units + analysis.unitsOfAll {
        guard let cost = unit.actualUnitCost else { continue }
        let metric = unit.metric
        let counting = analysis.units.filter { $0.metric == metric && $0.actualUnitCost != nil }.compactMap { days[$0.system] }
        let complete = unit.system == UnitMonth.all ? counting.min() ?? 0 : days[unit.system] ?? 0
        rows.append(
            UnitHistoryMonth(
                system: unit.system == UnitMonth.all ? nil : unit.system, metric: metric, month: facts.month,
                state: facts.isClosed ? .closed : complete == facts.month.days ? .final : .open, unitCost: cost))
    }
    return rows.sorted { ($0.system ?? "", $0.metric, $0.month) < ($1.system ?? "", $1.metric, $1.month) }
}

/// What one unit costs over several systems that count it alike: their cost by their quantity; nil where they count in two ways, and of
/// customers, who may be the same in several.
private func unitCostOfAll(_ metric: String, _ units: [(kind: MetricKind, quantity: Amount, cost: Amount)]) -> Amount? {
    guard metric != "customers", Set(units.map(\.kind)).count == 1 else { return nil }
    return units.reduce(.zero) { $0 + $1.cost }.each(of: units.reduce(.zero) { $0 + $1.quantity })
}

extension UnitMonth {
    /// What stands for the system in a row of all of them.
    static var all: String { "" }
}

extension MonthAnalysis {
    /// The metrics that systems have a unit cost of, over those systems; the planned one where each of them has one.
    var unitsOfAll: [UnitMonth] {
        let costed = units.filter { $0.actualUnitCost != nil && $0.cost != nil }
        return Dictionary(grouping: costed, by: \.metric).sorted { $0.key < $1.key }.compactMap { metric, rows in
            let actual = rows.compactMap { row in
                row.actualQuantity.map { (kind: row.kind, quantity: $0.value, cost: row.cost ?? .zero) }
            }
            guard let first = actual.first, let cost = unitCostOfAll(metric, actual) else { return nil }
            let planned = rows.filter { $0.planUnitCost != nil }.compactMap { row in
                row.planQuantity.map { (kind: row.kind, quantity: $0.value, cost: row.plan ?? .zero) }
            }
            let plan = planned.count == rows.count ? unitCostOfAll(metric, planned) : nil
            return UnitMonth(
                system: UnitMonth.all, metric: metric, kind: first.kind,
                actualQuantity: Quantity(actual.reduce(.zero) { $0 + $1.quantity }),
                planQuantity: plan == nil ? nil : Quantity(planned.reduce(.zero) { $0 + $1.quantity }), actualUnitCost: cost,
                planUnitCost: plan)
        }
    }
}
