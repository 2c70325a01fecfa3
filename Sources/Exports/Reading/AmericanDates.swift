import Billing

extension Timestamp {
    /// Reads `10/31/2026` and `1/5/26`, month first as Azure writes it, with or without a time behind a space; nil for anything
    /// else.
    init?(american text: [UInt8]) {
        var numbers: [Int] = []
        var digits = 0
        var value = 0
        var at = 0
        while at <= text.count {
            let byte = at < text.count ? text[at] : UInt8(ascii: " ")
            if byte &- UInt8(ascii: "0") < 10 {
                value = value * 10 + Int(byte - UInt8(ascii: "0"))
                digits += 1
                guard digits <= 4 else { return nil }
            } else {
                guard digits > 0, byte == UInt8(ascii: "/") || byte == UInt8(ascii: " ") else { return nil }
                numbers.append(digits == 2 && numbers.count == 2 ? 2000 + value : value)
                (digits, value) = (0, 0)
                if byte == UInt8(ascii: " ") { break }
            }
            at += 1
        }
        guard numbers.count == 3, (1...12).contains(numbers[0]), numbers[2] >= 1970, numbers[1] >= 1,
            numbers[1] <= Month(year: numbers[2], month: numbers[0]).days
        else { return nil }
        let time = at < text.count ? Array(text[at...]) : []
        let day = Day(year: numbers[2], month: numbers[0], day: numbers[1])
        self.init(Array("\(day)".utf8 + (time.isEmpty ? [] : time)).span)
    }
}
