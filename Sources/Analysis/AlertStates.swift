import Billing

/// How far below a threshold, in percent of the budget, a level has to fall before that is said and the threshold armed again.
private let rearmingMargin = 2

/// How many days of a period have to be complete before its forecast is worth an alert.
private let forecastDays = 5

/// What is to be said of the budgets now, given what has been said; nothing of an old period that is seen for the first time, before a
/// budget's first day, and in an earlier month of a period that goes on.
///
/// A threshold that is reached is said once: the highest as `raised`, lower ones of the same jump as `passed`. Once said, the
/// level has to fall below it less two points: then one `corrected` arms it again, and in between nothing is said. A forecast is
/// said at 100 % only, when the low end of its range is over, and not where the actual says so itself: a budget without such a
/// threshold has nothing else that does.
func budgetAlerts(_ budgets: [BudgetMonth], _ memory: [AlertMemory]) -> [BudgetAlert] {
    budgets.flatMap { budget in
        let known = memory.filter { $0.isSaid && $0.budget == budget.budget && $0.period == budget.period }
        let silent = Set(known.filter(\.isSilent).map(\.threshold))
        func said(_ basis: AlertBasis) -> Set<Int> { Set(known.filter { $0.basis == basis }.map(\.threshold)) }
        // What was never said aloud is not corrected either.
        let actual = actualAlerts(budget, said: said(.actual)).filter {
            $0.state != .corrected || !silent.contains($0.threshold)
        }
        return actual + [forecastAlert(budget, isSaid: said(.forecast).contains(100))].compactMap(\.self)
    }
}

/// Thresholds that count as said though nobody was told, and that the level has left by the margin of a correction: they are armed
/// again, without a word.
func liftedSilences(_ budgets: [BudgetMonth], _ memory: [AlertMemory]) -> [AlertMemory] {
    memory.filter(\.isSilent).compactMap { silence in
        let row = budgets.first { $0.budget == silence.budget && $0.period == silence.period }
        guard let row, !row.isSilent, !row.isContinued, !row.isAtOrOver(silence.threshold - rearmingMargin) else { return nil }
        return AlertMemory(
            budget: silence.budget, period: silence.period, threshold: silence.threshold, isSaid: false, isSilent: true)
    }
}

/// What is to be said of one budget, by ascending threshold; `said` are the thresholds that have been said and not corrected.
private func actualAlerts(_ budget: BudgetMonth, said: Set<Int>) -> [BudgetAlert] {
    guard !budget.isSilent, !budget.isContinued, budget.amount > .zero else { return [] }
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
        return budget.alert(.actual, threshold, state, budget.actual)
    }
}

/// What is to be said of a budget's forecast; nil for nothing.
private func forecastAlert(_ budget: BudgetMonth, isSaid: Bool) -> BudgetAlert? {
    guard !budget.isSilent, !budget.isContinued, budget.amount > .zero, let low = budget.forecastLow,
        let forecast = budget.forecast
    else {
        return nil
    }
    if isSaid {
        // Where the actual is over, the forecast was right.
        guard low.femtos * 100 < budget.amount.femtos * Int128(100 - rearmingMargin) else { return nil }
        return budget.alert(.forecast, 100, .corrected, forecast)
    }
    let isSaidByActual = budget.thresholds.contains { $0 >= 100 && budget.isAtOrOver($0) }
    guard budget.completeDays >= forecastDays, low >= budget.amount, !isSaidByActual else { return nil }
    return budget.alert(.forecast, 100, .raised, forecast)
}

extension BudgetMonth {
    /// Whether the actual is at least `percent` of the amount.
    fileprivate func isAtOrOver(_ percent: Int) -> Bool { actual.femtos * 100 >= amount.femtos * Int128(percent) }

    /// Something to say; `level` is what was counted, or is expected.
    fileprivate func alert(
        _ basis: AlertBasis, _ threshold: Int, _ state: BudgetAlert.State, _ level: Amount
    ) -> BudgetAlert {
        var alert = BudgetAlert(
            budget: budget, period: period, threshold: threshold, actual: level, amount: amount, currency: currency, state: state)
        alert.basis = basis
        alert.counted = actual
        alert.landing = forecast
        alert.owner = owner
        alert.isMoney = isMoney
        return alert
    }
}
