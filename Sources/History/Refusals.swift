package import Billing

/// What runs did not take.
extension History {
    /// Keeps what a run did not take.
    package func keep(_ refusals: [Refusal], run: Int) throws(HistoryError) {
        guard !refusals.isEmpty else { return }
        try transaction { () throws(HistoryError) in
            for refusal in refusals { try keep(refusal, run) }
        }
    }

    private func keep(_ refusal: Refusal, _ run: Int) throws(HistoryError) {
        try connection.run(
            "INSERT INTO refusal VALUES (?, ?, ?, ?, ?, ?)", .integer(Int64(run)), .text(refusal.origin.file),
            refusal.origin.line == 0 ? .null : .integer(Int64(refusal.origin.line)),
            refusal.origin.column == 0 ? .null : .integer(Int64(refusal.origin.column)), .text(refusal.reason),
            refusal.text.isEmpty ? .null : .text(refusal.text))
    }

    /// What the newest run that looked at exports did not take.
    package func lastRefusals() throws(HistoryError) -> [Refusal] {
        guard let run = try connection.integer("SELECT max(run) FROM run WHERE files > 0 AND exit_status IS NOT NULL") else {
            return []
        }
        return try refusals(of: Int(run))
    }

    /// What a run did not take, in the order it was found.
    package func refusals(of run: Int) throws(HistoryError) -> [Refusal] {
        try connection.rows(
            "SELECT file, line, column, reason, text FROM refusal WHERE run = ? ORDER BY rowid", [.integer(Int64(run))]
        ) { row in
            Refusal(
                at: Origin(file: row.text(0), line: Int(row.integer(1)), column: Int(row.integer(2))), row.text(3),
                text: row.text(4))
        }
    }
}
