package import Billing

/// One row per budget and period.
package struct BudgetMonth: Hashable, Sendable {
    /// The budget's id and the system whose cost counts (nil for all).
    package var budget: String, system: String?
    /// `2026-10`.
    package var period: String
    /// In which currency the amount is.
    package var currency: Currency
    /// The limit.
    package var amount: Amount
    /// Every charge known that counts against it.
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

    /// A budget's period.
    package init(
        budget: String, system: String?, period: String, currency: Currency, amount: Amount, actual: Amount, owner: String?,
        thresholds: [Int], isBackfill: Bool
    ) {
        self.budget = budget
        self.system = system
        self.period = period
        self.currency = currency
        self.amount = amount
        self.actual = actual
        self.owner = owner
        self.thresholds = thresholds
        self.isBackfill = isBackfill
        actualPercent = actual.percent(of: amount)
        reached = thresholds.last { actual.femtos * 100 >= amount.femtos * Int128($0) && amount.femtos > 0 }
    }
}
