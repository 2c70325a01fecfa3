import History

/// What can be asked: the published tables, and the columns of each with their meaning.
struct QueryDescription {
    private let tables: [PublishedTable]

    /// What the history of a place describes.
    init(_ place: Workplace) throws(CommandFailure) {
        guard Presence(place.historyPath) != .nothing else { throw CommandFailure(noHistoryAt: place.historyPath) }
        do throws(HistoryError) {
            tables = try QuerySession.tables(of: place.historyPath)
        } catch {
            throw CommandFailure(error)
        }
    }

    /// What is told of a table.
    static let tableColumns = ["table", "columns", "meaning"]

    /// The rows of `tableColumns`, by name.
    var tableRows: [[SQLValue]] {
        tables.map {
            [.text($0.name), .integer(Int64($0.columns.count)), .text(DatasetteFiles.grains[$0.name] ?? "")]
        }
    }

    /// What is told of a column.
    static let columns = ["column", "type", "unit", "meaning"]

    /// The rows of `columns` for a table, in its order. Names are compared as SQL compares them.
    func rows(of name: String) throws(CommandFailure) -> [[SQLValue]] {
        guard let table = tables.first(where: { $0.name.lowercased() == name.lowercased() }) else {
            let near = suggestion(for: name.lowercased(), among: tables.map(\.name)).map { "did you mean \"\($0)\"? " } ?? ""
            throw CommandFailure(
                status: .usage, message: "no table \"\(name)\" that is described",
                hint: near + "outlay query --describe lists the tables")
        }
        return table.columns.map {
            [.text($0.name), .text($0.type), $0.unit.map(SQLValue.text) ?? .null, .text($0.meaning)]
        }
    }
}
