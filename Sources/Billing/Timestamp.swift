/// A moment as exports write it, in UTC to the second.
package struct Timestamp: Equatable, Sendable {
    /// The day in UTC.
    package var day: Day
    /// Seconds since midnight, 0 to 86,399.
    package var second: Int32

    /// The day itself where the moment is midnight, else the day after: an exclusive end rounded up to a day.
    package var dayRoundedUp: Day { second == 0 ? day : day.advanced(by: 1) }

    /// Reads `2026-08-01`, `2026-08-01T13:45:00Z`, `2026-08-01 13:45:00`, with minutes only, a fraction of a second or an
    /// offset (`+02:00`); without an offset the moment is taken as UTC. Nil for anything else. (ISO 8601 as FOCUS uses it.)
    package init?(_ text: Span<UInt8>) {
        // Two digits as a number, below zero where there are none; without a loop, since nearly every record has three moments.
        @inline(__always) func pair(_ at: Int) -> Int {
            guard at + 1 < text.count else { return -1 }
            let tens = text[at] &- UInt8(ascii: "0"), ones = text[at + 1] &- UInt8(ascii: "0")
            return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : -1
        }
        func has(_ at: Int, _ byte: Unicode.Scalar) -> Bool { at < text.count && text[at] == UInt8(ascii: byte) }

        let century = pair(0), yearOfCentury = pair(2), month = pair(5), dayOfMonth = pair(8)
        guard century >= 0, yearOfCentury >= 0, has(4, "-"), has(7, "-"), month >= 1, month <= 12, dayOfMonth >= 1 else {
            return nil
        }
        let year = century * 100 + yearOfCentury
        guard dayOfMonth <= Month(year: year, month: month).days else { return nil }
        let date = Day(year: year, month: month, day: dayOfMonth)
        guard text.count > 10 else {
            self.init(day: date, second: 0)
            return
        }
        let hour = pair(11), minute = pair(14)
        guard has(10, "T") || has(10, " "), has(13, ":"), hour >= 0, hour < 24, minute >= 0, minute < 60 else { return nil }
        var second = hour * 3600 + minute * 60
        var at = 16
        if has(at, ":") {
            let seconds = pair(at + 1)
            guard seconds >= 0, seconds < 61 else { return nil }
            second += Swift.min(seconds, 59)
            at += 3
            if has(at, ".") {
                at += 1
                let fraction = at
                while at < text.count, text[at] &- UInt8(ascii: "0") < 10 { at += 1 }
                if at == fraction { return nil }
            }
        }
        if at < text.count {
            if has(at, " ") { at += 1 }
            let zulu = has(at, "Z") && at + 1 == text.count
            let named = has(at, "U") && has(at + 1, "T") && has(at + 2, "C") && at + 3 == text.count
            if zulu || named {
                self.init(day: date, second: Int32(second))
                return
            }
            let hours = pair(at + 1), colon = has(at + 3, ":") ? 1 : 0, minutes = pair(at + 3 + colon)
            guard has(at, "+") || has(at, "-"), hours >= 0, hours < 24, minutes >= 0, minutes < 60, at + 5 + colon == text.count
            else { return nil }
            let offset = hours * 3600 + minutes * 60
            second += has(at, "+") ? -offset : offset
        }
        let days = Int(floorDivide(Int128(second), 86_400))
        self.init(day: date.advanced(by: days), second: Int32(second - days * 86_400))
    }

    /// A moment of a day; `second` is 0 to 86,399.
    package init(day: Day, second: Int32) {
        self.day = day
        self.second = second
    }
}
