/// A question that is asked by name. Its head, the comment that the SQL begins with, has a line with a title, then the question,
/// then a line `-- :name = default` for each parameter; the default is what the SQL takes where none is given.
struct SavedQuery: Hashable, Sendable {
    /// A parameter as the head states it.
    struct Parameter: Hashable, Sendable {
        /// Without the colon.
        var name: String
        /// In words.
        var fallback: String
    }

    /// The file's name without `.sql`.
    let name: String
    /// The whole file.
    let sql: String

    /// The first line of the head; the name without a head.
    var title: String { head.words.first ?? name }
    /// What it answers; the title where the head says no more, empty without a head.
    var question: String {
        let words = head.words
        return words.count > 1 ? words.dropFirst().joined(separator: " ") : words.first ?? ""
    }
    /// In the order of the head.
    var parameters: [Parameter] { head.parameters }

    /// The head, which who lists queries needs, and who asks one only where it leaves out a parameter: nobody else waits for it.
    private var head: (words: [String], parameters: [Parameter]) {
        var words: [String] = []
        var parameters: [Parameter] = []
        for line in sql.split(whereSeparator: \.isNewline) {
            guard line.hasPrefix("--") else { break }
            let text = line.drop { $0 == "-" || $0 == " " }
            let parts = text.split(separator: "=", maxSplits: 1).map(SavedQuery.trimmed)
            if text.hasPrefix(":"), parts.count == 2 {
                parameters.append(Parameter(name: String(parts[0].dropFirst()), fallback: parts[1]))
            } else if !text.isEmpty {
                words.append(SavedQuery.trimmed(text))
            }
        }
        return (words, parameters)
    }

    private static func trimmed(_ text: Substring) -> String {
        var rest = text.drop { $0.isWhitespace }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
