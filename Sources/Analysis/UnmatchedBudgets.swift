package import Billing

/// Budgets of the settings whose scope fits nothing that the month has, that a plan or the journal names, that a customer is under contract for,
/// or that lies in `places`, where charges and usage may belong. A budget of what only bills tell waits for the first charge of a
/// system that is planned.
package func unmatchedBudgets(
    _ facts: MonthFacts, places: [MonthCharge] = [], usage: [UsageDay] = []
) -> [Budget] {
    let charges = facts.charges + facts.bookedCharges + places
    let used = facts.usage + usage
    let charged = Set(charges.compactMap(\.assignment.system) + used.compactMap(\.system))
    let budgets = budgetsInForce(facts).filter { !$0.isOfPlan }.map(\.budget)
    return budgets.filter { budget in
        let scope = budget.scope
        let isAwaited = facts.plans.contains { plan in
            scope.system == nil || plan.system == scope.system ? isPlanned(scope, plan) && isOpen(budget, plan, charged) : false
        }
        if isAwaited { return false }
        if let customer = scope.customer, scope.component == nil, knows(customer, of: scope.system, facts, used) { return false }
        guard case .usage(let metrics, _, _) = budget.limit else { return !charges.contains { fits(scope, $0) } }
        let wanted = Set(metrics.flatMap(basicMetrics) + metrics)
        return !used.contains { wanted.contains($0.metric) && fits(scope, $0) }
    }
}

/// Whether a customer has a contract, revenue, a share or usage, and so may have a part of what is shared.
private func knows(_ customer: String, of system: String?, _ facts: MonthFacts, _ usage: [UsageDay]) -> Bool {
    func isOf(_ other: String?) -> Bool { system == nil || other == nil || other == system }
    return facts.contracts.contains { $0.customer == customer && isOf($0.system) }
        || facts.revenue.contains { $0.customer == customer && isOf($0.system) }
        || usage.contains { $0.customer == customer && isOf($0.system) }
        || facts.allocation.contains { rule in
            guard case .shares(let shares) = rule.method else { return false }
            return shares.contains { $0.customer == customer } && (system.map(rule.system.matches) ?? true)
        }
}

/// Whether a plan names the component and the environment; it knows of no service, account or tag.
private func isPlanned(_ scope: BudgetScope, _ plan: Plan) -> Bool {
    let isComponent = scope.component.map { plan.knows($0, environment: scope.environment) } ?? true
    let isEnvironment =
        scope.environment.map { environment in
            isProduction(environment) || plan.budgets.contains { $0.scope.environment == environment }
        } ?? true
    return isComponent && isEnvironment && scope.customer == nil
}

/// Whether what the plan does not know may still come: nothing of its system has been charged or used yet.
private func isOpen(_ budget: Budget, _ plan: Plan, _ charged: Set<String>) -> Bool {
    if case .money = budget.limit, !budget.scope.isOfBills { return true }
    return budget.scope.system != nil && !charged.contains(plan.system)
}

private func fits(_ scope: BudgetScope, _ charge: MonthCharge) -> Bool {
    fits(scope, charge.assignment)
        && scope.covers(
            service: charge.serviceName, billingAccount: charge.billingAccount, subaccount: charge.subaccount, tags: charge.tags)
}

private func fits(_ scope: BudgetScope, _ usage: UsageDay) -> Bool {
    // Usage that names no system may be any system's.
    fits(
        scope,
        Assignment(
            system: usage.system ?? scope.system, component: usage.component, customer: usage.customer,
            environment: usage.environment))
}

private func fits(_ scope: BudgetScope, _ place: Assignment) -> Bool {
    let isEnvironment =
        scope.environment.map { isProduction($0) ? isProduction(place.environment) : place.environment == $0 } ?? true
    return isEnvironment && (scope.system == nil || place.system == scope.system)
        && (scope.component == nil || place.component == scope.component)
        && (scope.customer == nil || place.customer == scope.customer)
}
