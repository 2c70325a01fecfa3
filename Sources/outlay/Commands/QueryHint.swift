import History

/// What to do about a statement that SQLite does not understand: the name that was probably meant, and where names are listed.
struct QueryHint {
    private let sql: String
    private let history: String

    /// Of a statement that was asked of the history at a path.
    init(_ sql: String, history: String) {
        self.sql = sql
        self.history = history
    }

    /// The hint; empty where the reason is not the statement's.
    func hint(for refusal: QuerySession.Refusal) -> String {
        if case .parameter(let name, let known) = refusal {
            return suggestion(for: name, among: known).map { "did you mean --param \($0)=VALUE?" } ?? ""
        }
        guard case .sql(let message) = refusal else { return "" }
        if let name = QueryHint.name(message, after: "no such table: ") {
            return near(name, tables.map(\.name)) + "outlay query --describe lists the tables"
        }
        if let name = QueryHint.name(message, after: "no such column: ") {
            let asked = asked
            let table = asked.count == 1 ? asked[0].name : "TABLE"
            return near(name, asked.flatMap { $0.columns.map(\.name) }) + "outlay query --describe \(table) lists the columns"
        }
        return "outlay query --describe lists what can be asked"
    }

    /// The published tables; none where they cannot be read, which the command itself tells of.
    private var tables: [PublishedTable] {
        do throws(HistoryError) {
            return try QuerySession.tables(of: history)
        } catch {
            return []
        }
    }

    /// Those that the statement names; all where it names none.
    private var asked: [PublishedTable] {
        let words = Set(sql.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
        let tables = tables
        let named = tables.filter { words.contains($0.name) }
        return named.isEmpty ? tables : named
    }

    /// The question whether another name is meant, which SQL would not tell from one in other letters.
    private func near(_ name: String, _ names: [String]) -> String {
        let found = suggestion(for: name.lowercased(), among: names.map { $0.lowercased() })
        return names.first { $0.lowercased() == found }.map { "did you mean \"\($0)\"? " } ?? ""
    }

    /// The last part of the name that SQLite's words end with; nil where they begin otherwise.
    private static func name(_ message: String, after words: String) -> String? {
        guard message.hasPrefix(words) else { return nil }
        return message.dropFirst(words.count).split(separator: ".").last.map(String.init)
    }
}
