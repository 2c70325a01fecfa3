import Billing

/// A budget with what decides what counts against it.
struct CountedBudget {
    let budget: Budget
    /// Whether a plan states it, or its plan is its amount.
    let isOfPlan: Bool
    /// Units of the reporting currency for one of its plan's, where the plan states it.
    let rate: Amount?
    private let ownsUnnamed: Bool

    /// Of a month's systems; `rate` is the plan's own.
    init(_ budget: Budget, _ systems: [SystemFacts], isOfPlan: Bool = false, rate: Amount? = nil) {
        self.budget = budget
        self.isOfPlan = isOfPlan
        self.rate = rate
        ownsUnnamed = systems.first { $0.id == budget.scope.system }?.ownsUnnamed ?? false
    }

    /// Whose cost or usage counts.
    var scope: BudgetScope { budget.scope }

    /// Whether a charge of the budget's system counts. What a plan keeps apart, in an environment with a budget of its own,
    /// counts in no other budget of the plan.
    func counts(_ charge: CountedCharge) -> Bool {
        guard !charge.bearer.isApart, charge.bearer != .adjustment, scope.component == nil || charge.component == scope.component,
            scope.covers(
                service: charge.service, billingAccount: charge.billingAccount, subaccount: charge.subaccount, tags: charge.tags)
        else { return false }
        guard scope.environment == nil else { return isOf(charge.environment) }
        return !(isOfPlan && charge.isBeside)
    }

    /// Whether usage counts.
    func counts(_ usage: UsageDay) -> Bool {
        (scope.system == nil || usage.system == scope.system || usage.system == nil && ownsUnnamed)
            && (scope.component == nil || usage.component == scope.component)
            && (scope.customer == nil || usage.customer == scope.customer) && isOf(usage.environment)
    }

    /// Whether a change of a closed month counts, which only a budget over several months looks at: within one the month itself is closed.
    /// What only a bill says is not known of it.
    private func counts(_ change: Adjustment) -> Bool {
        budget.period.isLong && !scope.isOfBills && !ReservedComponent.apart.contains(change.component ?? "")
            && (scope.system == nil || change.system == scope.system)
            && (scope.component == nil || change.component == scope.component)
            && (scope.customer == nil || change.customer == scope.customer) && isOf(nil)
    }

    /// The charges of a month that count, of a budget that is not a customer's.
    func charges(_ systems: [SystemFacts]) -> [CountedCharge] { own(systems).flatMap { $0.charges.filter(counts) } }

    /// What a month alone comes to: all charges that count, or what the customer's cost over complete days is.
    func cost(
        _ systems: [SystemFacts], _ allocations: Allocations, _ changes: [Adjustment], _ conversion: inout Conversion
    ) -> Amount {
        let changed = changes.filter(counts).reduce(Amount.zero) { $0 + (conversion.convert($1.money) ?? .zero) }
        guard let customer = scope.customer else { return charges(systems).reduce(changed) { $0 + $1.charged } }
        return allocations.costs.reduce(changed) { sum, cost in
            let counts =
                (scope.system == nil || cost.system == scope.system)
                && (scope.component == nil || cost.component == scope.component)
            return counts ? sum + (cost.row(of: customer)?.amount ?? .zero) : sum
        }
    }

    /// What the period, of which `last` is the last month, comes to for the cost that counts: the landing of the month, or what it lets
    /// expect of those after it, beside what earlier months came to. Nil where that of some system is unknown. A customer's shares are
    /// taken to stay as they are so far.
    func landing(
        _ systems: [SystemFacts], _ allocations: Allocations, through last: Month, carried: Amount
    ) -> Landing? {
        let parts =
            scope.customer.map { landings(of: $0, own(systems), allocations, through: last) } ?? landings(systems, through: last)
        guard !parts.contains(nil), var landing = Landing(totalOf: parts.compactMap(\.self)) else { return nil }
        if budget.period.isLong { landing.carry(carried) }
        return landing
    }

    /// What each system that bears some of it comes to.
    private func landings(_ systems: [SystemFacts], through last: Month) -> [Landing?] {
        // What is planned for a component is production's alone, whatever the service.
        let isPlanned = scope.environment == nil && !scope.isOfBills && !budget.period.isLong
        let bearing = own(systems).filter { system in
            let hasPlan = system.plan?.components.contains { scope.component == nil || $0.id == scope.component } ?? false
            return system.hasActual && (isPlanned && hasPlan || system.charges.contains(where: counts))
        }
        return bearing.map {
            $0.landing(component: scope.component, planned: isPlanned, through: last, counts: counts)
        }
    }

    /// What the period comes to for usage that counts, of metrics that add up; nil for others, and while no day is complete for each
    /// system that may have it.
    func landing(
        ofUsage usage: [UsageDay], before: [UsageDay], _ metrics: [String], unit: String, _ facts: MonthFacts, through last: Month
    ) -> Landing? {
        let systems = Set(facts.progress.map(\.system)).filter { scope.system == nil || $0 == scope.system }
        let complete = systems.map { completeDays(of: $0, in: facts.month, facts.progress) }.min() ?? 0
        let history = facts.earlierUsage.indices.reduce(0) { $0 + facts.month.advanced(by: -1 - $1).days }
        let period = Period(start: facts.month.first, end: last.end)
        var basis = LandingBasis(period, completeDays: complete, history: history)
        let earlier = facts.earlierUsage.joined().filter(counts).rows(of: metrics).measured(in: unit, metric: "")
        guard !usage.isEmpty, (usage + earlier + before).allSatisfy({ $0.kind == .flow }) else { return nil }
        basis.carried = before.reduce(.zero) { $0 + $1.quantity.value }
        for row in usage { basis.counted.add(row.quantity.value, on: row.day) }
        for row in usage + earlier { basis.recurring.add(row.quantity.value, on: row.day) }
        return Landing(basis)
    }

    private func own(_ systems: [SystemFacts]) -> [SystemFacts] {
        systems.filter { scope.system == nil || $0.id == scope.system }
    }

    /// Whether an environment is the budget's; what names none is production.
    private func isOf(_ environment: String?) -> Bool {
        guard let wanted = scope.environment else { return true }
        return isProduction(wanted) ? isProduction(environment) : environment == wanted
    }
}
