package import Billing

/// One row per budget and period.
package struct BudgetMonth: Hashable, Sendable {
    /// The budget's id and the system whose cost counts (nil for all).
    package var budget: String, system: String?
    /// `2026-10`, `2026-10-31` for a day, `2026-Q4` or `2026`.
    package var period: String
    /// How long the limit is for.
    package var periodKind: BudgetPeriod
    /// Of the amount: the reporting currency's code, or what usage is counted in.
    package var unit: String
    /// Whether the amount is money.
    package var isMoney: Bool
    /// The reporting currency; of usage its unit, which no amount of money is added to.
    package var currency: Currency { Currency(unit) }
    /// The limit.
    package var amount: Amount
    /// Every charge or all usage known that counts against it, from the period's first day to the end of the month.
    package var actual: Amount
    /// Of the amount; nil where that is zero.
    package var actualPercent: Amount?
    /// What the period is expected to come to, and the low end of that with 80 %; nil where nothing says, and for a single day.
    package private(set) var forecast: Amount?, forecastLow: Amount?
    /// The forecast of the amount; nil where that is zero, or the forecast unknown.
    package var forecastPercent: Amount? { forecast?.percent(of: amount) }
    /// The day on which each threshold is reached, or is expected to be; none for one that is not to be reached.
    package private(set) var thresholdDays: [Int: Day] = [:]
    /// How many days the forecast has to go by; 0 without one.
    package private(set) var completeDays = 0
    /// Who answers for it.
    package var owner: String?
    /// The thresholds, ascending, in percent.
    package var thresholds: [Int]
    /// The highest threshold reached; nil below all.
    package var reached: Int?
    /// Whether the period was old when it was first judged, so that nothing was raised.
    package var isBackfill: Bool
    /// Whether the highest threshold reached was never said, because an earlier run was silent.
    package var wasSilent = false
    /// The budget's first day, where it has not come yet, so that nothing is raised.
    package var silentUntil: Day?
    /// Whether a later month of the period has a report: that one speaks of it.
    package var isContinued = false
    /// Whether thresholds that are reached count as said without being raised.
    package var isSilent: Bool { isBackfill || silentUntil != nil }

    /// `below`, or `at 80 %`; `would have raised 80 %` where that is kept silent.
    package var state: String {
        guard let reached else { return "below" }
        return isSilent || wasSilent ? "would have raised \(reached) %" : "at \(reached) %"
    }

    /// A period of a budget.
    package init(
        _ budget: Budget, period: String, unit: String, isMoney: Bool, amount: Amount, actual: Amount, isBackfill: Bool
    ) {
        self.budget = budget.id
        system = budget.scope.system
        self.period = period
        self.unit = unit
        self.isMoney = isMoney
        self.amount = amount
        self.actual = actual
        self.isBackfill = isBackfill
        periodKind = budget.period
        owner = budget.owner
        thresholds = Set(budget.thresholds).sorted()
        actualPercent = actual.percent(of: amount)
        reached = thresholds.last { actual.femtos * 100 >= amount.femtos * Int128($0) && amount.femtos > 0 }
    }

    /// Takes a landing of what counts against the budget; no forecast is below what has been counted already, also on days that are
    /// not complete. Of a threshold that earlier months have reached already no day is told.
    mutating func foresee(_ landing: Landing, carried: Amount = .zero) {
        let isOver = landing.expected < actual
        forecast = isOver ? actual : landing.expected
        forecastLow = isOver ? actual : landing.low
        completeDays = landing.completeDays
        for threshold in thresholds {
            let level = amount.scaled(by: Int128(threshold), over: 100)
            if level > carried { thresholdDays[threshold] = landing.day(reaching: level) }
        }
    }
}
