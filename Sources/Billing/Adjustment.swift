/// What a change after the close of a month comes to: it is booked in the first month that was open then, on a line of its own.
package struct Adjustment: Hashable, Sendable {
    /// The month that was closed.
    package var closedMonth: Month
    /// The month that bears it.
    package var bookedMonth: Month
    /// Where the closed month has it; the system is nil for what no rule matches. The component of tax is `(tax)`,
    /// that of promotional credits `(promotional credits)`.
    package var system: String?, component: String?, customer: String?
    /// How much the cost of the closed month has risen since; negative where it fell.
    package var money: Money
    /// What changed it.
    package var cause: String
    /// The sequence of the change.
    package var sequence: Int

    /// A change after the close.
    package init(
        closedMonth: Month, bookedMonth: Month, system: String?, component: String?, customer: String?, money: Money,
        cause: String, sequence: Int
    ) {
        self.closedMonth = closedMonth
        self.bookedMonth = bookedMonth
        self.system = system
        self.component = component
        self.customer = customer
        self.money = money
        self.cause = cause
        self.sequence = sequence
    }
}
