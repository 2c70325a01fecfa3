import Billing

/// A table whose rows are not those that runs wrote.
struct DamagedRows {
    var table: String
    /// What its rows are, and what they were when a run last changed one.
    var found: TableDigest, kept: TableDigest
    let connection: Connection

    init(table: String, found: TableDigest, kept: TableDigest, _ connection: Connection) {
        self.table = table
        self.found = found
        self.kept = kept
        self.connection = connection
    }

    /// What is wrong, with the row's number and the delivery that it came with where one row explains it.
    var finding: Verification.Finding {
        get throws(HistoryError) {
            let row = try onlyRow()
            let place = try row.map { row throws(HistoryError) in
                try origin(of: row).map { "row \(row) of \($0)" } ?? "row \(row)"
            }
            let message: String
            if found.rows == kept.rows {
                message = "has a value that was changed outside of a run" + (place.map { ", in \($0)" } ?? "")
            } else {
                let what = found.rows < kept.rows ? "is missing" : "was added"
                message = "has \(found.rows) rows, expected \(kept.rows)" + (place.map { ": \($0) \(what)" } ?? "")
            }
            return Verification.Finding(subject: "table \(table)", message: message)
        }
    }

    /// The one row that was changed, added or taken out; nil where there are more, or where rows have no numbers that last.
    private func onlyRow() throws(HistoryError) -> Int64? {
        guard abs(found.rows - kept.rows) <= 1, try TableDigest.hasPlaces(table, connection) else { return nil }
        let last = try connection.integer("SELECT max(rowid) FROM main.\"\(table)\"") ?? 0
        // A row that is missing may have been the last. Numbers far beyond the rows are damage, and would be looked through for long.
        guard last >= 0, last < max(found.rows * 4, 1 << 24) else { return nil }
        return (1...last + 1).first { found.differs(from: kept, onlyAt: $0) }
    }

    /// The file and the sequence that brought a row; nil where that is not kept, or gone.
    private func origin(of row: Int64) throws(HistoryError) -> String? {
        let scope =
            switch table {
            case "charge": "SELECT scope, known_from FROM charge WHERE charge = ?"
            case "usage": "SELECT scope, known_from FROM usage WHERE usage = ?"
            case "line", "billed_line": "SELECT scope, min(known_from) FROM charge WHERE line = ?"
            case "line_common":
                "SELECT scope, min(known_from) FROM charge WHERE line IN (SELECT line FROM billed_line WHERE common = ?)"
            case "scope_delivery": "SELECT scope, sequence FROM scope_delivery WHERE scope_delivery = ?"
            default: "SELECT NULL, NULL WHERE ? IS NULL"
            }
        return try connection.rows(
            "SELECT file || ', sequence ' || sequence FROM scope_delivery WHERE (scope, sequence) = (\(scope))", [.integer(row)]
        ) { $0.text(0) }.first
    }
}
