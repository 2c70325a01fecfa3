package import Billing

/// One row of the journal in a month, as it was booked; the row that takes an accrual of the month before back included.
package struct JournalMonth: Hashable, Sendable {
    /// Whose cost it is; the component is nil where the row names none.
    package var system: String, component: String?, customer: String?, environment: String?
    /// How much, in its own currency; positive for a cost.
    package var money: Money
    /// What it is for.
    package var kind: BookedEntry
    /// Why; nil where nothing is said.
    package var note: String?

    /// Whether a close has accrued it, and nobody wrote it.
    package var isOfClose = false

    /// A row of the journal.
    package init(
        system: String, component: String?, customer: String?, environment: String?, money: Money, kind: BookedEntry,
        note: String?
    ) {
        self.system = system
        self.component = component
        self.customer = customer
        self.environment = environment
        self.money = money
        self.kind = kind
        self.note = note
    }
}
