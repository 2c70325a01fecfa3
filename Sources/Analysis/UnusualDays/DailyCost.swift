package import Billing

/// What one service in one account cost a component on a day, in the reporting currency.
package struct DailyCost: Hashable, Sendable {
    /// The system and its component, as `ComponentMonth` names them.
    package var system: String, component: String
    /// ServiceName and SubAccountId; nil where the bill has none.
    package var service: String?, subaccount: String?
    /// The day.
    package var day: Day
    /// What recurs of the day's cost: usage, without corrections, credits and purchases.
    package var amount: Amount

    /// A day's cost; several of one service, account and day add up.
    package init(system: String, component: String, service: String?, subaccount: String?, day: Day, amount: Amount) {
        self.system = system
        self.component = component
        self.service = service
        self.subaccount = subaccount
        self.day = day
        self.amount = amount
    }
}
