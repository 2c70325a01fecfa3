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

    /// An id within a plan, and where it stands. It has no space, since formulas name it.
    func planID(_ name: String, required: Bool = false) -> Entry? {
        guard let entry = id(name, required: required) else { return nil }
        guard !entry.text.unicodeScalars.contains(where: \.properties.isWhitespace) else {
            mistakes.add(at: entry, "\(name) \(entry.shown) has a space, expected an id as in cloud-run")
            return nil
        }
        return entry
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

    /// A rate of one currency in another, within `rateBounds`.
    func rate(_ name: String, required: Bool = false) -> Amount? {
        guard let entry = entry(name, required: required, expected: "a number as in 144 or 0.12") else { return nil }
        guard let number = mistakes.number(entry, least: nil) else { return nil }
        guard number > .zero else {
            mistakes.add(at: entry, "\(name) is \(number), expected a number over 0")
            return nil
        }
        guard rateBounds.contains(number) else {
            mistakes.add(
                at: entry, "\(name) is \(number), expected a rate from \(rateBounds.lowerBound) to \(rateBounds.upperBound)",
                hint: "a rate is units of the reporting currency for one of the other")
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

    /// A currency. `least` is how many characters its code has at least: people forget a letter, bills may have any code.
    func currency(_ name: String, required: Bool = false, least: Int = 3) -> Currency? {
        guard let entry = entry(name, required: required, expected: "a currency code as in USD") else { return nil }
        return mistakes.currency(entry, least: least)
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

/// Within these a converted amount stays far from the end of 128 bits, and every pair of currencies in use is inside.
let rateBounds = Amount(femtos: Amount.unit / 1_000_000)...Amount(1_000_000)
