import Billing

extension SystemFacts {
    /// What the month comes to for a component, of which these are the month's charges; nil where neither complete days nor a plan
    /// say anything.
    func landing(of component: String, _ charges: [CountedCharge]) -> Landing? {
        landing(charges, earlier: earlierByComponent[component] ?? [], plan: plannedMonth(of: component))
    }

    /// What the month comes to for those charges of the system that a budget counts, component by component, so that it is the sum
    /// of their landings; its range is that of all these charges together. `plan` says whether all that is planned for a component counts
    /// too. Nil where some component's is unknown.
    func landing(component wanted: String?, planned: Bool, counts: (CountedCharge) -> Bool) -> Landing? {
        let charges = Dictionary(grouping: charges.filter(counts), by: \.component)
        let earlier = earlierByComponent.mapValues { $0.filter(counts) }
        var components = Set(charges.keys)
        if planned { components.formUnion(plan?.components.map(\.id).filter { wanted == nil || $0 == wanted } ?? []) }
        var parts: [Landing] = []
        for component in components.sorted() {
            let own = charges[component] ?? []
            let month = planned ? plannedMonth(of: component) : nil
            guard let part = landing(own, earlier: earlier[component] ?? [], plan: month) else { return nil }
            parts.append(part)
        }
        guard parts.count > 1 else { return parts.first }
        let whole = components.sorted()
        let figures = planned ? whole.compactMap { plannedMonth(of: $0)?.figure } : []
        let figure = figures.isEmpty ? nil : figures.reduce(.exact(.zero), +)
        let together = landing(
            whole.flatMap { charges[$0] ?? [] }, earlier: whole.flatMap { earlier[$0] ?? [] },
            plan: figure.map { PlannedMonth(month: month, figure: $0, pacing: .even) })
        return Landing(totalOf: parts, rangeOf: together)
    }

    private func landing(_ charges: [CountedCharge], earlier: [CountedCharge], plan: PlannedMonth?) -> Landing? {
        var basis = LandingBasis(month.period, completeDays: completeDays, history: earlierDays)
        for charge in charges { basis.add(charge) }
        for charge in earlier { basis.add(earlier: charge) }
        basis.plan = plan.map { [$0] } ?? []
        return Landing(basis)
    }

    private func plannedMonth(of component: String) -> PlannedMonth? {
        plan?.components.first { $0.id == component }.map {
            PlannedMonth(month: month, figure: $0.month, pacing: $0.pacing)
        }
    }
}
