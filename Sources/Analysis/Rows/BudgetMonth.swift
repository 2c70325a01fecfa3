package import Billing

/// One row per budget and period.
package struct BudgetMonth: Hashable, Sendable {
    /// The budget's id and the system whose cost counts (nil for all).
    package var budget: String, system: String?
    /// `2026-10`, or `2026-10-31` for a day.
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
    /// Every charge or all usage known that counts against it.
    package var actual: Amount
    /// Of the amount; nil where that is zero.
    package var actualPercent: Amount?
    /// Who answers for it.
    package var owner: String?
    /// The thresholds, ascending, in percent.
    package var thresholds: [Int]
    /// The highest threshold reached; nil below all.
    package var reached: Int?
    /// Whether the month was old at its first import, so that nothing was raised.
    package var isBackfill: Bool

    /// `below`, or `at 80 %`; `would have raised 80 %` for a month first seen when it was old.
    package var state: String {
        guard let reached else { return "below" }
        return isBackfill ? "would have raised \(reached) %" : "at \(reached) %"
    }

    /// A period of a budget.
    package init(
        _ budget: Budget, period: String, unit: String, isMoney: Bool, amount: Amount, actual: Amount, isBackfill: Bool
    ) {
        self.budget = budget.id
        system = budget.system
        self.period = period
        self.unit = unit
        self.isMoney = isMoney
        self.amount = amount
        self.actual = actual
        self.isBackfill = isBackfill
        periodKind = budget.period
        self.unit = unit
        self.isMoney = isMoney
        self.amount = amount
        self.actual = actual
        owner = budget.owner
        thresholds = Set(budget.thresholds).sorted()
        actualPercent = actual.percent(of: amount)
        reached = thresholds.last { actual.femtos * 100 >= amount.femtos * Int128($0) && amount.femtos > 0 }
    }
}
