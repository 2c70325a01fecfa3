package import Billing

/// What monitoring is told beside the newest run.
extension History {
    /// When the last run ended that did its work, ISO 8601 in UTC: with 0, or with an input refused or an alert kept for the next one.
    package func lastSuccess() throws(HistoryError) -> String? {
        try connection.rows(
            "SELECT finished_at FROM run WHERE exit_status IN (0, 3, 69) AND finished_at IS NOT NULL ORDER BY run DESC LIMIT 1"
        ) { $0.text(0) }.first
    }

    /// How far a budget is used.
    package struct BudgetUse: Hashable, Sendable {
        /// The budget and how long its limit is for: `month`, `day`.
        package var budget: String, periodKind: String
        /// Of the limit, in percent.
        package var percent: Double
    }

    /// How far the budgets of a month are used, those by the day on the newest day.
    package func budgetUses(of month: Month) throws(HistoryError) -> [BudgetUse] {
        try connection.rows(
            """
            SELECT budget, period_kind, actual_percent FROM budget_month b
            WHERE month = ? AND actual_percent IS NOT NULL AND period = (
                SELECT max(period) FROM budget_month o
                WHERE o.month = b.month AND o.budget = b.budget AND o.period_kind = b.period_kind)
            ORDER BY budget, period_kind
            """, [.text(month.description)]
        ) { BudgetUse(budget: $0.text(0), periodKind: $0.text(1), percent: $0.real(2)) }
    }
}
