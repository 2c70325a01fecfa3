import Billing

extension CommandLineWords {
    /// A month; nil where the option is not given.
    func month(_ name: String) throws(UsageError) -> Month? {
        guard let text = value(name) else { return nil }
        guard let month = Month(text) else { throw refused(name, text, "a month as YYYY-MM") }
        return month
    }

    /// The month that is the command's one argument.
    func monthArgument() throws(UsageError) -> Month {
        guard let text = arguments.first else { throw error("no month given, expected YYYY-MM") }
        guard let month = Month(text) else { throw error("'\(text)' is no month, expected YYYY-MM") }
        return month
    }

    /// The figure that is the command's one argument.
    func figure() throws(UsageError) -> FigureReference {
        let expected = "expected YYYY-MM/SYSTEM/COMPONENT/actual or YYYY-MM/SYSTEM/CUSTOMER/cost"
        guard let text = arguments.first else { throw error("no figure given, \(expected)") }
        guard let figure = FigureReference(text) else { throw error("'\(text)' is no figure, \(expected)") }
        return figure
    }

    /// A day from 1970 on; nil where the option is not given.
    func day(_ name: String) throws(UsageError) -> Day? {
        guard let text = value(name) else { return nil }
        guard let day = Day(text) else { throw refused(name, text, "a day as YYYY-MM-DD") }
        // No bill is older, and XML knows no year 0000.
        guard day.number >= 0 else { throw refused(name, text, "a day from 1970-01-01 on") }
        return day
    }

    /// A whole number from `least` on; nil where the option is not given. `word` is what else it may have, to be told.
    func number(_ name: String, from least: Int, or word: String? = nil) throws(UsageError) -> Int? {
        guard let text = value(name) else { return nil }
        // Int reads a plus sign too, which no other number here may have.
        guard let number = Int(text), number >= least, !text.hasPrefix("+") else {
            throw refused(name, text, "a whole number from \(least)" + (word.map { " or \($0)" } ?? ""))
        }
        return number
    }

    /// One of a few words; nil where the option is not given.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(_ name: String) throws(UsageError) -> Choice? {
        guard let text = value(name) else { return nil }
        return try choice(name, text)
    }

    /// The word of a few that is the command's one argument, named as in its help.
    func choiceArgument<Choice: RawRepresentable<String> & CaseIterable>(_ name: String) throws(UsageError) -> Choice {
        let words = Choice.allCases.map(\.rawValue)
        let expected = "expected \(name), one of \(words.joined(separator: ", "))"
        guard let text = arguments.first else { throw error("no \(name.lowercased()) given, \(expected)") }
        guard let choice = Choice(rawValue: text) else {
            let near = suggestion(for: text, among: words)
            throw error("unknown \(name.lowercased()) '\(text)', \(expected)", hint: near.map { "did you mean '\($0)'?" })
        }
        return choice
    }

    /// Some of a few words, with commas; nil where the option is not given.
    func choices<Choice: RawRepresentable<String> & CaseIterable & Hashable>(_ name: String) throws(UsageError) -> Set<Choice>? {
        guard let text = value(name) else { return nil }
        var choices: Set<Choice> = []
        for word in text.split(separator: ",", omittingEmptySubsequences: false) {
            choices.insert(try choice(name, String(word)))
        }
        return choices
    }

    private func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ text: String
    ) throws(UsageError) -> Choice {
        guard let choice = Choice(rawValue: text) else {
            let words = Choice.allCases.map(\.rawValue)
            let near = suggestion(for: text, among: words)
            throw refused(name, text, words.joined(separator: ", "), hint: near.map { "did you mean '\($0)'?" })
        }
        return choice
    }

    /// Text that is not empty; nil where the option is not given.
    func text(_ name: String) throws(UsageError) -> String? {
        guard let text = value(name) else { return nil }
        guard !text.isEmpty else { throw error("option '\(name)' has an empty value") }
        return text
    }

    /// Words that say something; nil where the option is not given.
    func reason(_ name: String) throws(UsageError) -> String? {
        guard let text = try text(name) else { return nil }
        guard text.contains(where: { !$0.isWhitespace }) else { throw error("option '\(name)' is blank, expected a reason") }
        return text
    }

    private func refused(_ name: String, _ text: String, _ expected: String, hint: String? = nil) -> UsageError {
        error("option '\(name)' has '\(text)', expected \(expected)", hint: hint)
    }
}
