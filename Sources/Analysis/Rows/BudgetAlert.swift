package import Billing

/// Something that is said once about a budget.
package struct BudgetAlert: Hashable, Sendable {
    /// What is said.
    package enum State: String, Sendable {
        /// The threshold was reached; this is sent.
        case raised
        /// Reached in the same jump as a higher one; not sent.
        case passed
        /// Fallen below the threshold less two points after it was said.
        case corrected
    }

    /// Which budget and period.
    package var budget: String, period: String
    /// What it is about.
    package var basis = AlertBasis.actual
    /// The threshold in percent.
    package var threshold: Int
    /// What was counted, and the limit.
    package var actual: Amount, amount: Amount, currency: Currency
    /// What is said.
    package var state: State
    /// What had been counted; of a forecast it is not `actual`.
    package var counted = Amount.zero
    /// What the period is expected to come to; nil where nothing says.
    package var landing: Amount?
    /// Who answers for the budget; nil where nobody is named.
    package var owner: String?
    /// Whether the amounts are money.
    package var isMoney = true

    /// Something to say about a budget.
    package init(
        budget: String, period: String, threshold: Int, actual: Amount, amount: Amount, currency: Currency, state: State
    ) {
        self.budget = budget
        self.period = period
        self.threshold = threshold
        self.actual = actual
        self.amount = amount
        self.currency = currency
        self.state = state
    }
}
