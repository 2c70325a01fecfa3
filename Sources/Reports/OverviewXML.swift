import Analysis
import Billing

/// What the pages draw: the way from plan to actual, the months before, and what open months are expected to come to.
func overviewXML(_ analysis: MonthAnalysis) -> [Markup] {
    [
        element("planBridges", [:], analysis.planBridges.map(bridgeXML)),
        element("componentBridges", [:], analysis.componentBridges.map(bridgeXML)),
        element("systemHistory", [:], analysis.systemHistory.map(historyXML)),
        element(
            "unitHistory", [:],
            analysis.unitHistory.map { row in
                element(
                    "unitMonth",
                    [
                        "system": row.system, "metric": row.metric, "month": row.month.description,
                        "state": row.state.rawValue,
                    ], [MoneyXML(analysis.currency).element("unitCost", row.unitCost)])
            }),
        element("outlooks", [:], analysis.outlooks.map(outlookXML)),
    ]
}

private func bridgeXML(_ bridge: PlanBridge) -> Markup {
    let money = MoneyXML(bridge.currency)
    let steps = bridge.steps.map { step in
        Markup.element(
            "step", [("cause", step.cause.rawValue), ("effect", step.effect.rawValue), ("currency", bridge.currency.code)],
            [.text(decimalXML(step.amount))])
    }
    return element(
        "planBridge", ["system": bridge.system],
        [money.element("planToDate", bridge.plan)] + steps + [money.element("actual", bridge.actual)])
}

private func bridgeXML(_ bridge: ComponentBridge) -> Markup {
    let money = MoneyXML(bridge.currency)
    let steps = bridge.steps.map { step in
        var place: [(name: String, value: String)]
        switch step.subject {
        case .component(let system, let id, _): place = [("system", system), ("component", id)]
        case .others(let count): place = [("others", String(count))]
        case .rest(let cause): place = [("cause", cause.rawValue)]
        }
        place += [("effect", step.effect.rawValue), ("currency", bridge.currency.code)]
        return Markup.element("step", place, [.text(decimalXML(step.amount))])
    }
    return element(
        "componentBridge", ["system": bridge.system],
        [money.element("planToDate", bridge.plan)] + steps + [money.element("actual", bridge.actual)])
}

private func historyXML(_ row: SystemHistoryMonth) -> Markup {
    let money = MoneyXML(row.currency)
    return element(
        "systemMonth",
        [
            "system": row.system, "month": row.month.description, "state": row.state.rawValue,
            "completeDays": String(row.completeDays), "customers": row.customers.map(String.init),
        ],
        [
            money.element("cost", row.cost), money.element("revenue", row.revenue),
            money.element("costOfRevenue", row.costOfRevenue), percentXML("grossMarginPercent", row.grossMarginPercent),
        ])
}

private func outlookXML(_ row: Outlook) -> Markup {
    let money = MoneyXML(row.currency)
    return element(
        "outlook", ["system": row.system, "component": row.component, "completeDays": String(row.completeDays)],
        [
            money.scenario("plan", row.plan, low: row.planLow, high: row.planHigh), money.scenario("actual", row.actual),
            money.scenario("landing", row.landing, low: row.low, high: row.high),
            money.variance(row.variance, percent: row.variancePercent, effect: row.effect),
        ])
}
