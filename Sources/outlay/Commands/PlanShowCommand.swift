import Analysis
import Billing

/// The plan in force in a month: every component with its figures and where they come from; as CSV the sheet that can be edited
/// and put among the plans.
func planShowCommand(_ place: Workplace, month: Month?, format: PlanShowFormat) throws(CommandFailure) -> ExitStatus {
    let (inputs, refusals) = try PlanningInputs.read(place)
    for refusal in refusals { place.console.refuse(refusal) }
    switch format {
    case .csv:
        place.console.put(planSheet(inputs.plans, month: month, today: place.today))
        place.console.note(
            "the sheet holds amounts and ranges; drivers, volumes, budgets, tiers and what a component covers stay in YAML")
    case .table: show(inputs, month ?? place.today.month, place)
    }
    return refusals.isEmpty ? .done : .configuration
}

/// How `plan show` writes plans.
enum PlanShowFormat: String, CaseIterable, Sendable {
    case table, csv
}

private func show(_ inputs: PlanningInputs, _ month: Month, _ place: Workplace) {
    var facts = MonthFacts(month: month, today: place.today)
    facts.plans = inputs.plans
    facts.settings = inputs.settings
    let rows = analyse(facts).plan.map { row in
        [
            row.system, row.item.map { "  " + $0 } ?? row.component, row.kind,
            row.quantity.map { "\($0) \(row.unit ?? "")" } ?? "", row.unitPrice?.description ?? "",
            row.low?.text(decimals: 2) ?? "", row.plan?.text(decimals: 2) ?? "", row.high?.text(decimals: 2) ?? "",
            row.currency.code, row.phase, row.section ?? "",
        ]
    }
    let header = ["system", "component", "kind", "quantity", "rate", "low", "plan", "high", "", "phase", "source"]
    place.console.put(TextTable(header: header, rows: rows.map { $0.map(Console.printable) }, numeric: [3, 4, 5, 6, 7]).text())
    for plan in inputs.plans where plan.phase(in: month) == nil {
        place.console.note("\(plan.system): no phase of the plan covers \(month)")
    }
}
