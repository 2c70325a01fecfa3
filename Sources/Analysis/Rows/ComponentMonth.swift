package import Billing

/// One row per system and component of a month.
package struct ComponentMonth: Hashable, Sendable {
    /// The system's id.
    package var system: String
    /// The component's id.
    package var component: String
    /// The component's name for people, from the plan; else its id.
    package var name: String
    /// The reporting currency.
    package var currency: Currency
    /// The full month's plan; nil where there is none or it is a range.
    package var plan: Amount?
    /// The bounds of a ranged plan for the full month.
    package var planLow: Amount?, planHigh: Amount?
    /// The plan's share of the complete days; nil where there is no plan or it is a range.
    package var planToDate: Amount?
    /// The bounds of a ranged plan for the complete days.
    package var planToDateLow: Amount?, planToDateHigh: Amount?
    /// Cost over complete days; nil where the system has no charge at all in the month.
    package var actual: Amount?
    /// Every charge known of the month, also of days that are not complete; nil as `actual`.
    package var charged: Amount?
    /// Actual less plan to date, of a range the distance to the nearer bound; nil where either is unknown.
    package var variance: Amount?
    /// The variance in percent of the plan to date; nil where that is zero or unknown.
    package var variancePercent: Amount?
    /// The variance's parts; nil where it is.
    package var parts: VarianceParts?
    /// The plan to date at the actual volume, the flexible budget; nil without a driver, or where its quantity is unknown.
    package var flexiblePlan: Amount?
    /// Within `actual`: charges whose days lie before the month.
    package var priorPeriod: Amount?
    /// By effect on the result; nil where the variance is.
    package var effect: Effect?
    /// How many days from the month's first have settled.
    package var completeDays: Int
    /// Forecast for the full month with its range; nil where not computed.
    package var landing: Amount?, landingLow: Amount?, landingHigh: Amount?
    /// Whether it is the cost of an environment that the plan keeps apart, judged by a budget of its own.
    package var isBeside = false
    /// Worth a look by the settings' three limits.
    package var isFlagged: Bool
    /// The section of the document; nil without a plan.
    package var section: String?
    /// The owner's reason for the variance; nil where none is given.
    package var note: String?

    /// A component's month, everything unknown.
    package init(system: String, component: String, name: String, currency: Currency, completeDays: Int) {
        self.system = system
        self.component = component
        self.name = name
        self.currency = currency
        self.completeDays = completeDays
        isFlagged = false
    }
}
