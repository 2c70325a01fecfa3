/// That a month was closed or opened again, as it happened.
package struct CloseEvent: Hashable, Sendable {
    /// What was done.
    package enum Kind: Hashable, Sendable {
        /// Closed, by whom; with the reason where the checklist was not clean.
        case closed(by: String, note: String?)
        /// Opened again, and why.
        case reopened(reason: String)
    }

    /// The month.
    package var month: Month
    /// The sequence of the change.
    package var sequence: Int
    /// The day it was done, by the run's own reckoning.
    package var day: Day
    /// What was done.
    package var kind: Kind

    /// A close or a reopening.
    package init(month: Month, sequence: Int, day: Day, kind: Kind) {
        self.month = month
        self.sequence = sequence
        self.day = day
        self.kind = kind
    }
}
