package import Billing

/// One row per system and month of the last thirteen, and one per month for all systems together: what the month came to as its report
/// has it. What no rule matches is no system.
package struct SystemHistoryMonth: Hashable, Sendable {
    /// The system's id; nil for all systems together.
    package var system: String?
    /// The reporting currency.
    package var currency: Currency
    /// The month that the row is about.
    package var month: Month
    /// How far it had come; of all systems together the least.
    package var state: CustomerHistoryMonth.State
    /// Its days that are complete; of all systems together the fewest.
    package var completeDays: Int
    /// Cost over complete days; nil without a charge from any source.
    package var cost: Amount?
    /// Of the complete days; nil where that of a customer is unknown.
    package var revenue: Amount?
    /// Cost of revenue; of all systems together of those whose revenue is known.
    package var costOfRevenue: Amount?
    /// Hosting gross margin in percent; nil where the revenue is not positive or the cost unknown.
    package var grossMarginPercent: Amount?
    /// Customers that are not reserved names, each counted once; nil for none.
    package var customers: Int?
}
