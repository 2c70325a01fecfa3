import Analysis
import Billing

/// Whether the month is closed, what was booked in it by hand, and its invoices.
func monthEndXML(_ report: Report) -> Markup {
    let analysis = report.analysis
    let close = report.context.close
    return element(
        "monthEnd",
        [
            "closed": close == nil ? "false" : "true", "closedAt": close?.day.description, "closedBy": close?.closedBy,
            "note": close?.note,
        ],
        analysis.bridges.map { row in
            let money = MoneyXML(row.currency)
            return element(
                "bridge", ["provider": row.provider],
                [
                    money.element("billed", row.billed), money.element("purchases", row.purchases),
                    money.element("amortised", row.amortised), money.element("unused", row.unused),
                    money.element("other", row.other), money.element("effective", row.effective),
                ])
        }
            + analysis.adjustments.map { row in
                element(
                    "adjustment",
                    [
                        "closedMonth": row.closedMonth.description, "system": row.system, "component": row.component,
                        "customer": row.customer, "cause": row.cause, "sequence": String(row.sequence),
                    ],
                    [MoneyXML(row.money.currency).element("amount", row.money.amount)])
            }
            + analysis.journal.map { row in
                element(
                    "journal",
                    [
                        "system": row.system, "component": row.component, "customer": row.customer,
                        "environment": row.environment, "kind": row.kind.rawValue, "note": row.note,
                    ],
                    [MoneyXML(row.money.currency).element("amount", row.money.amount)])
            }
            + analysis.invoices.map { row in
                let money = MoneyXML(row.currency)
                return element(
                    "invoice", ["id": row.invoice, "lines": String(row.lines), "state": row.state.rawValue],
                    [
                        money.element("invoiced", row.invoiced), money.element("billed", row.billed),
                        money.element("difference", row.difference),
                    ])
            })
}

/// What a system's quarter is expected to come to.
func quarterXML(_ row: QuarterLanding) -> Markup {
    let money = MoneyXML(row.currency)
    let isRange = row.plan == nil
    return element(
        "quarter",
        ["name": row.quarter, "system": row.system, "months": String(row.months), "rest": row.rest.rawValue],
        [
            money.scenario("plan", row.plan, low: isRange ? row.planLow : nil, high: isRange ? row.planHigh : nil),
            money.scenario("actual", row.actual),
            money.scenario("landing", row.landing, low: row.low, high: row.high),
            money.variance(row.variance, percent: nil, effect: nil),
        ])
}

/// A day on which a component cost far from what it usually does.
func unusualDayXML(_ row: UnusualDay, _ money: MoneyXML) -> Markup {
    element(
        "unusualDay",
        [
            "system": row.system, "component": row.component, "day": row.day.description, "service": row.service,
            "subaccount": row.subaccount,
        ],
        [
            money.element("actual", row.actual), money.element("expected", row.expected), money.element("excess", row.excess),
            money.element("low", row.low), money.element("high", row.high), money.element("explained", row.explained),
        ])
}
