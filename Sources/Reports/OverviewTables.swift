import Analysis
import Billing

/// What stands in the system column for all of them together.
let allSystems = "(all systems)"

/// `system_history`: one row per system and month of the last thirteen, and one per month for all systems together.
func systemHistoryTable(_ analysis: MonthAnalysis) -> Table {
    var shape = TableShape<SystemHistoryMonth>("system_history", month: analysis.month) { $0.currency }
    shape.text("system", "what one planning document is about, or (all systems)") { $0.system ?? allSystems }
    shape.text("history_month", "the month that the row is about, YYYY-MM") { $0.month.description }
    shape.text("state", "closed by finance, final (all days complete) or open") { $0.state.rawValue }
    shape.integer("complete_days", unit: "days", "days settled from the month's first") { $0.completeDays }
    shape.text("currency", "of the row's amounts") { $0.currency.code }
    shape.amount("cost", "cost over complete days") { $0.cost }
    shape.amount("revenue", "of the complete days; NULL where nothing says") { $0.revenue }
    shape.amount("cost_of_revenue", "of all systems together of those whose revenue is known") { $0.costOfRevenue }
    shape.percent("gross_margin_percent", "hosting gross margin: revenue less cost of revenue, of revenue") {
        $0.grossMarginPercent
    }
    shape.integer("customers", unit: "customers", "customers with cost or revenue, each counted once") { $0.customers }
    return shape.table(analysis.systemHistory)
}

/// `unit_history`: one row per system, metric and month of the last thirteen, and for all systems together where they count alike.
func unitHistoryTable(_ analysis: MonthAnalysis) -> Table {
    var shape = TableShape<UnitHistoryMonth>("unit_history", month: analysis.month) { _ in analysis.currency }
    @Sendable func now(_ row: UnitHistoryMonth) -> UnitMonth? {
        guard row.month == analysis.month, let system = row.system else { return nil }
        return analysis.units.first { $0.system == system && $0.metric == row.metric }
    }
    shape.text("system", "what one planning document is about, or (all systems)") { $0.system ?? allSystems }
    shape.text("metric", "what is counted") { $0.metric }
    shape.text("history_month", "the month that the row is about, YYYY-MM") { $0.month.description }
    shape.text("state", "closed by finance, final (all days complete) or open") { $0.state.rawValue }
    shape.text("currency", "of the row's amounts") { _ in analysis.currency.code }
    shape.amount("unit_cost", "cost of revenue per unit over complete days") { $0.unitCost }
    shape.amount("variance", "less the planned unit cost; NULL without one and of earlier months") { now($0)?.variance }
    shape.percent("variance_percent", "variance in percent of the planned unit cost") { now($0)?.variancePercent }
    return shape.table(analysis.unitHistory)
}

/// `key_figure`: one row per system and figure that the month is judged by, and one for all systems together.
func keyFigureTable(_ analysis: MonthAnalysis) -> Table {
    var shape = TableShape<KeyFigure>("key_figure", month: analysis.month) { _ in analysis.currency }
    shape.text("system", "what one planning document is about, or (all systems)") { $0.system ?? allSystems }
    shape.text("figure", "cost, revenue, cost_of_revenue, gross_margin, customers, or cost per unit") { $0.kind.rawValue }
    shape.text("unit", "the reporting currency, % or customers") { $0.unit }
    shape.number("previous", "of the month before; NULL where it is unknown") { $0.previous }
    shape.number("plan", "plan to date; NULL without one, or where it is a range") { $0.plan }
    shape.number("actual", "over complete days") { $0.actual }
    shape.number("variance", "actual less plan; of a ranged cost the distance to the nearer bound") { $0.variance }
    shape.percent("variance_percent", "variance in percent of the plan") { $0.variancePercent }
    shape.text("effect", "of the variance on the result") { $0.effect?.rawValue }
    return shape.table(analysis.keyFigures)
}

/// `outlook`: one row per system that is not complete and per component of it.
func outlookTable(_ analysis: MonthAnalysis) -> Table {
    var shape = TableShape<Outlook>("outlook", month: analysis.month) { $0.currency }
    shape.text("system", "what one planning document is about") { $0.system }
    shape.text("component", "a line of the system's cost plan; NULL for the whole system") { $0.component }
    shape.integer("complete_days", unit: "days", "days settled from the month's first") { $0.completeDays }
    shape.text("currency", "of the row's amounts") { $0.currency.code }
    shape.amount("actual", "cost over complete days") { $0.actual }
    shape.amount("landing", "expected for the full month") { $0.landing }
    shape.amount("landing_low", "lower end of the range that it ends within in four cases of five") { $0.low }
    shape.amount("landing_high", "upper end of that range") { $0.high }
    shape.amount("plan", "the full month's; NULL without one, or where it is a range") { $0.plan }
    shape.amount("plan_low", "lower bound of a ranged plan") { $0.planLow }
    shape.amount("plan_high", "upper bound of a ranged plan") { $0.planHigh }
    shape.amount("plan_to_date_low", "lower bound of a ranged plan over complete days") { $0.planToDateLow }
    shape.amount("plan_to_date_high", "upper bound of a ranged plan over complete days") { $0.planToDateHigh }
    shape.amount("variance", "landing less plan; of a range the distance to the nearer bound") { $0.variance }
    shape.percent("variance_percent", "variance in percent of the plan") { $0.variancePercent }
    shape.text("effect", "of the variance on the result") { $0.effect?.rawValue }
    return shape.table(analysis.outlooks)
}
