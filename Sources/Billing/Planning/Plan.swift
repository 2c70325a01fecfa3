/// What a planning document projects for one system.
package struct Plan: Hashable, Sendable {
    /// The system's id.
    package var system: String
    /// The system's name for people.
    package var name: String
    /// The document's file name.
    package var document: String
    /// The currency of every amount.
    package var currency: Currency
    /// Phases in order of their start.
    package var phases: [PlanPhase]
    /// Units of the reporting currency for one of the plan's, where the plan states it.
    package var planRate: Amount?
    /// How many days a month of the document has; nil where it counts calendar months.
    package var monthDays: Int?
    /// Budgets that the document states.
    package var budgets: [PlannedBudget] = []
    /// Sizes that the document offers, the smallest first.
    package var tiers: [Tier] = []
    /// Results of the document's sizing formula.
    package var sizing: [SizingOutput] = []
    /// What the document says would save cost.
    package var levers: [Lever] = []
    /// Levels of service that the document promises.
    package var targets: [ServiceTarget] = []
    /// Every figure of the plan, also those of phases, budgets, tiers, levers and targets, in the file's order.
    package var figures: [Figure] = []
    /// What the document's own words say about its figures.
    package var checks: [Check] = []
    /// The plan file.
    package var origin: Origin

    /// A system's plan; what is not about months is set afterwards.
    package init(
        system: String, name: String, document: String, currency: Currency, phases: [PlanPhase], planRate: Amount?,
        monthDays: Int? = nil, origin: Origin
    ) {
        self.system = system
        self.name = name
        self.document = document
        self.currency = currency
        self.phases = phases
        self.planRate = planRate
        self.monthDays = monthDays
        self.origin = origin
    }

    /// The phase in force in a month: the last that has begun and has not ended. Nil before the first: no plan, not zero.
    package func phase(in month: Month) -> PlanPhase? {
        guard let phase = phases.last(where: { $0.starts <= month }) else { return nil }
        if let last = phase.ends, last < month { return nil }
        return phase
    }

    /// Whether some phase names a component as planned or covered, all phases cover what they do not name, or the component is kept
    /// apart with its environment.
    package func knows(_ component: String, environment: String?) -> Bool {
        if let environment, budgets.contains(where: { $0.scope.environment == environment && $0.metrics.isEmpty }) { return true }
        if phases.allSatisfy({ $0.components.contains { $0.covers == .others } }) { return true }
        return phases.flatMap(\.components).contains { planned in
            if case .components(let ids) = planned.covers, ids.contains(component) { return true }
            return planned.id == component
        }
    }
}
