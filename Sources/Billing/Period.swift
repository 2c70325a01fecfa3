/// Days from `start` to the day before `end`; empty where both are equal.
package struct Period: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// The first day.
    package var start: Day
    /// The day after the last.
    package var end: Day

    /// A period of days; `end` is not before `start`.
    package init(start: Day, end: Day) {
        self.start = start
        self.end = end
    }

    /// How many days it has.
    package var days: Int { start.distance(to: end) }
    /// The days that lie in both; empty where there are none.
    package func clipped(to other: Period) -> Period {
        let first = max(start, other.start)
        return Period(start: first, end: max(first, min(end, other.end)))
    }

    package static func < (left: Period, right: Period) -> Bool {
        (left.start, left.end) < (right.start, right.end)
    }
}
