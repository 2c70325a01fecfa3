/// A row of the controller's journal (`journal.csv`): a cost that no export brings, or that belongs elsewhere.
package struct JournalEntry: Hashable, Sendable {
    /// What a row is for.
    package enum Kind: String, CaseIterable, Sendable {
        /// A cost that is known and not billed yet: the month after takes it back by itself.
        case accrual
        /// Moves a cost: a month's reclasses add up to nothing.
        case reclass
        /// A cost that stands in no export.
        case cost
    }

    /// The month it is booked in.
    package var month: Month
    /// Whose cost it is.
    package var assignment: Assignment
    /// How much; positive for a cost.
    package var money: Money
    /// What it is for.
    package var kind: Kind
    /// Why, in the controller's words; nil where nothing is said.
    package var note: String?
    /// The row in the file; no file for what a close has accrued.
    package var origin: Origin

    /// A row of the journal.
    package init(month: Month, assignment: Assignment, money: Money, kind: Kind, note: String?, origin: Origin) {
        self.month = month
        self.assignment = assignment
        self.money = money
        self.kind = kind
        self.note = note
        self.origin = origin
    }
}
