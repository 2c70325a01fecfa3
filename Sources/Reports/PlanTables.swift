import Analysis
import Billing

/// `plan_month`: one row per planned component, with its source.
func planTable(_ analysis: MonthAnalysis, versions: [String: Int]) -> Table {
    var shape = TableShape<PlanMonth>("plan_month", month: analysis.month) { $0.currency }
    shape.text("system", "what one planning document is about") { $0.system }
    shape.text("component", "a line of the system's cost plan") { $0.component }
    shape.text("item", "model or SKU of a part of the component's driver; NULL for the whole component") { $0.item }
    shape.text("kind", "fixed, range or driver; part of a driver, whose amount is in the component's") { $0.kind }
    shape.text("unit", "of the driver") { $0.unit }
    shape.quantity("quantity", "planned for the full month") { $0.quantity }
    shape.amount("unit_price", "planned for one unit") { $0.unitPrice }
    shape.amount("low", "lower bound of a range") { $0.low }
    shape.amount("plan", "for the full month") { $0.plan }
    shape.amount("high", "upper bound of a range") { $0.high }
    shape.text("currency", "of the row's amounts") { $0.currency.code }
    shape.text("document", "the planning document") { $0.document }
    shape.text("section", "where in the document") { $0.section }
    shape.text("behaviour", "how the cost moves with volume: fixed or variable") { $0.behaviour }
    shape.integer("version", "which version of the document is in force, from 1") { versions[$0.document] }
    return shape.table(analysis.plan)
}

/// `budget_month`: one row per budget and period.
func budgetTable(_ analysis: MonthAnalysis) -> Table {
    var shape = TableShape<BudgetMonth>("budget_month", month: analysis.month) { $0.currency }
    shape.text("budget", "the budget's id") { $0.budget }
    shape.text("system", "whose cost counts; NULL for all") { $0.system }
    shape.text(
        "period", "YYYY-MM, YYYY-MM-DD of a day, YYYY-Qn or YYYY of a fiscal year, named by the calendar year that it ends in"
    ) { $0.period }
    shape.text("period_kind", "day, month, quarter or year") { $0.periodKind.rawValue }
    shape.text("unit", "the currency of a money budget, else what is counted") { $0.unit }
    shape.amount("amount", "the limit") { $0.amount }
    shape.amount("actual", exact: true, "every charge known that counts against it, from the period's start to the month's end") {
        $0.actual
    }
    shape.percent("actual_percent", "actual of the amount") { $0.actualPercent }
    shape.amount("forecast", "expected at the period's end") { $0.forecast }
    shape.percent("forecast_percent", "forecast of the amount") { $0.forecastPercent }
    shape.text("owner", "who answers for it") { $0.owner }
    shape.text("state", "below, or the highest threshold reached") { $0.state }
    return shape.table(analysis.budgets)
}
