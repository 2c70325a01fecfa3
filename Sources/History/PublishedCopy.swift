package import Billing
import CSQLite

/// A copy of what the outside may rely on, made to be read by other programs: only the published tables and views, each as a plain
/// typed table with indexes, and only what is current.
///
/// It has no log and is written in one go, without gaps, so that it opens where nothing can be written and the same history gives the
/// same bytes. After it is filled every row is read back and held against the history by its fingerprint.
package struct PublishedCopy: Sendable {
    /// Marks a file as such a copy: "OUTP" in ASCII.
    static let applicationID: Int64 = 0x4F55_5450
    /// Bytes: rows of `focus` are some hundred bytes wide, and small tables should not fill a file.
    private static let pageSize = 8192
    private static let schema = "history"

    /// The newest sequence in it.
    package let sequence: Int
    /// Its tables, by name.
    package let tables: [PublishedTable]

    /// Copies the history at `path` into the empty file at `copy`, also while a run writes: what is copied is what was committed when
    /// it began. The file is not synced. After a failure it holds anything, and may have a journal beside it.
    package init(of path: String, into copy: String, hash: @escaping ContentHash) throws(BackupFailure) {
        do throws(HistoryError) {
            // Held open until the end, so that what a reader needs beside the history stays there.
            let history = try Connection(path: path, readOnly: true)
            defer { withExtendedLifetime(history) {} }
            try Migrations.checkCurrent(history, path: path)
        } catch {
            throw .history(error)
        }
        var findings: [Verification.Finding] = []
        do throws(HistoryError) {
            let target = try Connection(path: copy, readOnly: false, names: true)
            // Whoever makes the copy throws it away where it does not come to its end: neither a journal nor syncing helps it.
            for setting in [
                "main.page_size = \(PublishedCopy.pageSize)", "main.locking_mode = EXCLUSIVE", "main.journal_mode = OFF",
                "main.synchronous = OFF", "main.cache_size = -64000", "trusted_schema = OFF", "analysis_limit = 1000",
            ] { _ = try target.rows("PRAGMA \(setting)") { _ in 0 } }
            try target.attach(path, as: PublishedCopy.schema)
            let digests = try RowDigest(target, hash: hash)
            defer { withExtendedLifetime(digests) {} }
            try target.execute("BEGIN")
            (sequence, tables) = try PublishedCopy.fill(target)
            let expected = try PublishedCopy.digests(tables, in: PublishedCopy.schema, target)
            try target.execute("COMMIT; DETACH \(PublishedCopy.schema)")
            findings = try PublishedCopy.differences(tables, from: expected, target)
            let mode = try target.rows("PRAGMA journal_mode = DELETE") { $0.text(0) }
            guard mode == ["delete"] else { throw target.failure("journal_mode") }
        } catch {
            guard case .sqlite(_, let code, let message) = error, !History.isOfSource(code) else { throw .history(error) }
            throw .copy(reason: message)
        }
        guard findings.isEmpty else { throw .damaged(findings) }
    }

    /// Makes and fills the tables within the open transaction, then their indexes and what the planner goes by.
    private static func fill(_ target: Connection) throws(HistoryError) -> (sequence: Int, tables: [PublishedTable]) {
        let version = try target.integer("PRAGMA \(schema).user_version") ?? 0
        let sequence = try Int(target.integer("SELECT max(sequence) FROM \(schema).change") ?? 0)
        var tables = try PublishedTable.all(in: schema, target)
        for table in tables { try target.execute(table.definition) }
        for index in tables.indices {
            try target.execute(tables[index].filling(from: schema))
            tables[index].rows = target.changes
        }
        for table in tables { for index in table.indexes { try target.execute(index) } }
        try target.execute("ANALYZE main")
        try target.execute("PRAGMA application_id = \(applicationID)")
        try target.execute("PRAGMA user_version = \(version)")
        return (sequence, tables)
    }

    /// A fingerprint of the rows of each table.
    private static func digests(
        _ tables: [PublishedTable], in schema: String, _ target: Connection
    ) throws(HistoryError) -> [String] {
        var digests: [String] = []
        for table in tables {
            digests += try target.prepare("SELECT count(*), digest(\(table.list)) FROM \(schema).\"\(table.name)\"")
                .collect { "\($0.integer(0)) \($0.text(1))" }
        }
        return digests
    }

    /// Which tables of the copy do not have the rows of the history, and what SQLite finds wrong with the file.
    private static func differences(
        _ tables: [PublishedTable], from expected: [String], _ target: Connection
    ) throws(HistoryError) -> [Verification.Finding] {
        let found = try digests(tables, in: "main", target)
        var findings = zip(tables, zip(found, expected)).filter { $1.0 != $1.1 }.map { table, _ in
            Verification.Finding(subject: "table \(table.name)", message: "has other rows in the copy")
        }
        for line in try target.rows("PRAGMA quick_check", [], { $0.text(0) }) where line != "ok" {
            findings.append(Verification.Finding(subject: "integrity of the copy", message: line))
        }
        return findings
    }

    /// Whether a file begins as such a copy does. Only its first bytes are read.
    package static func isOne(_ path: String) throws(HistoryError) -> Bool {
        try History.owner(of: path) == applicationID
    }

    /// Which of these statements the copy at `path` can be asked, by their place.
    package static func answers(_ statements: [String], at path: String) throws(HistoryError) -> [Bool] {
        let connection = try Connection(path: path, readOnly: true, immutable: true)
        var answers: [Bool] = []
        for statement in statements {
            do throws(HistoryError) {
                answers.append(try connection.prepare(statement).columns > 0)
            } catch .sqlite(_, let code, _) where [SQLITE_ERROR, SQLITE_OK, SQLITE_AUTH, SQLITE_READONLY].contains(code) {
                answers.append(false)
            }
        }
        return answers
    }
}
