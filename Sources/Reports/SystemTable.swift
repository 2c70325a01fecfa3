import Analysis
import Billing

/// `system_month`: one row per system, and `(all systems)` with what the page shows of them together.
func systemTable(_ analysis: MonthAnalysis) -> Table {
    var shape = TableShape<Line>("system_month", month: analysis.month) { $0.system.currency }
    shape.text("system", "what one planning document is about, (unmapped), or (all systems)") { $0.system.system }
    shape.text("name", "its name for people") { $0.system.name }
    shape.text("currency", "of the row's amounts") { $0.system.currency.code }
    shape.integer("complete_days", unit: "days", "days settled from the month's first") { $0.system.completeDays }
    shape.amount("plan", "the full month's plan; NULL without one or where it is a range") { $0.system.plan }
    shape.amount("plan_low", "lower bound of a ranged plan") { $0.system.planLow }
    shape.amount("plan_high", "upper bound of a ranged plan") { $0.system.planHigh }
    shape.amount("plan_to_date", "plan over complete days; of all systems, of those whose variance is known") {
        $0.system.planToDate
    }
    shape.amount("plan_to_date_low", "lower bound of a ranged plan over complete days") { $0.system.planToDateLow }
    shape.amount("plan_to_date_high", "upper bound of a ranged plan over complete days") { $0.system.planToDateHigh }
    shape.amount("actual", "cost over complete days; NULL where nothing was charged") { $0.system.actual }
    shape.amount("compared_actual", "actual, where the variance is known") { $0.compared }
    shape.amount("charged", "every charge known") { $0.system.charged }
    shape.amount("beside", "cost of environments with budgets of their own, in no other figure") { $0.system.beside }
    shape.amount("variance", "actual less plan to date; of a range the distance to the nearer bound") { $0.system.variance }
    shape.percent("variance_percent", "variance in percent of the plan to date") { $0.system.variancePercent }
    shape.text("effect", "of the variance on the result: favourable, adverse or on plan") { $0.system.effect?.rawValue }
    shape.amount("revenue", "of the complete days; NULL where nothing says") { $0.system.revenue }
    shape.amount("cost_of_revenue", "cost without other environments, tax and promotional credits") { $0.system.costOfRevenue }
    shape.percent("gross_margin_percent", "hosting gross margin: what is left of the revenue") { $0.system.grossMarginPercent }
    let lines = analysis.systems.map { Line(system: $0, compared: $0.variance == nil ? nil : $0.actual) }
    return shape.table(lines + [PortfolioMonth(analysis).map { together($0, analysis) }].compactMap(\.self))
}

/// A system, or all of them.
private struct Line {
    let system: SystemMonth
    /// The actual that the variance is of.
    let compared: Amount?
}

private func together(_ portfolio: PortfolioMonth, _ analysis: MonthAnalysis) -> Line {
    var all = SystemMonth(
        system: allSystems, name: "All systems", currency: portfolio.currency, completeDays: portfolio.completeDays ?? 0,
        days: analysis.month.days)
    all.plan = portfolio.plan
    (all.planLow, all.planHigh) = (portfolio.planLow, portfolio.planHigh)
    all.planToDate = portfolio.planToDate
    (all.planToDateLow, all.planToDateHigh) = (portfolio.planToDateLow, portfolio.planToDateHigh)
    all.actual = portfolio.actual
    all.charged = portfolio.charged
    all.variance = portfolio.variance
    all.variancePercent = portfolio.variancePercent
    all.effect = portfolio.effect
    all.revenue = portfolio.revenue
    all.costOfRevenue = portfolio.costOfRevenue
    all.grossMarginPercent = portfolio.grossMarginPercent
    return Line(system: all, compared: portfolio.comparedActual)
}
