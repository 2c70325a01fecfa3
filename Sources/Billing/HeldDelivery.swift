/// Why a delivery was read and not taken, and what a person can do about it.
package struct HeldDelivery: Hashable, Sendable {
    /// What takes a delivery that waits, or lets it go.
    package enum Remedy: Hashable, Sendable {
        /// Nothing but another delivery.
        case none
        /// `confirm_shrink` of its source.
        case confirm
        /// `confirm_shrink`, or `parts` where it and the file in force `other` are parts of one bill.
        case confirmOrJoin(other: String)
        /// One of the two shapes goes; `confirm_shrink` puts a bill that `isWhole` in the place of its days.
        case keepOneShape(other: String, isWhole: Bool)
        /// A name of its own for what it holds now, or `confirm_shrink`.
        case separate
    }

    /// What was found and what was expected, to be read behind "it": `drops 60 % of …`.
    package var reason: String
    /// What can be done.
    package var remedy: Remedy

    /// A delivery that waits.
    package init(_ reason: String, _ remedy: Remedy) {
        self.reason = reason
        self.remedy = remedy
    }
}
