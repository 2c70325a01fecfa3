import Analysis
import Billing

/// `cost_to_serve`: one row per system, component and customer, the sum of `allocation_month` over its kinds.
func costToServeTable(_ analysis: MonthAnalysis) -> Table {
    var shape = TableShape<CostToServe>("cost_to_serve", month: analysis.month) { $0.currency }
    shape.text("system", "what one planning document is about") { $0.system }
    shape.text("component", "whose cost; of each system the largest first") { $0.component }
    shape.text("customer", "who bears it, or a reserved name") { $0.customer }
    shape.text("currency", "of the row's amounts") { $0.currency.code }
    shape.amount("direct_cost", "caused by the customer alone") { $0.directCost }
    shape.amount("shared_cost", "its share of what is shared") { $0.sharedCost }
    shape.amount("cost", "direct and shared cost over complete days") { $0.cost }
    return shape.table(analysis.costToServe)
}

/// `customer_history`: one row per system, customer and month of the last thirteen.
func customerHistoryTable(_ analysis: MonthAnalysis) -> Table {
    var shape = TableShape<CustomerHistoryMonth>("customer_history", month: analysis.month) { $0.currency }
    shape.text("system", "what one planning document is about") { $0.system }
    shape.text("customer", "the customer's id") { $0.customer }
    shape.text("history_month", "the month that the row is about, YYYY-MM") { $0.month.description }
    shape.text("state", "closed by finance, final (all days complete) or open") { $0.state.rawValue }
    shape.integer("complete_days", unit: "days", "days settled from the month's first") { $0.completeDays }
    shape.text("currency", "of the row's amounts") { $0.currency.code }
    shape.amount("revenue", "of the complete days; NULL where nothing says") { $0.revenue }
    shape.amount("cost", "direct and shared cost over complete days") { $0.cost }
    shape.amount("gross_profit", "revenue less cost") { $0.grossProfit }
    shape.percent("gross_margin_percent", "hosting gross margin: gross profit of revenue") { $0.grossMarginPercent }
    return shape.table(analysis.customerHistory)
}

/// `landing_accuracy`: one row per system and day of the month on which a landing was told.
func landingAccuracyTable(_ analysis: MonthAnalysis) -> Table {
    var shape = TableShape<LandingAccuracy>("landing_accuracy", month: analysis.month) { $0.currency }
    shape.text("system", "what one planning document is about") { $0.system }
    shape.integer("day", unit: "days", "days that were complete, or up to two fewer") { $0.day }
    shape.integer("months", unit: "months", "complete months that it is the mean of, at most twelve") { $0.months }
    shape.text("currency", "of the row's amounts") { $0.currency.code }
    shape.amount("mean_error", "mean difference of landing and actual, without sign") { $0.meanError }
    shape.percent("error_percent", "the differences in percent of the actuals") { $0.errorPercent }
    return shape.table(analysis.landingAccuracy)
}

/// `year_to_date`: one row per system and component of the fiscal year up to the month, and one per system.
func yearToDateTable(_ analysis: MonthAnalysis) -> Table {
    var shape = TableShape<YearToDate>("year_to_date", month: analysis.month) { $0.currency }
    shape.text("system", "what one planning document is about") { $0.system }
    shape.text("component", "a line of the system's cost plan; NULL for the whole system") { $0.component }
    shape.text("currency", "of the row's amounts") { $0.currency.code }
    shape.text("fiscal_year", "named by the calendar year that it ends in") { $0.fiscalYear }
    shape.text("first_month", "first month in which the system's cost is known, YYYY-MM") { $0.firstMonth.description }
    shape.integer("months", unit: "months", "months in which it is known; only these count") { $0.months }
    shape.integer("months_of_year", unit: "months", "months of the year that have begun") { $0.monthsOfYear }
    shape.amount("actual", exact: true, "cost over complete days, changes of closed months included") { $0.actual }
    shape.amount("plan", "plan to date that each month is compared with; NULL where it is a range") { $0.inForce?.plan }
    shape.amount("plan_low", "lower bound of a ranged plan to date") { $0.inForce?.low }
    shape.amount("plan_high", "upper bound of a ranged plan to date") { $0.inForce?.high }
    shape.amount("variance", "actual less plan; of a range the distance to the nearer bound") { $0.inForce?.variance }
    shape.percent("variance_percent", "variance in percent of the plan") { $0.inForce?.variancePercent }
    shape.text("effect", "of the variance on the result") { $0.inForce?.effect?.rawValue }
    shape.amount("original_plan", "plan to date by the first version known for each month") { $0.original?.plan }
    shape.amount("original_plan_low", "lower bound of the original plan to date") { $0.original?.low }
    shape.amount("original_plan_high", "upper bound of the original plan to date") { $0.original?.high }
    shape.amount("original_variance", "actual less original plan") { $0.original?.variance }
    shape.percent("original_variance_percent", "original variance in percent of the original plan") {
        $0.original?.variancePercent
    }
    shape.text("original_effect", "of the original variance on the result") { $0.original?.effect?.rawValue }
    return shape.table(analysis.yearToDate)
}
