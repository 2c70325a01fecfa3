/// What a customer pays for a system, by the year.
package struct Contract: Hashable, Sendable {
    /// The customer's id.
    package var customer: String
    /// The customer's name; nil where only the id is known.
    package var name: String?
    /// The system it pays for.
    package var system: String
    /// The value of a full year.
    package var annualContractValue: Money
    /// The first day under contract.
    package var start: Day
    /// The last day under contract, inclusive; nil while it is open.
    package var end: Day?
    /// The row in the file.
    package var origin: Origin

    /// A contract.
    package init(
        customer: String, name: String?, system: String, annualContractValue: Money, start: Day, end: Day?, origin: Origin
    ) {
        self.customer = customer
        self.name = name
        self.system = system
        self.annualContractValue = annualContractValue
        self.start = start
        self.end = end
        self.origin = origin
    }

    /// The days of `period` on which it is in force.
    package func active(in period: Period) -> Period {
        period.clipped(to: Period(start: start, end: max(start, end?.advanced(by: 1) ?? max(start, period.end))))
    }
}
