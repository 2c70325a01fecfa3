/// A calendar day of the proleptic Gregorian calendar, as the number of days since 1970-01-01.
package struct Day: Hashable, Comparable, Sendable, BitwiseCopyable, Strideable {
    /// Days since 1970-01-01; negative before.
    package var number: Int32

    /// A day from its number.
    package init(number: Int32) { self.number = number }

    /// The day of a year, a month (1 to 12) and a day of the month; the caller has checked that it exists.
    /// Howard Hinnant's `days_from_civil`, https://howardhinnant.github.io/date_algorithms.html.
    package init(year: Int, month: Int, day: Int) {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// Year, month (1 to 12) and day of the month; `civil_from_days` of the same source.
    package var civil: (year: Int, month: Int, day: Int) {
        let shifted = Int(number) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// The month it lies in.
    package var month: Month {
        let civil = civil
        return Month(year: civil.year, month: civil.month)
    }

    package static func < (left: Day, right: Day) -> Bool { left.number < right.number }
    package func distance(to other: Day) -> Int { Int(other.number) - Int(number) }
    package func advanced(by days: Int) -> Day { Day(number: number + Int32(days)) }
}

extension Day: CustomStringConvertible {
    /// `YYYY-MM-DD`.
    package var description: String {
        let civil = civil
        return "\(padded(civil.year, 4))-\(padded(civil.month, 2))-\(padded(civil.day, 2))"
    }

    /// Reads `YYYY-MM-DD` and nothing else; nil where it is no day of the calendar.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, let moment = Timestamp(bytes.span) else { return nil }
        self = moment.day
    }
}

/// The number with leading zeros up to `width` digits.
func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    let missing = width - digits.utf8.count
    return missing > 0 ? String(repeating: "0", count: missing) + digits : digits
}
