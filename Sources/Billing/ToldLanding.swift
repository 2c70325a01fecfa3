/// What a report said that a system would cost in a month that was not over.
package struct ToldLanding: Hashable, Sendable {
    /// The month that was not over.
    package var month: Month
    /// The system's id.
    package var system: String
    /// How many days were complete then.
    package var completeDays: Int
    /// The expected cost of the month.
    package var landing: Money

    /// A landing that was told.
    package init(month: Month, system: String, completeDays: Int, landing: Money) {
        self.month = month
        self.system = system
        self.completeDays = completeDays
        self.landing = landing
    }
}
