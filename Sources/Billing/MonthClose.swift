/// Finance's word that a month is final.
package struct MonthClose: Hashable, Sendable {
    /// The month.
    package var month: Month
    /// The sequence of the close: the closed month is what was known then.
    package var sequence: Int
    /// The day of the close, and what its report takes for today.
    package var day: Day
    /// Who closed it: the name of the account that ran the command.
    package var closedBy: String
    /// Why it was closed though its checklist was not clean; nil where it was.
    package var note: String?

    /// A close.
    package init(month: Month, sequence: Int, day: Day, closedBy: String, note: String?) {
        self.month = month
        self.sequence = sequence
        self.day = day
        self.closedBy = closedBy
        self.note = note
    }
}
