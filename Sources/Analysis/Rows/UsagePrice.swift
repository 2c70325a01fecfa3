package import Billing

/// One row per model, metric and stretch of days of the month with one price.
package struct UsagePrice: Hashable, Sendable {
    /// The model as the usage names it, and the metric.
    package var model: String, metric: String
    /// The first and the last day of the price within the month.
    package var starts: Day, ends: Day
    /// For one, in the reporting currency.
    package var unitPrice: Amount
}
