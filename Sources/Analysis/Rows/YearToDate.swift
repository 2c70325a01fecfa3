package import Billing

/// One row per system and component of the fiscal year up to a month, and one per system: actual against the plan in force and against
/// the plan as it was first known. It covers the months in which the system's cost is known, each over its complete days.
package struct YearToDate: Hashable, Sendable {
    /// A plan's part of the year and how the actual stands to it.
    package struct Comparison: Hashable, Sendable {
        /// Sum of the months' plans to date; nil where it is a range.
        package var plan: Amount?
        /// The bounds of a range.
        package var low: Amount?, high: Amount?
        /// Actual less plan, of a range the distance to the nearer bound; nil where the actual is unknown.
        package var variance: Amount?
        /// The variance in percent of the plan; nil where that is zero or a range.
        package var variancePercent: Amount?
        /// By effect on the result; nil where the variance is.
        package var effect: Effect?

        /// A comparison of which nothing is known.
        package init() {}
    }

    /// The system's id.
    package var system: String
    /// The component's id, or a reserved name; nil for the whole system, without tax and environments that stand beside the plan.
    package var component: String?
    /// For people.
    package var name: String
    /// The reporting currency.
    package var currency: Currency
    /// The fiscal year, named by the calendar year that it ends in.
    package var fiscalYear: String
    /// The first month in which the system's cost is known, and how many there are.
    package var firstMonth: Month, months: Int
    /// How many months of the fiscal year have begun.
    package var monthsOfYear: Int
    /// Sum of the months' actuals, changes of closed months included; nil where one is unknown.
    package var actual: Amount?
    /// Against the plan that each month is compared with; nil where one of them has none.
    package var inForce: Comparison?
    /// Against the first version of the plan that was known for each month; nil where one of them has none.
    package var original: Comparison?

    /// A row with its actual; what it is compared with is set afterwards.
    package init(
        system: String, component: String?, name: String, currency: Currency, fiscalYear: String, firstMonth: Month, months: Int,
        monthsOfYear: Int, actual: Amount?
    ) {
        self.system = system
        self.component = component
        self.name = name
        self.currency = currency
        self.fiscalYear = fiscalYear
        self.firstMonth = firstMonth
        self.months = months
        self.monthsOfYear = monthsOfYear
        self.actual = actual
    }
}
