import Billing

/// How far the month's budgets are used: those of the settings in their order, then each planned system's own by id.
///
/// Every charge known counts, also of days that are not complete, but no tax that stands beside the cost. A budget in a
/// currency without a rate is left out, and the rate noted as missing.
func budgetRows(_ facts: MonthFacts, _ systems: [SystemFacts], _ conversion: inout Conversion) -> [BudgetMonth] {
    var budgets = facts.settings.budgets
    let named = Set(budgets.map(\.id))
    for system in systems where !named.contains(system.id) {
        guard let plan = system.plan else { continue }
        budgets.append(Budget(id: system.id, system: system.id, amount: Money(plan.month.high, system.currency)))
    }
    return budgets.compactMap { budget in
        guard let amount = conversion.convert(budget.amount) else { return nil }
        // A budget under a system's name is that system's, also where it does not say so.
        let system = budget.system ?? (systems.contains { $0.id == budget.id } ? budget.id : nil)
        let actual = systems.filter { system == nil || $0.id == system }
            .reduce(Amount.zero) { $0 + $1.chargedWithoutTax }
        return BudgetMonth(
            budget: budget.id, system: system, period: facts.month.description, currency: conversion.currency,
            amount: amount, actual: actual, owner: budget.owner, thresholds: Set(budget.thresholds).sorted(),
            isBackfill: facts.silencedBudgets.contains(budget.id))
    }
}

extension SystemFacts {
    /// Every charge known, without tax that stands beside the cost.
    fileprivate var chargedWithoutTax: Amount {
        charges.reduce(.zero) { $1.bearer == .tax ? $0 : $0 + $1.charged }
    }
}
