import Analysis
import Billing

/// The namespace of `report.xml`; it ends in the major version of the schema.
let reportNamespace = "https://outlay.example/ns/report/1"

/// The whole report as `report.xsd` describes it.
func reportXML(_ report: Report) -> Markup {
    let analysis = report.analysis
    let context = report.context
    return element(
        "report",
        [
            "xmlns": reportNamespace, "schemaVersion": "1.5", "month": context.month.description,
            "sequence": String(context.sequence), "generatedFor": context.generatedFor.description,
        ],
        [
            element("systems", [:], analysis.systems.map { systemXML($0, report) }),
            element("budgets", [:], analysis.budgets.map(budgetXML)),
            element("alerts", [:], context.alerts.map { alertXML($0, reporting: analysis) }),
            element("findings", [:], analysis.findings.map(findingXML)),
            monthEndXML(report),
            element("unusualDays", [:], analysis.unusualDays.map { unusualDayXML($0, MoneyXML(analysis.currency)) }),
            element("quarters", [:], analysis.quarters.map(quarterXML)),
            element("prices", [:], analysis.usagePrices.map { priceXML($0, MoneyXML(analysis.currency)) }),
        ] + overviewXML(analysis) + [qualityXML(report), checksXML(report), changesXML(report)])
}

private func systemXML(_ system: SystemMonth, _ report: Report) -> Markup {
    let analysis = report.analysis
    let id = system.system
    let money = MoneyXML(system.currency)
    return element(
        "system",
        [
            "id": id, "name": system.name, "completeDays": String(system.completeDays), "days": String(system.days),
            "document": system.document, "phase": system.phase,
        ],
        [
            money.scenario("plan", system.plan, low: system.planLow, high: system.planHigh),
            money.scenario("actual", system.actual),
            money.element("planToDate", system.planToDate),
            money.element("charged", system.charged),
            money.element("beside", system.beside),
            money.variance(system.variance, percent: system.variancePercent, effect: system.effect),
            money.element("revenue", system.revenue),
            money.element("costOfRevenue", system.costOfRevenue),
            percentXML("grossMarginPercent", system.grossMarginPercent),
            element("components", [:], analysis.components.filter { $0.system == id }.map(componentXML)),
            element("items", [:], analysis.items.filter { $0.system == id }.map(itemXML)),
            element("customers", [:], analysis.customers.filter { $0.system == id }.map(customerXML)),
            splitXML("allocations", analysis.allocations.of(id), file: "allocation_month.csv", allocationXML),
            element("units", [:], analysis.units.filter { $0.system == id }.map { unitXML($0, money) }),
            element(
                "planned", [:],
                analysis.plan.filter { $0.system == id }.map { planXML($0, version: report.context.planVersions[$0.document]) }),
        ] + planningXML(of: id, analysis) + unitEconomicsXML(of: id, analysis))
}

/// The rows of a system's split over customers; where they are more than `Report.mostRows` how many and the file that has them.
func splitXML<Row>(_ name: String, _ rows: some Collection<Row>, file: String, _ markup: (Row) -> Markup) -> Markup {
    guard rows.count > Report.mostRows else { return element(name, [:], rows.map(markup)) }
    return element(name, ["rows": String(rows.count), "file": file])
}

private func componentXML(_ row: ComponentMonth) -> Markup {
    let money = MoneyXML(row.currency)
    return element(
        "component",
        [
            "id": row.component, "name": row.name, "completeDays": String(row.completeDays),
            "flagged": row.isFlagged ? "true" : "false", "beside": row.isBeside ? "true" : nil, "section": row.section,
        ],
        [
            money.scenario("plan", row.plan, low: row.planLow, high: row.planHigh),
            money.scenario("actual", row.actual),
            money.scenario("landing", row.landing, low: row.landingLow, high: row.landingHigh),
            money.element("planToDate", row.planToDate),
            money.element("flexiblePlan", row.flexiblePlan),
            money.element("charged", row.charged),
            money.variance(row.variance, percent: row.variancePercent, effect: row.effect, parts: row.parts),
            money.element("monthLength", row.parts?.monthLength),
            money.element("priorPeriod", row.priorPeriod),
        ])
}

private func itemXML(_ row: ComponentItemMonth) -> Markup {
    let money = MoneyXML(row.currency)
    return element(
        "item", ["id": row.item, "component": row.component, "unit": row.unit],
        [
            quantityXML("planQuantity", row.planQuantity),
            quantityXML("actualQuantity", row.actualQuantity),
            money.element("planUnitPrice", row.planUnitPrice),
            money.element("actualUnitPrice", row.actualUnitPrice),
            money.scenario("plan", row.plan),
            money.scenario("actual", row.actual),
            money.element("flexiblePlan", row.flexiblePlan),
            money.parts(row.parts),
            money.element("monthLength", row.parts.monthLength),
        ])
}

private func customerXML(_ row: CustomerMonth) -> Markup {
    let money = MoneyXML(row.currency)
    return element(
        "customer",
        [
            "id": row.customer, "name": row.name,
            "belowMarginFloor": row.isBelowFloor.map { $0 ? "true" : "false" },
        ],
        [
            money.element("revenue", row.revenue),
            money.element("directCost", row.directCost),
            money.element("sharedCost", row.sharedCost),
            money.element("cost", row.cost),
            money.element("planCost", row.planCost),
            money.variance(row.variance, percent: nil, effect: nil),
            money.element("grossProfit", row.grossProfit),
            percentXML("grossMarginPercent", row.grossMarginPercent),
            percentXML("planGrossMarginPercent", row.planGrossMarginPercent),
            percentXML("costShareOfRevenuePercent", row.costShareOfRevenuePercent),
            percentXML("marginFloorPercent", row.marginFloorPercent),
        ])
}

private func allocationXML(_ row: AllocationMonth) -> Markup {
    element(
        "allocation",
        [
            "component": row.component, "customer": row.customer, "kind": row.isShared ? "shared" : "direct",
            "method": row.method,
        ],
        [
            quantityXML("driverQuantity", row.driverQuantity),
            quantityXML("share", row.share.map { Quantity($0) }),
            MoneyXML(row.currency).element("amount", row.amount),
            row.residue == 0 ? .group([]) : element("residue", [:], [.text(row.residue.description)]),
        ])
}

private func unitXML(_ row: UnitMonth, _ money: MoneyXML) -> Markup {
    element(
        "unit", ["metric": row.metric, "kind": row.kind.rawValue],
        [
            quantityXML("actualQuantity", row.actualQuantity),
            quantityXML("planQuantity", row.planQuantity),
            money.element("actualUnitCost", row.actualUnitCost),
            money.element("planUnitCost", row.planUnitCost),
        ])
}

private func planXML(_ row: PlanMonth, version: Int?) -> Markup {
    let money = MoneyXML(row.currency)
    return element(
        "plan",
        [
            "component": row.component, "item": row.item, "name": row.name, "kind": row.kind, "behaviour": row.behaviour,
            "unit": row.unit,
            "document": row.document, "section": row.section, "phase": row.phase, "version": version.map(String.init),
        ],
        [
            quantityXML("quantity", row.quantity),
            money.element("unitPrice", row.unitPrice),
            money.scenario("plan", row.plan, low: row.low, high: row.high),
        ])
}
