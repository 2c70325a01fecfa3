/// A limit that somebody wants to hear about before it is reached.
package struct Budget: Hashable, Sendable {
    /// What is limited.
    package enum Limit: Hashable, Sendable {
        /// Cost.
        case money(Money)
        /// The sum of usage metrics (`tokens` is all four kinds) in a unit.
        case usage(metrics: [String], Quantity, unit: String)
    }

    /// Its name; a system's own monthly budget has the system's id.
    package var id: String
    /// Whose cost or usage counts.
    package var scope: BudgetScope
    /// The limit for one period.
    package var limit: Limit
    /// The period that the limit is for.
    package var period = BudgetPeriod.month
    /// Percentages at which to raise an alert, ascending.
    package var thresholds: [Int]
    /// Who answers for it.
    package var owner: String?
    /// The first day on which something is raised; nil for from the start. Thresholds that are reached before count as said.
    package var silentUntil: Day?
    /// Where it stands; nil for one that nobody wrote down.
    package var origin: Origin?

    /// The thresholds where nothing else is set.
    package static let usualThresholds = [50, 80, 100]

    /// A monthly budget in money.
    package init(id: String, system: String?, amount: Money, thresholds: [Int] = Budget.usualThresholds, owner: String? = nil) {
        self.id = id
        scope = BudgetScope(system: system)
        limit = .money(amount)
        self.thresholds = thresholds
        self.owner = owner
    }
}
