import Billing

/// The dates in a file's name: `20261101`, `2026-11-01` (when it was made) and `2026-11` (what it is about).
struct NameDates {
    /// The full dates, in order.
    private(set) var days: [Day] = []
    /// The months that are no part of a full date, in order.
    private(set) var months: [Month] = []
    /// The name with `#` for each full date.
    private(set) var folded = ""

    init(_ name: String) {
        let characters = Array(name.utf8)
        var at = 0
        var rest: [UInt8] = []
        while at < characters.count {
            let isStart = at == 0 || !NameDates.isDigit(characters[at - 1])
            if isStart, let (day, length) = NameDates.day(characters, at) {
                days.append(day)
                rest.append(UInt8(ascii: "#"))
                at += length
            } else {
                if isStart, let month = NameDates.month(characters, at) { months.append(month) }
                rest.append(characters[at])
                at += 1
            }
        }
        folded = String(decoding: rest, as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    /// A number of exactly `count` digits at a place.
    private static func number(_ text: [UInt8], _ at: Int, _ count: Int) -> Int? {
        guard at + count <= text.count, text[at..<at + count].allSatisfy(isDigit) else { return nil }
        return text[at..<at + count].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    private static func day(_ text: [UInt8], _ at: Int) -> (Day, Int)? {
        for (gap, length) in [(0, 8), (1, 10)] {
            guard let year = number(text, at, 4), let month = number(text, at + 4 + gap, 2),
                let day = number(text, at + 6 + 2 * gap, 2),
                gap == 0 || (text[at + 4] == UInt8(ascii: "-") && text[at + 7] == UInt8(ascii: "-")),
                at + length == text.count || !isDigit(text[at + length]),
                (2000...2099).contains(year), (1...12).contains(month), (1...Month(year: year, month: month).days).contains(day)
            else { continue }
            return (Day(year: year, month: month, day: day), length)
        }
        return nil
    }

    private static func month(_ text: [UInt8], _ at: Int) -> Month? {
        for (gap, length) in [(0, 6), (1, 7)] {
            guard let year = number(text, at, 4), let month = number(text, at + 4 + gap, 2),
                gap == 0 || text[at + 4] == UInt8(ascii: "-"),
                at + length == text.count || !isDigit(text[at + length]), (2000...2099).contains(year), (1...12).contains(month)
            else { continue }
            return Month(year: year, month: month)
        }
        return nil
    }
}
