/// Something that is said once of a source: that it is late, or that it no longer is.
package struct SourceAlert: Hashable, Sendable {
    /// The folder below `exports`.
    package var source: String
    /// The last day that it had brought when it became late, also of what says that this is over.
    package var lastDay: Day
    /// The last day that it has brought now; `lastDay` of one that is late.
    package var newestDay: Day
    /// Within how many days after the last one the next was expected.
    package var expectedDays: Int
    /// Whether it is no longer late.
    package var isOver: Bool
    /// How many days had gone since `lastDay` when it was said to be late; 0 of what is not said yet.
    package var daysWithout = 0

    /// The threshold in percent under which it is kept: channels tell of a late source where they tell of 80 %.
    package static let threshold = 80

    /// A source that is late.
    package init(_ late: LateSource) {
        source = late.source
        lastDay = late.lastDay
        newestDay = late.lastDay
        expectedDays = late.expectedDays
        isOver = false
    }

    /// What was said of a source.
    package init(source: String, lastDay: Day, newestDay: Day, expectedDays: Int, isOver: Bool) {
        self.source = source
        self.lastDay = lastDay
        self.newestDay = newestDay
        self.expectedDays = expectedDays
        self.isOver = isOver
    }

    /// What stands where alerts name a budget: `(source aws)`.
    package var subject: String { "(source \(source))" }
}

extension SourceAlert: CustomStringConvertible {
    /// `aws: no day after 2026-10-02, expected one within 2 days`, or `aws: no longer late, its last day is 2026-10-04`.
    package var description: String {
        isOver
            ? "\(source): no longer late, its last day is \(newestDay)"
            : LateSource(source: source, lastDay: lastDay, expectedDays: expectedDays).description
    }
}
