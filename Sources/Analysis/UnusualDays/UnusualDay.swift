package import Billing

/// A day on which a component cost far more, or far less, than it usually does on that weekday.
package struct UnusualDay: Hashable, Sendable {
    /// Whose.
    package var system: String, component: String
    /// Which.
    package var day: Day
    /// What it cost.
    package var actual: Amount
    /// What its weekday lets expect, and what monthly fees have on that day; rounded to a millionth.
    package var expected: Amount
    /// Where a usual day ends: `expected` less and plus 3.5 robust standard deviations.
    package var low: Amount, high: Amount
    /// How many robust standard deviations it lies off, to two places; 3.5 or more, negative for a day that cost less.
    package var score: Amount
    /// The service and the account that differ most in the day's direction; nil where the bill names none.
    package var service: String?, subaccount: String?
    /// What these two cost more than they usually do; negative for less.
    package var explained: Amount

    /// Actual less expected; positive when more was spent.
    package var excess: Amount { actual - expected }
}
