import Billing

extension Mistakes {
    /// Whether an id can be used: some text, no control characters, not one of the reserved names in parentheses.
    func isID(_ id: String, of entry: Entry) -> Bool {
        if id.isEmpty {
            add(at: entry, "\(entry.name) has an empty id, expected an id as in cloud-run")
        } else if Entry.hasControl(id) {
            add(
                at: entry,
                "\(entry.name) \(Entry.quote(id)) has a control character or a line break, expected an id as in cloud-run")
        } else if id.hasPrefix("(") {
            add(
                at: entry, "\(entry.name) \(Entry.quote(id)) begins with \"(\", expected an id as in cloud-run",
                hint: "names in parentheses are reserved for the reports' own rows")
        } else {
            return true
        }
        return false
    }

    /// The number that an entry's text, or `part` of it, is; at least `least` where that is given.
    func number(_ entry: Entry, part: String? = nil, least: Amount?) -> Amount? {
        let text = part ?? entry.text
        let expected = "expected a number as in 144 or 0.12"
        guard !entry.isQuoted else {
            add(at: entry, "\(entry.name): found text \(entry.shown) in quotes, \(expected)", hint: "leave out the quotes")
            return nil
        }
        do throws(NumberRefusal) {
            let number = try Amount(parsing: text)
            guard let least, number < least else { return number }
            let reason =
                least == .zero
                ? "\(entry.name) is negative (\(number)), expected 0 or more"
                : "\(entry.name) is \(number), expected \(least) or more"
            add(at: entry, reason)
        } catch .notANumber {
            add(at: entry, "\(entry.name): found text \(Entry.quote(text)), \(expected)")
        } catch {
            add(at: entry, "\(entry.name) \(Entry.quote(text)) \(error.found), \(error.expected)")
        }
        return nil
    }

    /// The whole number within bounds that an entry is.
    func whole(_ entry: Entry, in bounds: ClosedRange<Int>) -> Int? {
        let expected = "expected a whole number from \(bounds.lowerBound) to \(bounds.upperBound)"
        let digits = entry.text.utf8.allSatisfy { ($0 &- UInt8(ascii: "0")) < 10 }
        guard !entry.isQuoted, digits, let number = Int(entry.text), bounds.contains(number) else {
            add(at: entry, "\(entry.name): found \(entry.shown), \(expected)")
            return nil
        }
        return number
    }

    /// The currency whose code an entry is, of at least `least` characters.
    func currency(_ entry: Entry, least: Int) -> Currency? {
        let expected = "expected a currency code as in USD"
        let code = Currency.capitals(entry.text.utf8)
        let isCode = Currency.isCode(code) && code.count >= least
        if isCode, Currency.isCode(entry.text.utf8) { return Currency(entry.text) }
        if isCode {
            let hint = "write \(String(decoding: code, as: UTF8.self))"
            add(at: entry, "\(entry.name) \(entry.shown) has small letters, \(expected)", hint: hint)
        } else {
            add(
                at: entry, "\(entry.name) \(entry.shown) is no currency, \(expected)",
                hint: "a code has \(least) to \(Currency.codeLimit) letters, digits, _ or -, and no spaces")
        }
        return nil
    }

    /// Notes an id that stands twice among those of its kind; whether it is the first.
    @discardableResult
    func isUnique(_ id: Entry, _ kind: String, _ lines: inout [String: Int]) -> Bool {
        guard let line = lines[id.text] else {
            lines[id.text] = id.origin.line
            return true
        }
        add(at: id, "\(kind) id \(id.shown) stands twice, expected an id of its own", hint: "the first is in line \(line)")
        return false
    }

    /// Notes a word that is none of the `known` ids of a plan, which are those of its `kind`.
    func unknownID(_ entry: Entry, _ kind: String, among known: [String]) {
        let found = "\(entry.name) \(entry.shown) is not among the plan's \(kind)"
        if known.isEmpty {
            add(at: entry, "\(found), expected \(kind): with it")
        } else {
            unknown(entry, found, among: known)
        }
    }

    /// Metric names joined by `+`; nil where one of them is none.
    func metrics(_ text: String, of entry: Entry) -> [String]? {
        let metrics = text.split(separator: "+", omittingEmptySubsequences: false).map { trimmed(String($0)) }
        let allowed = { (byte: UInt8) in byte > 0x20 && byte != 0x7F }
        guard metrics.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(allowed) }) else {
            add(
                at: entry,
                "\(entry.name) \(entry.shown) lacks the name of a metric, expected names joined by + as in reads+writes")
            return nil
        }
        guard Set(metrics).count == metrics.count else {
            add(at: entry, "\(entry.name) \(entry.shown) names a metric twice, expected each once")
            return nil
        }
        return metrics
    }

    /// Notes a word that is none of the `known`, with the nearest of them.
    func unknown(_ entry: Entry, _ found: String, among known: [String]) {
        if let nearest = nearest(to: entry.text, among: known) {
            add(at: entry, "\(found), expected \(nearest)", hint: "known are \(list(known, "and"))")
        } else {
            add(at: entry, "\(found), expected \(list(known))")
        }
    }
}

/// The text without the spaces and tabs around it.
func trimmed(_ text: String) -> String {
    let isSpace = { (scalar: Unicode.Scalar) in scalar == " " || scalar == "\t" }
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !isSpace($0) }), let last = scalars.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(scalars[first...last])
}
