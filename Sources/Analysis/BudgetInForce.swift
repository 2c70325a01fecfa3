package import Billing

/// A budget of the settings or a plan that is in force in a month.
package struct BudgetInForce: Sendable {
    /// The budget; one that is named as a system is that system's.
    package let budget: Budget
    /// Whether a plan states it.
    let isOfPlan: Bool
    /// Units of the reporting currency for one of the plan's, where the plan states it.
    let rate: Amount?
}

/// The budgets in force in a month: those of the settings in their order, then what the plans state, by system and in the plan's
/// order. A plan's budget gives way to one of its name in the settings.
package func budgetsInForce(_ facts: MonthFacts) -> [BudgetInForce] {
    budgetsInForce(facts, systems: FactsBySystem.systems(of: facts))
}

/// The same, where the month's systems are known.
func budgetsInForce(_ facts: MonthFacts, systems: [String]) -> [BudgetInForce] {
    let known = Set(systems + facts.plans.map(\.system))
    let own = facts.settings.budgets.map { budget in
        var budget = budget
        // A budget under a system's name is that system's, also where it does not say so.
        if budget.scope.system == nil, known.contains(budget.id) { budget.scope.system = budget.id }
        return BudgetInForce(budget: budget, isOfPlan: false, rate: nil)
    }
    let named = Set(own.map(\.budget.id))
    let stated = facts.plans.sorted { $0.system < $1.system }.flatMap { plan in
        plan.budgets.compactMap { $0.budget(in: facts.month, of: plan) }.map { budget in
            let rate = plan.currency == facts.settings.currency ? nil : plan.planRate
            return BudgetInForce(budget: budget, isOfPlan: true, rate: rate)
        }
    }
    return own + stated.filter { !named.contains($0.budget.id) }
}

/// What budgets in money count in a month, by their ids: for those over several months the month's part of their actual.
package func budgetCounts(_ budgets: [BudgetInForce], in facts: MonthFacts) -> [String: Amount] {
    var conversion = Conversion(facts)
    let grouped = FactsBySystem(facts)
    let systems = grouped.systems.map { SystemFacts($0, facts, grouped, &conversion) }
    var allocations = Allocations()
    if budgets.contains(where: { $0.budget.scope.customer != nil }) {
        for system in systems {
            let (components, _) = componentRows(system, facts.settings)
            SystemAllocation(system, components: components, rules: facts.allocation).costs.forEach { allocations.append($0) }
        }
    }
    var counts: [String: Amount] = [:]
    for inForce in budgets {
        let counted = CountedBudget(inForce.budget, systems, isOfPlan: inForce.isOfPlan, rate: inForce.rate)
        counts[inForce.budget.id] = counted.cost(systems, allocations, facts.adjustments, &conversion)
    }
    return counts
}
