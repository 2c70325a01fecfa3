import Analysis
import Billing

/// What a system's document projects beside cost, and what its usage costs at its prices.
func planningXML(of system: String, _ analysis: MonthAnalysis) -> [Markup] {
    let money = MoneyXML(analysis.currency)
    return [
        element("volumes", [:], analysis.volumes.filter { $0.system == system }.map(volumeXML)),
        element("tiers", [:], analysis.tiers.filter { $0.system == system }.map(tierXML)),
        element("levers", [:], analysis.levers.filter { $0.system == system }.map(leverXML)),
        element("targets", [:], analysis.targets.filter { $0.system == system }.map(targetXML)),
        element("tokens", [:], analysis.tokens.filter { $0.system == system }.map { tokenXML($0, money) }),
        element("priced", [:], analysis.priced.filter { $0.system == system }.map { pricedXML($0, money) }),
    ]
}

private func volumeXML(_ row: VolumeMonth) -> Markup {
    element(
        "volume",
        [
            "id": row.volume, "name": row.name, "metric": row.metric, "feature": row.feature, "kind": row.kind.rawValue,
            "unit": row.unit, "section": row.section,
        ],
        [
            quantityXML("planLow", row.planLow), quantityXML("planHigh", row.planHigh), quantityXML("actual", row.actual),
            quantityXML("variance", row.variance), percentXML("variancePercent", row.variancePercent),
        ])
}

private func tierXML(_ row: TierMonth) -> Markup {
    element(
        "tier", ["id": row.tier, "name": row.name, "plannedTier": row.plannedTier],
        [
            MoneyXML(row.currency).element("cost", row.cost),
            .group(
                row.inputs.map { input in
                    element(
                        "input", ["metric": input.metric, "forces": row.forcedBy.contains(input.metric) ? "true" : nil],
                        [number("actual", input.actual), number("planned", input.planned)])
                }),
            .group(
                row.capacities.map { capacity in
                    element(
                        "capacity", ["id": capacity.output, "name": capacity.name, "unit": capacity.unit],
                        [number("needed", capacity.needed), number("offered", capacity.offered)])
                }),
        ])
}

private func leverXML(_ row: LeverMonth) -> Markup {
    let money = MoneyXML(row.currency)
    return element(
        "lever",
        [
            "id": row.lever, "name": row.name, "baseMonth": row.baseMonth.description, "metric": row.metric,
            "assumed": row.isAssumed ? "true" : "false", "adopted": row.adopted?.description, "section": row.section,
        ],
        [
            .group(row.components.map { element("component", ["id": $0]) }),
            money.element("base", row.base), money.element("cost", row.cost),
            percentXML("percentLow", row.percentLow), percentXML("percentHigh", row.percentHigh),
            money.element("savingLow", row.savingLow), money.element("savingHigh", row.savingHigh),
            quantityXML("usageLow", row.usageLow), quantityXML("usageHigh", row.usageHigh),
            money.element("saved", row.saved),
        ])
}

private func targetXML(_ row: TargetMonth) -> Markup {
    element(
        "target",
        [
            "id": row.target, "name": row.name, "metric": row.metric, "unit": row.unit,
            "direction": row.isUpper ? "at most" : "at least", "state": row.state.rawValue, "section": row.section,
        ],
        [number("bound", row.bound), number("measured", row.measured)])
}

private func tokenXML(_ row: TokenMonth, _ money: MoneyXML) -> Markup {
    element(
        "token",
        [
            "component": row.component, "customer": row.customer, "environment": row.environment, "model": row.model,
            "metric": row.metric,
        ],
        [
            quantityXML("quantity", row.quantity), quantityXML("unpricedQuantity", row.unpricedQuantity),
            money.element("unitPrice", row.unitPrice), money.element("pricedCost", row.pricedCost),
        ])
}

private func pricedXML(_ row: PricedMonth, _ money: MoneyXML) -> Markup {
    element(
        "usage", ["component": row.component],
        [
            money.element("priced", row.priced), money.element("billed", row.billed), money.element("difference", row.difference),
            quantityXML("unpricedQuantity", row.unpricedQuantity),
        ])
}

/// The price of usage over some days.
func priceXML(_ row: UsagePrice, _ money: MoneyXML) -> Markup {
    element(
        "price",
        [
            "model": row.model, "metric": row.metric, "starts": row.starts.description, "ends": row.ends.description,
        ], [money.element("unitPrice", row.unitPrice)])
}

/// A place where a document contradicts itself.
func findingXML(_ row: PlanFinding) -> Markup {
    element(
        "finding",
        [
            "system": row.system, "item": row.item, "name": row.name, "unit": row.unit.isEmpty ? nil : row.unit,
            "document": row.document, "section": row.section,
        ],
        [
            number("stated", row.stated), number("computed", row.computed), number("difference", row.difference),
            element("note", [:], [.text(row.note)]),
        ])
}

/// A number whose unit is an attribute beside it; nothing where it is unknown.
private func number(_ name: String, _ value: Amount?) -> Markup { quantityXML(name, value.map { Quantity($0) }) }
