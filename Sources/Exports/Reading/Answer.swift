package import Billing

/// What the answer of an API, or some pages of one, says it is about, whether something happened then or not.
package struct Answer: Hashable, Sendable {
    /// The whole days, in any order; empty where it does not say which.
    package var days: [Period] = []
    /// Whether every page says that more follow.
    package var lacksPages = false

    /// Adds further pages.
    mutating func add(_ other: Answer) {
        days += other.days
        lacksPages = lacksPages && other.lacksPages
    }
}
