/// A limit that somebody wants to hear about before it is reached.
package struct Budget: Hashable, Sendable {
    /// Its name; a system's own monthly budget has the system's id.
    package var id: String
    /// The system whose cost counts; nil for all.
    package var system: String?
    /// The limit for a month.
    package var amount: Money
    /// Percentages at which to raise an alert, ascending.
    package var thresholds: [Int]
    /// Who answers for it.
    package var owner: String?

    /// The thresholds where nothing else is set.
    package static let usualThresholds = [50, 80, 100]

    /// A monthly budget.
    package init(id: String, system: String?, amount: Money, thresholds: [Int] = Budget.usualThresholds, owner: String? = nil) {
        self.id = id
        self.system = system
        self.amount = amount
        self.thresholds = thresholds
        self.owner = owner
    }
}
