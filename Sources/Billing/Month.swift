/// A calendar month, the period that plans, contracts and reports are about.
package struct Month: Hashable, Comparable, Sendable, Strideable {
    /// Months since year 0: `year × 12 + month − 1`.
    package var number: Int32

    /// A month of a year; `month` is 1 to 12.
    package init(year: Int, month: Int) { number = Int32(year * 12 + month - 1) }
    /// A month from its number.
    package init(number: Int32) { self.number = number }

    /// The year.
    package var year: Int { Int(number) / 12 }
    /// The month of the year, 1 to 12.
    package var month: Int { Int(number) % 12 + 1 }
    /// Its first day.
    package var first: Day { Day(year: year, month: month, day: 1) }
    /// The day after its last.
    package var end: Day { advanced(by: 1).first }
    /// How many days it has.
    package var days: Int {
        let year = year, month = month
        if month == 2 { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28 }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31
    }
    /// Its days, from the first to the day after the last.
    package var period: Period { Period(start: first, end: end) }

    package static func < (left: Month, right: Month) -> Bool { left.number < right.number }
    package func distance(to other: Month) -> Int { Int(other.number) - Int(number) }
    package func advanced(by months: Int) -> Month { Month(number: number + Int32(months)) }
}

extension Month: CustomStringConvertible {
    /// `YYYY-MM`.
    package var description: String { "\(padded(year, 4))-\(padded(month, 2))" }

    /// Reads `YYYY-MM` and nothing else.
    package init?(_ text: String) {
        guard text.utf8.count == 7, let day = Day(text + "-01") else { return nil }
        self = day.month
    }
}
