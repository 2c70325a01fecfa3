import Analysis
import Billing

extension MonthPage {
    /// All systems on one scale, then their figures with a total.
    var portfolioSection: Markup {
        let month = context.month.title
        let isComplete = Headline(page: self).isComplete
        let rows = systems.map { system in
            PlanChart.Row(
                label: system.name, plan: system.planToDate, low: system.planLow, high: system.planHigh, actual: system.actual,
                variance: system.variance, percent: system.variancePercent, effect: system.effect)
        }
        let chart = PlanChart(
            "Plan and actual by system, \(month), \(currency)", summary: Headline(page: self).message,
            planHeading: isComplete ? "Plan" : "Plan to date", rows: rows)
        var table = PageTable<SystemMonth>("Systems, \(month), \(currency)")
        table.markup("System") { system in
            if system.system.isEmpty { return .text(system.name) }
            let target =
                system.system == ReservedComponent.unmapped ? "#unmapped" : "#" + MonthPage.anchor(system.system)
            return element("a", ["href": target], [.text(system.name)])
        }
        table.markup("Complete days", styleClass: "n") { system in
            system.actual == nil ? absent("no data") : .text("\(system.completeDays) of \(system.days)")
        }
        table.plan("Plan") { ($0.plan, $0.planLow, $0.planHigh) }
        table.amount("Plan to date", reason: "no plan, or a range") { $0.planToDate }
        table.amount("Actual") { $0.actual }
        table.signed("Variance", effect: { $0.effect }) { $0.variance }
        table.signedPercent("%", effect: { $0.effect }) { $0.variancePercent }
        table.amount("Revenue") { $0.revenue }
        table.percent("Gross margin", reason: "no revenue known") { $0.grossMarginPercent }
        return section(
            "portfolio", "All systems", [chart.markup(scale: chart.greatestScale), table.markup(analysis.systems, total: total)])
    }

    private var total: SystemMonth? {
        guard let portfolio else { return nil }
        var row = SystemMonth(
            system: "", name: "Total", currency: portfolio.currency, completeDays: portfolio.completeDays ?? 0,
            days: context.month.days)
        row.plan = portfolio.plan
        row.planToDate = portfolio.planToDate
        row.actual = portfolio.actual
        row.variance = portfolio.variance
        row.variancePercent = portfolio.variancePercent
        row.effect = portfolio.effect
        row.revenue = portfolio.revenue
        row.grossMarginPercent = portfolio.grossMarginPercent
        return row
    }
}
