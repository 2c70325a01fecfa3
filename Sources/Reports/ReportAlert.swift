package import Billing

/// An alert as it stands in the history.
package struct ReportAlert: Hashable, Sendable {
    /// Its id in the history.
    package var id: Int
    /// The run that raised it.
    package var raisedInRun: Int
    /// Which budget and period.
    package var budget: String, period: String
    /// `actual` or `forecast`.
    package var basis: String
    /// The threshold in percent.
    package var threshold: Int
    /// What was counted, and the limit.
    package var actual: Amount, amount: Amount, currency: Currency
    /// `raised`, `passed` or `corrected`.
    package var state: String
    /// The day it was raised, by the run's own reckoning.
    package var raisedAt: Day
    /// How far the period was; nil of a source.
    package var progress: PeriodProgress?
    /// What the period was expected to come to; nil where nothing said.
    package var landing: Amount?
    /// What had been counted, which of a forecast is not `actual`; nil of a source, and where that is not known.
    package var counted: Amount?
    /// What a day had used on average; nil on the first day, and where that is not known.
    package var pace: Amount? { counted.flatMap { progress?.pace($0) } }
    /// What it says of a source; nil for one of a budget.
    package var source: SourceAlert?

    /// An alert of the history.
    package init(
        id: Int, raisedInRun: Int, budget: String, period: String, basis: String = "actual", threshold: Int, actual: Amount,
        amount: Amount, currency: Currency, state: String, raisedAt: Day
    ) {
        self.id = id
        self.raisedInRun = raisedInRun
        self.budget = budget
        self.period = period
        self.basis = basis
        self.threshold = threshold
        self.actual = actual
        self.amount = amount
        self.currency = currency
        self.state = state
        self.raisedAt = raisedAt
    }
}
