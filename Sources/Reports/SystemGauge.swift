package import Analysis
package import Billing

/// A system's cost in a month, for monitoring.
package struct SystemGauge: Hashable, Sendable {
    /// The system's id.
    package var system: String
    /// The reporting currency.
    package var currency: Currency
    /// The full month's plan, of a range its upper bound, as its budget has it; nil without one.
    package var plan: Amount?
    /// Cost over complete days; nil where the system has no charge in the month.
    package var actual: Amount?
    /// Forecast for the full month; nil where it is unknown.
    package var landing: Amount?

    /// A system's cost.
    package init(system: String, currency: Currency, plan: Amount?, actual: Amount?, landing: Amount?) {
        self.system = system
        self.currency = currency
        self.plan = plan
        self.actual = actual
        self.landing = landing
    }

    /// The systems of a report.
    package static func all(_ analysis: MonthAnalysis) -> [SystemGauge] {
        analysis.systems.map { system in
            SystemGauge(
                system: system.system, currency: system.currency, plan: system.plan ?? system.planHigh, actual: system.actual,
                landing: analysis.landing(of: system))
        }
    }
}
