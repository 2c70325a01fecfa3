import Billing

/// How far the month's budgets are used: those of the settings in their order, then what the plans state, then each planned
/// system's own by id.
///
/// Every charge known counts, also of days that are not complete, but no tax that stands beside the cost. A budget in a
/// currency without a rate is left out, and the rate noted as missing.
func budgetRows(_ facts: MonthFacts, _ systems: [SystemFacts], _ conversion: inout Conversion) -> [BudgetMonth] {
    let named = Set(facts.settings.budgets.map(\.id))
    var budgets = facts.settings.budgets.map { (budget: $0, isOfPlan: false) }
    budgets += stated(facts).filter { !named.contains($0.id) }.map { ($0, true) }
    let known = Set(budgets.map(\.budget.id))
    for system in systems where !known.contains(system.id) {
        guard let plan = system.plan else { continue }
        budgets.append((Budget(id: system.id, system: system.id, amount: Money(plan.month.high, system.currency)), true))
    }
    return budgets.flatMap { budget, isOfPlan in
        // A budget under a system's name is that system's, also where it does not say so.
        var budget = budget
        budget.system = budget.system ?? (systems.contains { $0.id == budget.id } ? budget.id : nil)
        switch budget.limit {
        case .money(let money):
            guard let amount = conversion.convert(money) else { return [BudgetMonth]() }
            let counted = systems.filter { budget.system == nil || $0.id == budget.system }
                .flatMap { $0.charges.filter { budget.counts($0, isOfPlan: isOfPlan) } }
            return periods(of: budget, in: facts, counted.map { ($0.period, $0.charged) }, sum: { $0.reduce(.zero, +) }).map {
                BudgetMonth(
                    budget, period: $0.period, unit: conversion.currency.code, isMoney: true, amount: amount, actual: $0.actual,
                    isBackfill: facts.silencedBudgets.contains(budget.id))
            }
        case .usage(let metrics, let quantity, let unit):
            let wanted = Set(metrics.flatMap(basicMetrics))
            let usage = facts.usage.filter { wanted.contains($0.metric) && budget.counts($0) }
            return usagePeriods(of: budget, in: facts, usage).map {
                BudgetMonth(
                    budget, period: $0.period, unit: unit, isMoney: false, amount: quantity.value, actual: $0.actual,
                    isBackfill: facts.silencedBudgets.contains(budget.id))
            }
        }
    }
}

/// The budgets that the plans state for the month, by system and then in the plan's order.
private func stated(_ facts: MonthFacts) -> [Budget] {
    facts.plans.sorted { $0.system < $1.system }.flatMap { plan in
        plan.budgets.compactMap { $0.budget(in: facts.month, of: plan) }
    }
}

/// The periods of a money budget in the month with what counts in each: the month, or every day with a charge.
private func periods(
    of budget: Budget, in facts: MonthFacts, _ amounts: [(Period, Amount)], sum: ([Amount]) -> Amount
) -> [(period: String, actual: Amount)] {
    guard budget.period == .day else { return [(facts.month.description, sum(amounts.map(\.1)))] }
    return Dictionary(grouping: amounts) { $0.0.start }.sorted { $0.key < $1.key }.map { day, own in
        (day.description, sum(own.map(\.1)))
    }
}

/// The periods of a usage budget in the month: the month, or every day with usage; each metric combined as its kind asks.
private func usagePeriods(of budget: Budget, in facts: MonthFacts, _ usage: [UsageDay]) -> [(period: String, actual: Amount)] {
    func total(_ rows: [UsageDay]) -> Amount {
        Dictionary(grouping: rows, by: \.metric).values.reduce(.zero) { $0 + combined($1).value }
    }
    guard budget.period == .day else { return [(facts.month.description, total(usage))] }
    return Dictionary(grouping: usage, by: \.day).sorted { $0.key < $1.key }.map { ($0.key.description, total($0.value)) }
}

extension Budget {
    /// Whether a charge of the budget's system counts. What a plan keeps apart, in an environment with a budget of its own,
    /// counts in no other budget of the plan.
    fileprivate func counts(_ charge: CountedCharge, isOfPlan: Bool) -> Bool {
        guard charge.bearer != .tax, component == nil || charge.component == component else { return false }
        if let environment { return charge.environment == environment }
        return !(isOfPlan && charge.isBeside)
    }

    /// Whether usage counts. Usage without an environment is production's.
    fileprivate func counts(_ usage: UsageDay) -> Bool {
        (system == nil || usage.system == system) && (component == nil || usage.component == component)
            && (environment == nil || (usage.environment ?? "production") == environment)
    }
}
