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

/// A line of a bridge.
private struct BridgeLine {
    let bridge: PlanBridge
    let step: String
    let amount: Amount
    let effect: Effect?
}

/// `plan_bridge`: the way from plan to actual by system and for all of them; the lines between add up to the difference.
func planBridgeTable(_ analysis: MonthAnalysis) -> Table {
    let lines = analysis.planBridges.flatMap { bridge in
        [BridgeLine(bridge: bridge, step: "plan", amount: bridge.plan, effect: nil)]
            + bridge.steps.map { BridgeLine(bridge: bridge, step: $0.cause.rawValue, amount: $0.amount, effect: $0.effect) }
            + [BridgeLine(bridge: bridge, step: "actual", amount: bridge.actual, effect: nil)]
    }
    var shape = TableShape<BridgeLine>("plan_bridge", month: analysis.month) { $0.bridge.currency }
    shape.text("system", "what one planning document is about, or (all systems)") { $0.bridge.system ?? allSystems }
    shape.text("step", "plan, then each effect that is not zero, then actual") { $0.step }
    shape.text("currency", "of the row's amounts") { $0.bridge.currency.code }
    shape.amount("amount", "the plan to date, what the effect adds to it, or the actual") { $0.amount }
    shape.text("effect", "of the step on the result") { $0.effect?.rawValue }
    return shape.table(lines)
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
    shape.amount("variance", "landing less plan; of a range the distance to the nearer bound") { $0.variance }
    shape.percent("variance_percent", "variance in percent of the plan") { $0.variancePercent }
    shape.text("effect", "of the variance on the result") { $0.effect?.rawValue }
    return shape.table(analysis.outlooks)
}
