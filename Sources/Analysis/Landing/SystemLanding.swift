import Billing

extension SystemFacts {
    /// What the month comes to for each component, of the whole of its charges.
    func landingsByComponent() -> [String: Landing] {
        let charges = Dictionary(grouping: charges, by: \.component)
        var landings: [String: Landing] = [:]
        // Promotional credits run out: nobody can tell from those of the last days when.
        let known = Set(charges.keys).union(plan?.components.map(\.id) ?? []).subtracting([ReservedComponent.promotion])
        for component in known where hasActual {
            landings[component] = landing(
                charges[component] ?? [], earlier: earlierByComponent[component] ?? [], plan: plannedMonth(of: component))
        }
        return landings
    }

    /// What the month comes to for those charges of the system that a budget counts, component by component, so that it is the sum
    /// of their landings; its range is that of all these charges together. `planned` says whether what is planned for the components counts
    /// too. Nil where some component's is unknown. Where a later month is `last`, the months after this one are part of it, and
    /// nothing is planned.
    func landing(
        component wanted: String?, planned: Bool, through last: Month? = nil, counts: (CountedCharge) -> Bool
    ) -> Landing? {
        let period = Period(start: month.first, end: (last ?? month).end)
        let all = Dictionary(grouping: charges, by: \.component)
        let charges = all.compactMapValues { charges in
            let own = charges.filter(counts)
            return own.isEmpty ? nil : own
        }
        var components = Set(charges.keys)
        if planned { components.formUnion(plan?.components.map(\.id).filter { wanted == nil || $0 == wanted } ?? []) }
        let ordered = components.sorted()
        func earlier(_ component: String) -> [CountedCharge] { earlierByComponent[component]?.filter(counts) ?? [] }
        var parts: [Landing] = []
        for component in ordered {
            let own = charges[component] ?? []
            let isWhole = planned && own.count == all[component]?.count ?? 0
            let part = isWhole ? landings[component] : landing(own, earlier: earlier(component), plan: nil, over: period)
            guard let part else { return nil }
            parts.append(part)
        }
        guard parts.count > 1 else { return parts.first }
        let figures = planned ? ordered.compactMap { plannedMonth(of: $0)?.figure } : []
        let figure = figures.isEmpty ? nil : figures.reduce(.exact(.zero), +)
        let together = landing(
            ordered.flatMap { charges[$0] ?? [] }, earlier: ordered.flatMap(earlier),
            plan: figure.map { PlannedMonth(month: month, figure: $0, pacing: .even) }, over: period)
        return Landing(totalOf: parts, rangeOf: together)
    }

    private func landing(
        _ charges: [CountedCharge], earlier: [CountedCharge], plan: PlannedMonth?, over period: Period? = nil
    ) -> Landing? {
        var basis = LandingBasis(period ?? month.period, completeDays: completeDays, history: earlierDays)
        for charge in charges { basis.add(charge) }
        // What is complete came to what it did, whatever was before it.
        if !basis.isComplete { for charge in earlier { basis.add(earlier: charge) } }
        basis.plan = plan.map { [$0] } ?? []
        return Landing(basis)
    }

    private func plannedMonth(of component: String) -> PlannedMonth? {
        plan?.components.first { $0.id == component }.map {
            PlannedMonth(month: month, figure: $0.month, pacing: $0.pacing)
        }
    }
}
