/// A source that has brought no new day for longer than its settings expect.
package struct LateSource: Hashable, Sendable {
    /// The folder below `exports`.
    package var source: String
    /// The last day that it has brought.
    package var lastDay: Day
    /// Within how many days after it the next one is expected.
    package var expectedDays: Int

    /// A source that is late.
    package init(source: String, lastDay: Day, expectedDays: Int) {
        self.source = source
        self.lastDay = lastDay
        self.expectedDays = expectedDays
    }

    /// The first day on which it was late.
    package var since: Day { lastDay.advanced(by: expectedDays + 1) }
}

extension LateSource: CustomStringConvertible {
    /// `aws: no day after 2026-10-02, expected one within 2 days`.
    package var description: String {
        "\(source): no day after \(lastDay), expected one within \(expectedDays) \(expectedDays == 1 ? "day" : "days")"
    }
}
