import Billing

extension Plan {
    /// The finding that a phase is called by another tier than its volumes recommend; of a ranged volume its upper bound counts.
    func misnamedTier(of phase: PlanPhase) -> PlanFinding? {
        guard let named = tiers.firstIndex(where: { $0.id == phase.tier }) else { return nil }
        let volumes = volumesOfTiers(in: phase)
        var inputs: [String: Amount] = [:]
        for (volume, days) in volumes {
            guard let quantity = volume.high.value.divided(by: days) else { continue }
            inputs[volume.metric] = max(quantity, inputs[volume.metric] ?? quantity)
        }
        guard let recommended = recommendedTier(inputs, of: tiers),
            let position = tiers.firstIndex(where: { $0.id == recommended.tier.id }), position != named,
            // A tier that is never recommended may still be the right name.
            tiers[named].isRecommended || !tiers[named].holds(inputs)
        else { return nil }
        // The metrics in the order of the first tier that has them.
        var metrics: [String] = []
        for bound in tiers.flatMap(\.bounds) where inputs[bound.metric] != nil && !metrics.contains(bound.metric) {
            metrics.append(bound.metric)
        }
        let held = metrics.compactMap { metric in inputs[metric].map { metric + " " + NoteNumber($0).text } }
        return PlanFinding(
            system: system, document: document, item: phase.id + ".tier", name: phase.name,
            section: volumes.compactMap(\.volume.section).first, stated: Amount(named + 1), computed: Amount(position + 1),
            unit: "tier",
            note: "called \(tiers[named].name); the smallest that holds \(held.joined(separator: " and ")) is "
                + recommended.tier.name)
    }
}
