import Analysis
import Billing

/// What a system's customers cost by component and over the last months, the year to date, and how far off past landings were.
func unitEconomicsXML(of system: String, _ analysis: MonthAnalysis) -> [Markup] {
    [
        splitXML("costToServe", analysis.costToServe.of(system), file: "cost_to_serve.csv", servedXML),
        element("customerHistory", [:], analysis.customerHistory.filter { $0.system == system }.map(historyXML)),
        element("yearToDate", [:], analysis.yearToDate.filter { $0.system == system }.map(yearXML)),
        element("landingAccuracy", [:], analysis.landingAccuracy.filter { $0.system == system }.map(accuracyXML)),
    ]
}

private func servedXML(_ row: CostToServe) -> Markup {
    let money = MoneyXML(row.currency)
    return element(
        "served", ["component": row.component, "customer": row.customer],
        [
            money.element("directCost", row.directCost), money.element("sharedCost", row.sharedCost),
            money.element("cost", row.cost),
        ])
}

private func historyXML(_ row: CustomerHistoryMonth) -> Markup {
    let money = MoneyXML(row.currency)
    return element(
        "customerMonth",
        [
            "customer": row.customer, "month": row.month.description, "state": row.state.rawValue,
            "completeDays": String(row.completeDays),
        ],
        [
            money.element("revenue", row.revenue), money.element("cost", row.cost),
            money.element("grossProfit", row.grossProfit), percentXML("grossMarginPercent", row.grossMarginPercent),
        ])
}

private func yearXML(_ row: YearToDate) -> Markup {
    let money = MoneyXML(row.currency)
    func compared(_ name: String, _ comparison: YearToDate.Comparison?) -> Markup {
        guard let comparison else { return .group([]) }
        return element(
            name, [:],
            [
                money.scenario("plan", comparison.plan, low: comparison.low, high: comparison.high),
                money.variance(comparison.variance, percent: comparison.variancePercent, effect: comparison.effect),
            ])
    }
    return element(
        "year",
        [
            "component": row.component, "name": row.name, "fiscalYear": row.fiscalYear,
            "firstMonth": row.firstMonth.description, "months": String(row.months), "monthsOfYear": String(row.monthsOfYear),
        ],
        [money.element("actual", row.actual), compared("inForce", row.inForce), compared("original", row.original)])
}

private func accuracyXML(_ row: LandingAccuracy) -> Markup {
    element(
        "accuracy", ["day": String(row.day), "months": String(row.months)],
        [MoneyXML(row.currency).element("meanError", row.meanError), percentXML("errorPercent", row.errorPercent)])
}
