import Billing

/// How far the month's budgets are used: those of the settings in their order, then what the plans state, then each planned
/// system's own by id.
///
/// Every charge known counts, also of days that are not complete, but no tax that stands beside the cost; of a customer what its cost
/// over complete days is, as everywhere. A budget over several months counts them from its period's first to this one, also
/// what changed in closed months. A budget in a currency without a rate, and one of usage that is all in other units, is left out:
/// `budgetGaps` says so.
func budgetRows(
    _ facts: MonthFacts, _ systems: [SystemFacts], _ allocations: Allocations, _ conversion: inout Conversion
) -> [BudgetMonth] {
    var budgets = budgetsInForce(facts, systems: systems.map(\.id)).map {
        CountedBudget($0.budget, systems, isOfPlan: $0.isOfPlan, rate: $0.rate)
    }
    let known = Set(budgets.map(\.budget.id))
    for system in systems where !known.contains(system.id) {
        guard let plan = system.plan else { continue }
        let own = Budget(id: system.id, system: system.id, amount: Money(plan.month.high, system.currency))
        budgets.append(CountedBudget(own, systems, isOfPlan: true))
    }
    return budgets.flatMap { counted in
        let budget = counted.budget
        let start = facts.settings.fiscalYearStart
        let months = budget.period.months(around: facts.month, fiscalYearStart: start)
        let name = budget.period.name(around: facts.month, fiscalYearStart: start)
        func row(_ day: Day? = nil, unit: String, isMoney: Bool, _ amount: Amount, _ actual: Amount) -> BudgetMonth {
            // Of a budget that is judged for the first time, days that are over are judged but alarm nobody.
            let isOld = facts.silencedBudgets.contains(budget.id) && day.map { $0 < facts.today } ?? true
            var row = BudgetMonth(
                budget, period: day?.description ?? name, unit: unit, isMoney: isMoney, amount: amount, actual: actual,
                isBackfill: isOld)
            row.isContinued = facts.nextMonth.map(months.contains) ?? false
            if let first = budget.silentUntil, facts.today < first { row.silentUntil = first }
            return row
        }
        switch budget.limit {
        case .money(let money):
            let own = counted.rate.map { money.amount * $0 }
            guard let amount = own ?? conversion.convert(money) else { return [BudgetMonth]() }
            let unit = conversion.currency.code
            guard budget.period == .day else {
                let carried = budget.period.isLong ? facts.carried[budget.id] ?? .zero : .zero
                let actual = carried + counted.cost(systems, allocations, facts.adjustments, &conversion)
                var row = row(unit: unit, isMoney: true, amount, actual)
                if let landing = counted.landing(systems, allocations, through: months.upperBound, carried: carried) {
                    row.foresee(landing, carried: carried)
                }
                return [row]
            }
            return byDay(counted.charges(systems), in: facts.month).map {
                row($0, unit: unit, isMoney: true, amount, $1)
            }
        case .usage(let metrics, let quantity, let unit):
            func rows(_ usage: [UsageDay]) -> [UsageDay] {
                usage.filter(counted.counts).rows(of: metrics).measured(in: unit, metric: "")
            }
            let usage = rows(facts.usage)
            // What there is and cannot be counted is not nothing.
            let found = counted.usage(facts, of: metrics)
            guard found.isEmpty || !found.measured(in: unit, metric: "").isEmpty else { return [] }
            guard budget.period == .day else {
                // Month by month: in one the kinds of tokens may be counted, in another only their total.
                let before =
                    budget.period.isLong ? facts.carriedUsage.flatMap { rows($0.filter { months.contains($0.day.month) }) } : []
                var row = row(unit: unit, isMoney: false, quantity.value, total(before + usage))
                if let landing = counted.landing(
                    ofUsage: usage, before: before, metrics, unit: unit, facts, through: months.upperBound)
                {
                    row.foresee(landing, carried: total(before))
                }
                return [row]
            }
            return Dictionary(grouping: usage, by: \.day).sorted { $0.key < $1.key }.map {
                row($0.key, unit: unit, isMoney: false, quantity.value, total($0.value))
            }
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
