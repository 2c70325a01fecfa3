package import Billing

/// One row per system, metric and month of the last thirteen, and for all systems together where they count alike: what one unit cost, as
/// the month's own report has it.
package struct UnitHistoryMonth: Hashable, Sendable {
    /// The system's id; nil for all systems together.
    package var system: String?
    /// The metric, as in `unit_month`.
    package var metric: String
    /// The month that the row is about.
    package var month: Month
    /// How far it had come; of all systems together the least.
    package var state: CustomerHistoryMonth.State
    /// Cost of revenue per unit; of a month before this one to the digits that a REAL has.
    package var unitCost: Amount
}
