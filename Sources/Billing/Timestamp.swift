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
        func number(_ start: Int, _ digits: Int) -> Int? {
            guard start + digits <= text.count else { return nil }
            var value = 0
            for at in start..<start + digits {
                let digit = text[at] &- UInt8(ascii: "0")
                guard digit < 10 else { return nil }
                value = value * 10 + Int(digit)
            }
            return value
        }
        func has(_ at: Int, _ byte: Unicode.Scalar) -> Bool { at < text.count && text[at] == UInt8(ascii: byte) }

        guard let year = number(0, 4), has(4, "-"), let month = number(5, 2), has(7, "-"), let dayOfMonth = number(8, 2),
            (1...12).contains(month), dayOfMonth >= 1, dayOfMonth <= Month(year: year, month: month).days
        else { return nil }
        let date = Day(year: year, month: month, day: dayOfMonth)
        guard text.count > 10 else {
            self.init(day: date, second: 0)
            return
        }
        guard has(10, "T") || has(10, " "), let hour = number(11, 2), has(13, ":"), let minute = number(14, 2),
            hour < 24, minute < 60
        else { return nil }
        var second = hour * 3600 + minute * 60
        var at = 16
        if has(at, ":") {
            guard let seconds = number(at + 1, 2), seconds < 61 else { return nil }
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
            guard has(at, "+") || has(at, "-"), let hours = number(at + 1, 2) else { return nil }
            let colon = has(at + 3, ":") ? 1 : 0
            guard let minutes = number(at + 3 + colon, 2), at + 5 + colon == text.count, hours < 24, minutes < 60
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
