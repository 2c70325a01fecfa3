package import Billing

/// Totals of one system; the portfolio's page adds none of them up across currencies.
package struct SystemMonth: Hashable, Sendable {
    /// The system's id and name.
    package var system: String, name: String
    /// The reporting currency.
    package var currency: Currency
    /// The full month's plan, or its bounds; nil without a plan.
    package var plan: Amount?, planLow: Amount?, planHigh: Amount?
    /// Sum of the components' plans to date.
    package var planToDate: Amount?
    /// The bounds of a ranged plan for the complete days.
    package var planToDateLow: Amount?, planToDateHigh: Amount?
    /// Sum of the components' actuals; nil where the system has no charge in the month.
    package var actual: Amount?
    /// Every charge known.
    package var charged: Amount?
    /// Cost over complete days of environments that the plan keeps apart, in no other figure; nil without any.
    package var beside: Amount?
    /// Actual less plan to date.
    package var variance: Amount?
    /// Of the plan to date; nil where that is zero or unknown.
    package var variancePercent: Amount?
    /// By effect on the result.
    package var effect: Effect?
    /// Revenue of the complete days; nil where nothing says.
    package var revenue: Amount?
    /// Cost of revenue (without other environments and tax).
    package var costOfRevenue: Amount?
    /// Hosting gross margin in percent.
    package var grossMarginPercent: Amount?
    /// The range that the landing lies in; nil where that is not computed, and of a month that is complete.
    package var landingLow: Amount?, landingHigh: Amount?
    /// Days settled from the month's first, and how many it has.
    package var completeDays: Int, days: Int
    /// The plan's document and phase; nil without a plan.
    package var document: String?, phase: String?
    /// The owner's reason for the variance; nil where none is given.
    package var note: String?

    /// A system's month, everything unknown.
    package init(system: String, name: String, currency: Currency, completeDays: Int, days: Int) {
        self.system = system
        self.name = name
        self.currency = currency
        self.completeDays = completeDays
        self.days = days
    }
}
