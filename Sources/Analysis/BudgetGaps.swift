package import Billing

/// A budget that cannot be judged in a month, or not by all that it should count.
package struct BudgetGap: Hashable, Sendable {
    /// What is wrong.
    package enum Cause: Hashable, Sendable {
        /// No rate says what its limit comes to: it has no row.
        case noRate(Currency, Month)
        /// Usage of its metrics is counted in these units too, which are not its own; `isWhole` where in nothing else, so that it has no row.
        case otherUnits([String], own: String, isWhole: Bool)
    }

    /// The budget.
    package var budget: Budget
    /// What is wrong.
    package var cause: Cause
}

/// The budgets of the settings and of plans that cannot be judged, or not by all that they should count, in the order of their rows.
func budgetGaps(_ facts: MonthFacts, _ systems: [SystemFacts], _ conversion: Conversion) -> [BudgetGap] {
    var conversion = conversion
    return budgetsInForce(facts, systems: systems.map(\.id)).compactMap { inForce in
        let budget = inForce.budget
        switch budget.limit {
        case .money(let money):
            guard inForce.rate == nil, conversion.convert(money) == nil else { return nil }
            return BudgetGap(budget: budget, cause: .noRate(money.currency, facts.month))
        case .usage(let metrics, _, let unit):
            let counted = CountedBudget(budget, systems, isOfPlan: inForce.isOfPlan, rate: nil)
            let usage = counted.usage(facts, of: metrics)
            let other = usage.filter { [$0].measured(in: unit, metric: "").isEmpty }
            guard !other.isEmpty else { return nil }
            let units = Set(other.compactMap(\.unit)).sorted()
            return BudgetGap(
                budget: budget, cause: .otherUnits(units, own: unit, isWhole: other.count == usage.count))
        }
    }
}

extension CountedBudget {
    /// The usage that counts, in whatever units: of the month, and for a budget over several months of those before it.
    func usage(_ facts: MonthFacts, of metrics: [String]) -> [UsageDay] {
        let months = budget.period.months(around: facts.month, fiscalYearStart: facts.settings.fiscalYearStart)
        let before = budget.period.isLong ? facts.carriedUsage.map { $0.filter { months.contains($0.day.month) } } : []
        // Month by month: in one the kinds of tokens may be counted, in another only their total.
        return (before + [facts.usage]).flatMap { $0.filter(counts).rows(of: metrics) }
    }
}
