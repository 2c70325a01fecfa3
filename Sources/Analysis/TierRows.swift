import Billing

/// The tier that a system's size over the complete days asks for; nil where its document offers none or no usage says how large
/// it is.
func tierRow(_ system: SystemFacts, _ conversion: inout Conversion) -> TierMonth? {
    guard let plan = system.document, !plan.tiers.isEmpty else { return nil }
    var metrics: [String] = []
    for bounds in plan.tiers.flatMap(\.bounds) where !metrics.contains(bounds.metric) { metrics.append(bounds.metric) }
    let inputs = metrics.map { metric in
        TierMonth.Input(
            metric: metric, actual: system.size(in: metric),
            planned: system.plan?.volumes.first { $0.metric == metric && $0.low == $0.high }?.low.value)
    }
    let known = Dictionary(inputs.compactMap { input in input.actual.map { (input.metric, $0) } }) { first, _ in first }
    guard let choice = recommendedTier(known, of: plan.tiers) else { return nil }
    let tier = choice.tier
    let offered = Dictionary(tier.capacities.map { ($0.output, $0.quantity) }) { first, _ in first }
    let cost = tier.cost.flatMap { amount in
        plan.currency == system.currency
            ? amount
            : plan.planRate.map { amount * $0 } ?? conversion.convert(Money(amount, plan.currency))
    }
    return TierMonth(
        system: system.id, tier: tier.id, name: tier.name, cost: cost, currency: system.currency, forcedBy: choice.forcedBy,
        plannedTier: system.plan?.tier, inputs: inputs,
        capacities: sizing(known, by: plan.sizing).map { output, quantity in
            TierMonth.Capacity(
                output: output.id, name: output.name, unit: output.unit, needed: quantity, offered: offered[output.id])
        })
}

extension SystemFacts {
    /// How much of a metric there is on a day of the complete ones; a flow's days are averaged. Nil where no usage says.
    fileprivate func size(in metric: String) -> Amount? {
        let rows = ownUsage.rows(of: [metric])
        guard !rows.isEmpty else { return nil }
        let total = combined(rows).value
        guard kind(of: rows) == .flow else { return total }
        return total.scaled(by: 1, over: Int128(Set(rows.map(\.day)).count))
    }
}
