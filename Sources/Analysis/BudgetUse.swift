import Billing

/// How far the month's budgets are used: those of the settings in their order, then what the plans state, then each planned
/// system's own by id.
///
/// Every charge known counts, also of days that are not complete, but no tax that stands beside the cost. A budget in a
/// currency without a rate is left out, and the rate noted as missing.
func budgetRows(_ facts: MonthFacts, _ systems: [SystemFacts], _ conversion: inout Conversion) -> [BudgetMonth] {
    let named = Set(facts.settings.budgets.map(\.id))
    var budgets = facts.settings.budgets.map { CountedBudget($0, systems) }
    budgets += stated(facts, systems).filter { !named.contains($0.budget.id) }
    let known = Set(budgets.map(\.budget.id))
    for system in systems where !known.contains(system.id) {
        guard let plan = system.plan else { continue }
        let own = Budget(id: system.id, system: system.id, amount: Money(plan.month.high, system.currency))
        budgets.append(CountedBudget(own, systems, isOfPlan: true))
    }
    return budgets.flatMap { counted in
        let budget = counted.budget
        func row(_ period: String, _ day: Day?, unit: String, isMoney: Bool, _ amount: Amount, _ actual: Amount) -> BudgetMonth {
            // Of a budget that is judged for the first time, days that are over are judged but alarm nobody.
            let isOld = facts.silencedBudgets.contains(budget.id) && day.map { $0 < facts.today } ?? true
            return BudgetMonth(
                budget, period: period, unit: unit, isMoney: isMoney, amount: amount, actual: actual, isBackfill: isOld)
        }
        switch budget.limit {
        case .money(let money):
            let own = counted.rate.map { money.amount * $0 }
            guard let amount = own ?? conversion.convert(money) else { return [BudgetMonth]() }
            let charges = systems.filter { budget.system == nil || $0.id == budget.system }
                .flatMap { $0.charges.filter(counted.counts) }
            let unit = conversion.currency.code
            guard budget.period == .day else {
                let actual = charges.reduce(Amount.zero) { $0 + $1.charged }
                var row = row(facts.month.description, nil, unit: unit, isMoney: true, amount, actual)
                if let landing = counted.landing(systems) { row.foresee(landing) }
                return [row]
            }
            return byDay(charges, in: facts.month).map {
                row($0.description, $0, unit: unit, isMoney: true, amount, $1)
            }
        case .usage(let metrics, let quantity, let unit):
            let usage = facts.usage.filter(counted.counts).rows(of: metrics).measured(in: unit, metric: "")
            guard budget.period == .day else {
                var row = row(facts.month.description, nil, unit: unit, isMoney: false, quantity.value, total(usage))
                if let landing = counted.landing(ofUsage: usage, metrics, unit: unit, facts) { row.foresee(landing) }
                return [row]
            }
            return Dictionary(grouping: usage, by: \.day).sorted { $0.key < $1.key }.map {
                row($0.description, $0, unit: unit, isMoney: false, quantity.value, total($1))
            }
        }
    }
}

/// The budgets that the plans state for the month, by system and then in the plan's order.
private func stated(_ facts: MonthFacts, _ systems: [SystemFacts]) -> [CountedBudget] {
    facts.plans.sorted { $0.system < $1.system }.flatMap { plan in
        plan.budgets.compactMap { $0.budget(in: facts.month, of: plan) }.map { budget in
            let rate = plan.currency == facts.settings.currency ? nil : plan.planRate
            return CountedBudget(budget, systems, isOfPlan: true, rate: rate)
        }
    }
}

/// What charges come to on each day of the month that one of them has; a charge over several days falls to them evenly, one of other
/// months to none.
private func byDay(_ charges: [CountedCharge], in month: Month) -> [(Day, Amount)] {
    var days: [Day: Amount] = [:]
    for charge in charges {
        let whole = Period(start: charge.period.start, end: max(charge.period.end, charge.period.start.advanced(by: 1)))
        let clip = whole.clipped(to: month.period)
        for at in 0..<clip.days {
            // Of a running total, so that the days add up to the charge.
            let through = charge.charged.scaled(by: Int128(at + 1), over: Int128(clip.days))
            let before = charge.charged.scaled(by: Int128(at), over: Int128(clip.days))
            days[clip.start.advanced(by: at), default: .zero] += through - before
        }
    }
    return days.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
}

/// The metrics of usage, each combined as its kind asks, added up.
private func total(_ rows: [UsageDay]) -> Amount {
    Dictionary(grouping: rows, by: \.metric).values.reduce(.zero) { $0 + combined($1).value }
}

/// A budget with what decides what counts against it.
private struct CountedBudget {
    let budget: Budget
    /// Whether a plan states it, or its plan is its amount.
    let isOfPlan: Bool
    /// Units of the reporting currency for one of its plan's, where the plan states it.
    let rate: Amount?
    private let ownsUnnamed: Bool

    init(_ budget: Budget, _ systems: [SystemFacts], isOfPlan: Bool = false, rate: Amount? = nil) {
        var budget = budget
        // A budget under a system's name is that system's, also where it does not say so.
        budget.system = budget.system ?? (systems.contains { $0.id == budget.id } ? budget.id : nil)
        self.budget = budget
        self.isOfPlan = isOfPlan
        self.rate = rate
        ownsUnnamed = systems.first { $0.id == budget.system }?.ownsUnnamed ?? false
    }

    /// Whether a charge of the budget's system counts. What a plan keeps apart, in an environment with a budget of its own,
    /// counts in no other budget of the plan.
    func counts(_ charge: CountedCharge) -> Bool {
        guard charge.bearer != .tax, charge.bearer != .adjustment, budget.component == nil || charge.component == budget.component
        else { return false }
        guard budget.environment == nil else { return isOf(charge.environment) }
        return !(isOfPlan && charge.isBeside)
    }

    /// Whether usage counts.
    func counts(_ usage: UsageDay) -> Bool {
        (budget.system == nil || usage.system == budget.system || usage.system == nil && ownsUnnamed)
            && (budget.component == nil || usage.component == budget.component) && isOf(usage.environment)
    }

    /// What the month comes to for the cost that counts; nil where that of some system is unknown.
    func landing(_ systems: [SystemFacts]) -> Landing? {
        // What is planned for a component is production's alone.
        let isPlanned = budget.environment == nil
        let own = systems.filter { budget.system == nil || $0.id == budget.system }.filter(\.hasActual)
        let parts = own.map { $0.landing(component: budget.component, planned: isPlanned, counts: counts) }
        return parts.contains(nil) ? nil : Landing(totalOf: parts.compactMap(\.self))
    }

    /// What the month comes to for usage that counts, of metrics that add up; nil for others, and while no day is complete for each
    /// system that may have it.
    func landing(ofUsage usage: [UsageDay], _ metrics: [String], unit: String, _ facts: MonthFacts) -> Landing? {
        let systems = Set(facts.progress.map(\.system)).filter { budget.system == nil || $0 == budget.system }
        let complete = systems.map { completeDays(of: $0, in: facts.month, facts.progress) }.min() ?? 0
        let history = facts.earlierUsage.indices.reduce(0) { $0 + facts.month.advanced(by: -1 - $1).days }
        var basis = LandingBasis(facts.month.period, completeDays: complete, history: history)
        let earlier = facts.earlierUsage.joined().filter(counts).rows(of: metrics).measured(in: unit, metric: "")
        guard !usage.isEmpty, (usage + earlier).allSatisfy({ $0.kind == .flow }) else { return nil }
        for row in usage { basis.counted.add(row.quantity.value, on: row.day) }
        for row in usage + earlier { basis.recurring.add(row.quantity.value, on: row.day) }
        return Landing(basis)
    }

    /// Whether an environment is the budget's; what names none is production.
    private func isOf(_ environment: String?) -> Bool {
        guard let wanted = budget.environment else { return true }
        return isProduction(wanted) ? isProduction(environment) : environment == wanted
    }
}
