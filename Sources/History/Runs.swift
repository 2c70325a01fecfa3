package import Billing

extension History {
    /// Writes down that a run began; it commits by itself.
    package func beginRun(startedAt: String, today: Day, version: String) throws(HistoryError) -> Int {
        try transaction { () throws(HistoryError) in
            try connection.run(
                "INSERT INTO run (started_at, today, version) VALUES (?, ?, ?)", .text(startedAt), .text(today.description),
                .text(version))
            return Int(connection.lastKey)
        }
    }

    /// Writes down how a run ended.
    package func endRun(
        _ run: Int, finishedAt: String, files: Int, rows: Int, refused: Int, exitStatus: Int
    ) throws(HistoryError) {
        try transaction { () throws(HistoryError) in
            try connection.run(
                """
                UPDATE run SET finished_at = ?, sequence = ?, files = ?, rows = ?, refused = ?, exit_status = ? WHERE run = ?
                """, .text(finishedAt), .integer(Int64(sequence)), .integer(Int64(files)), .integer(Int64(rows)),
                .integer(Int64(refused)), .integer(Int64(exitStatus)), .integer(Int64(run)))
        }
    }
}

/// One run, as the index of reports lists it.
package struct RunRecord: Hashable, Sendable {
    /// Its number.
    package var run: Int
    /// When it started and ended, ISO 8601 in UTC; nil while it works, or where it was killed.
    package var startedAt: String, finishedAt: String?
    /// Files and records that it took, records that it refused.
    package var files: Int, rows: Int, refused: Int
    /// Its exit status; nil as `finishedAt`.
    package var exitStatus: Int?
}

extension History {
    /// The newest runs, newest first.
    package func runs(_ count: Int) throws(HistoryError) -> [RunRecord] {
        try connection.rows(
            "SELECT run, started_at, finished_at, files, rows, refused, exit_status FROM run ORDER BY run DESC LIMIT ?",
            [.integer(Int64(count))]
        ) { row in
            RunRecord(
                run: Int(row.integer(0)), startedAt: row.text(1), finishedAt: row.optionalText(2), files: Int(row.integer(3)),
                rows: Int(row.integer(4)), refused: Int(row.integer(5)), exitStatus: row.optionalInteger(6).map(Int.init))
        }
    }
}
