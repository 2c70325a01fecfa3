/// What one cause has changed in a closed month, all places together.
package struct ChangedClose: Hashable, Sendable {
    /// The month that was closed.
    package var closedMonth: Month
    /// The month that bears it.
    package var bookedMonth: Month
    /// The sequence of the change.
    package var sequence: Int
    /// What changed it.
    package var cause: String
    /// How much the cost has risen, by currency; negative where it fell.
    package var amounts: [Money]
    /// The day it was booked, by the run's own reckoning.
    package var day: Day

    /// A change of a closed month.
    package init(closedMonth: Month, bookedMonth: Month, sequence: Int, cause: String, amounts: [Money], day: Day) {
        self.closedMonth = closedMonth
        self.bookedMonth = bookedMonth
        self.sequence = sequence
        self.cause = cause
        self.amounts = amounts
        self.day = day
    }
}
