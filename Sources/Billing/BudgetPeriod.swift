/// How long a budget's limit is for.
package enum BudgetPeriod: String, CaseIterable, Sendable {
    /// A calendar day.
    case day
    /// A calendar month.
    case month
}
