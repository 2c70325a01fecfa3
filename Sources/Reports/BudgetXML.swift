import Analysis
import Billing

/// A period of a budget.
func budgetXML(_ row: BudgetMonth) -> Markup {
    element(
        "budget",
        [
            "id": row.budget, "system": row.system, "period": row.period, "periodKind": row.periodKind.rawValue,
            "owner": row.owner, "state": row.state,
        ],
        [
            limitXML("amount", row.amount, unit: row.unit, isMoney: row.isMoney),
            limitXML("actual", row.actual, unit: row.unit, isMoney: row.isMoney),
            percentXML("actualPercent", row.actualPercent),
            .group(row.thresholds.map { element("threshold", ["percent": String($0)]) }),
        ])
}

/// Something that was said about a budget; whether that is of money is what the budget says, or, where the month has it no longer,
/// the reporting currency.
func alertXML(_ alert: ReportAlert, reporting analysis: MonthAnalysis) -> Markup {
    let unit = alert.currency.code
    let isMoney = analysis.budgets.first { $0.budget == alert.budget }?.isMoney ?? (alert.currency == analysis.currency)
    return element(
        "alert",
        [
            "id": String(alert.id), "run": String(alert.raisedInRun), "budget": alert.budget, "period": alert.period,
            "basis": alert.basis, "thresholdPercent": String(alert.threshold), "state": alert.state,
            "raisedAt": alert.raisedAt.description,
        ],
        [
            limitXML("actual", alert.actual, unit: unit, isMoney: isMoney),
            limitXML("amount", alert.amount, unit: unit, isMoney: isMoney),
        ])
}

/// An amount with its currency, or a quantity of usage with its unit.
private func limitXML(_ name: String, _ value: Amount, unit: String, isMoney: Bool) -> Markup {
    element(name, [isMoney ? "currency" : "unit": unit], [.text(decimalXML(value))])
}
