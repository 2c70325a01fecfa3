package import Billing

/// One row per system and day of the month: how far off the landings were that earlier reports told on about that day.
package struct LandingAccuracy: Hashable, Sendable {
    /// The system's id.
    package var system: String
    /// How many days were complete: 10 or 20, or up to two fewer where no report was made that day.
    package var day: Int
    /// The months that it is the mean of, at most twelve: all their days are complete now, and a landing was told on about that day.
    package var months: Int
    /// The reporting currency.
    package var currency: Currency
    /// Mean of the differences between landing and actual without their signs; never negative.
    package var meanError: Amount
    /// The sum of those differences in percent of the sum of the actuals; nil where that is zero.
    package var errorPercent: Amount?

    /// The accuracy of a system's landings.
    package init(system: String, day: Int, months: Int, currency: Currency, meanError: Amount, errorPercent: Amount?) {
        self.system = system
        self.day = day
        self.months = months
        self.currency = currency
        self.meanError = meanError
        self.errorPercent = errorPercent
    }
}
