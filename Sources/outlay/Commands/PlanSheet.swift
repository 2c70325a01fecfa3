import Billing
import Reports

/// Plans as a sheet that `Inputs/plans` takes back: a row per component with a column per month, of a range one for each bound;
/// blank where nothing is planned. Without `month` from the first phase to the end of the year in which the last one begins.
func planSheet(_ plans: [Plan], month: Month?, today: Day) -> String {
    let months = month.map { [$0] } ?? span(of: plans, today: today)
    var lines = [["system", "component", "customer", "unit"] + months.map(\.description)]
    for plan in plans {
        var ids: [String] = []
        for component in plan.phases.flatMap(\.components) where !ids.contains(component.id) { ids.append(component.id) }
        for id in ids {
            func cells(_ figure: (PlanComponent, Month) -> Amount?) -> [String] {
                months.map { month in
                    plan.phase(in: month)?.components.first { $0.id == id }.flatMap { figure($0, month)?.description } ?? ""
                }
            }
            let rows = [
                (plan.currency.code, cells { $0.plan(in: $1) }),
                (plan.currency.code + " (low)", cells { component, _ in component.low }),
                (plan.currency.code + " (high)", cells { component, _ in component.high }),
            ]
            for (unit, cells) in rows where cells.contains(where: { !$0.isEmpty }) {
                lines.append([plan.system, id, "", unit] + cells)
            }
        }
    }
    return lines.map { $0.map(quoted).joined(separator: ",") + "\n" }.joined()
}

private func span(of plans: [Plan], today: Day) -> [Month] {
    let phases = plans.flatMap(\.phases)
    guard let first = phases.map(\.starts).min(), let last = phases.map({ $0.ends ?? $0.starts }).max() else { return [] }
    let end = max(last, today.month)
    return Array(first...Month(year: end.year, month: 12))
}
