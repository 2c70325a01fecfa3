import Billing

/// How far below a threshold, in percent of the budget, a level has to fall before that is said and the threshold armed again.
private let rearmingMargin = 2

/// What is to be said of the budgets now, given what has been said; nothing of an old month that is seen for the first time.
///
/// A threshold that is reached is said once: the highest as `raised`, lower ones of the same jump as `passed`. Once said, the
/// level has to fall below it less two points: then one `corrected` arms it again, and in between nothing is said.
func budgetAlerts(_ budgets: [BudgetMonth], _ memory: [AlertMemory]) -> [BudgetAlert] {
    budgets.flatMap { budget in
        let known = memory.filter { $0.isSaid && $0.budget == budget.budget && $0.period == budget.period }
        let silent = Set(known.filter(\.isSilent).map(\.threshold))
        // What was never said aloud is not corrected either.
        return alerts(budget, said: Set(known.map(\.threshold))).filter {
            $0.state != .corrected || !silent.contains($0.threshold)
        }
    }
}

/// What is to be said of one budget, by ascending threshold; `said` are the thresholds that have been said and not corrected.
private func alerts(_ budget: BudgetMonth, said: Set<Int>) -> [BudgetAlert] {
    guard !budget.isBackfill, budget.amount > .zero else { return [] }
    let highest = budget.thresholds.last { budget.isAtOrOver($0) }
    return budget.thresholds.compactMap { threshold in
        let state: BudgetAlert.State
        if said.contains(threshold) {
            guard !budget.isAtOrOver(threshold - rearmingMargin) else { return nil }
            state = .corrected
        } else {
            guard budget.isAtOrOver(threshold) else { return nil }
            state = threshold == highest ? .raised : .passed
        }
        return BudgetAlert(
            budget: budget.budget, period: budget.period, threshold: threshold, actual: budget.actual, amount: budget.amount,
            currency: budget.currency, state: state)
    }
}

extension BudgetMonth {
    /// Whether the actual is at least `percent` of the amount.
    fileprivate func isAtOrOver(_ percent: Int) -> Bool { actual.femtos * 100 >= amount.femtos * Int128(percent) }
}
