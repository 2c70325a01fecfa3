package import Billing

/// One row per system, customer and month of the last thirteen: what the customer cost and paid, as that month's report has it.
package struct CustomerHistoryMonth: Hashable, Sendable {
    /// How far the month had come.
    package enum State: String, Sendable {
        /// Finance has declared it final.
        case closed
        /// All its days are complete.
        case final
        /// Some of its days are not complete.
        case open
    }

    /// The system's id.
    package var system: String
    /// The customer's id; never a reserved name.
    package var customer: String
    /// The customer's name for people.
    package var name: String
    /// The reporting currency.
    package var currency: Currency
    /// The month that the row is about.
    package var month: Month
    /// How far it had come for the system.
    package var state: State
    /// Its days that are complete for the system.
    package var completeDays: Int
    /// Of the complete days; nil where nothing says.
    package var revenue: Amount?
    /// Over complete days; nil where the system has no charge in the month.
    package var cost: Amount?
    /// Revenue less cost; nil where either is unknown.
    package var grossProfit: Amount?
    /// Hosting gross margin in percent; nil where the revenue is not positive or the cost unknown.
    package var grossMarginPercent: Amount?

    /// A customer's month with its revenue and cost, and what follows from them.
    package init(
        _ row: PastMonth.Customer, name: String, currency: Currency, month: Month, state: State, completeDays: Int
    ) {
        system = row.system
        customer = row.customer
        self.name = name
        self.currency = currency
        self.month = month
        self.state = state
        self.completeDays = completeDays
        revenue = row.revenue
        cost = row.cost
        guard let revenue = row.revenue, let cost = row.cost else { return }
        grossProfit = revenue - cost
        grossMarginPercent = grossMargin(revenue, cost: cost)
    }
}
