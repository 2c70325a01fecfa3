package import Billing

/// What one source has brought for the month.
package struct SourceQuality: Hashable, Sendable {
    /// The folder below `exports`.
    package var name: String
    /// Deliveries taken.
    package var deliveries: Int
    /// Rows taken, and rows refused.
    package var rows: Int, refused: Int
    /// The last day it has brought; nil where it has brought none.
    package var lastDay: Day?
    /// The last day up to the end of the month that counts as complete; nil where none does.
    package var completeThrough: Day?

    /// A source's figures for the month.
    package init(name: String, deliveries: Int, rows: Int, refused: Int, lastDay: Day?, completeThrough: Day?) {
        self.name = name
        self.deliveries = deliveries
        self.rows = rows
        self.refused = refused
        self.lastDay = lastDay
        self.completeThrough = completeThrough
    }
}
