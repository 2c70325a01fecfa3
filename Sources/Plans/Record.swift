import Billing

/// Something of named texts: a group of YAML keys, or a row of a sheet. Its typed values are read here, for both alike.
protocol Record {
    /// Where mistakes are noted.
    var mistakes: Mistakes { get }
    /// The text under a name; nil where there is none, or no text stands there. Where it is `required`, or something else stands
    /// there, that is noted as a mistake, with what was `expected`.
    func entry(_ name: String, required: Bool, expected: String) -> Entry?
}

extension Record {
    /// A text for people, in one line.
    func text(_ name: String, required: Bool = false) -> String? {
        guard let entry = entry(name, required: required, expected: "text") else { return nil }
        guard !Entry.hasControl(entry.text) else {
            mistakes.add(at: entry, "\(name) \(entry.shown) has a control character or a line break, expected one line of text")
            return nil
        }
        return entry.text
    }

    /// An id of a system, component or customer, and where it stands.
    func id(_ name: String, required: Bool = false) -> Entry? {
        guard let entry = entry(name, required: required, expected: "an id as in cloud-run") else { return nil }
        return mistakes.isID(entry.text, of: entry) ? entry : nil
    }

    /// A number, at least `least` where that is given.
    func number(_ name: String, required: Bool = false, least: Amount? = nil) -> Amount? {
        guard let entry = entry(name, required: required, expected: "a number as in 144 or 0.12") else { return nil }
        return mistakes.number(entry, least: least)
    }

    /// A number over zero.
    func positive(_ name: String, required: Bool = false) -> Amount? {
        guard let entry = entry(name, required: required, expected: "a number as in 144 or 0.12") else { return nil }
        guard let number = mistakes.number(entry, least: nil) else { return nil }
        guard number > .zero else {
            mistakes.add(at: entry, "\(name) is \(number), expected a number over 0")
            return nil
        }
        return number
    }

    /// A whole number within bounds.
    func whole(_ name: String, in bounds: ClosedRange<Int>) -> Int? {
        let expected = "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)"
        guard let entry = entry(name, required: false, expected: expected) else { return nil }
        return mistakes.whole(entry, in: bounds)
    }

    /// Yes or no.
    func flag(_ name: String) -> Bool? {
        guard let entry = entry(name, required: false, expected: "true or false") else { return nil }
        guard !entry.isQuoted, entry.text == "true" || entry.text == "false" else {
            mistakes.add(at: entry, "\(name) \(entry.shown) is no yes or no, expected true or false")
            return nil
        }
        return entry.text == "true"
    }

    /// A month and where it stands.
    func month(_ name: String, required: Bool = false) -> (value: Month, entry: Entry)? {
        let expected = "a month as in 2026-09"
        guard let entry = entry(name, required: required, expected: expected) else { return nil }
        guard let month = Month(entry.text) else {
            mistakes.add(at: entry, "\(name) \(entry.shown) is no month, expected \(expected)")
            return nil
        }
        return (month, entry)
    }

    /// A day and where it stands.
    func day(_ name: String, required: Bool = false) -> (value: Day, entry: Entry)? {
        let expected = "a day as in 2026-09-30"
        guard let entry = entry(name, required: required, expected: expected) else { return nil }
        guard let day = Day(entry.text) else {
            mistakes.add(at: entry, "\(name) \(entry.shown) is no day of the calendar, expected \(expected)")
            return nil
        }
        return (day, entry)
    }

    /// A currency.
    func currency(_ name: String, required: Bool = false) -> Currency? {
        let expected = "a currency code as in USD"
        guard let entry = entry(name, required: required, expected: expected) else { return nil }
        let code = entry.text.utf8
        let upper = UInt8(ascii: "A")...UInt8(ascii: "Z")
        let lower = UInt8(ascii: "a")...UInt8(ascii: "z")
        if code.count == 3, code.allSatisfy({ upper.contains($0) || lower.contains($0) }) {
            if code.allSatisfy({ upper.contains($0) }) { return Currency(entry.text) }
            let hint = "write \(entry.text.uppercased())"
            mistakes.add(at: entry, "\(name) \(entry.shown) has small letters, expected \(expected)", hint: hint)
            return nil
        }
        // A provider's virtual currency has a name of its own: `DBU`, `Snowflake credits`.
        let named = code.count > 3 && code.allSatisfy { $0 < 0x80 && $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "$") }
        guard named, code.contains(where: { upper.contains($0) || lower.contains($0) }) else {
            mistakes.add(at: entry, "\(name) \(entry.shown) is no currency, expected \(expected)")
            return nil
        }
        return Currency(entry.text)
    }

    /// One of a few words.
    func choice<Choice: CaseIterable & RawRepresentable>(_ name: String, _ type: Choice.Type) -> Choice?
    where Choice.RawValue == String {
        let words = Choice.allCases.map(\.rawValue)
        guard let entry = entry(name, required: false, expected: list(words)) else { return nil }
        guard let choice = Choice(rawValue: entry.text) else {
            mistakes.unknown(entry, "\(name) \(entry.shown) is not known", among: words)
            return nil
        }
        return choice
    }
}
