package import Billing

/// What `verify` looks at: everything that is stored twice must agree.
package struct Verification {
    /// Something that does not agree, for people.
    package struct Finding: Hashable, Sendable {
        /// What it is about: a table or a delivery.
        package var subject: String
        /// What was expected and found.
        package var message: String
    }

    /// The tables that have a fingerprint: this program's own.
    static func tables(_ connection: Connection) throws(HistoryError) -> [String] {
        let own = Migrations.tables
        return try connection.prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'table_digest' ORDER BY name"
        ).collect { $0.text(0) }.filter(own.contains)
    }

    /// Takes all fingerprints anew, after a migration; within its transaction.
    static func rewriteDigests(_ connection: Connection) throws(HistoryError) {
        try connection.execute("DELETE FROM table_digest")
        for table in try tables(connection) { try TableDigest.found(in: table, connection).keep(of: table, connection) }
    }

    /// An empty history with the schema of a history's number.
    static func made(as connection: Connection) throws(HistoryError) -> Connection {
        let made = try Connection(path: ":memory:", readOnly: false)
        // Some steps bring rows over by their hashes; here there are none.
        let digests = try RowDigest(made) { _ in .zero }
        defer { withExtendedLifetime(digests) {} }
        for script in Migrations.scripts.prefix(try Int(connection.integer("PRAGMA user_version") ?? 0)) {
            try made.execute(String(decoding: script, as: UTF8.self))
        }
        return made
    }

    /// What is not as this program's steps make it: a table, index or view that is missing or whose text is another one, and triggers,
    /// which change what runs write. Tables, indexes and views that others have added for themselves are theirs.
    static func schema(_ connection: Connection) throws(HistoryError) -> [Finding] {
        let made = try made(as: connection)
        let entries = "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY 1"
        let found = Dictionary(try connection.rows(entries) { ($0.text(0), $0.text(1)) }) { first, _ in first }
        let own = try made.rows(entries) { ($0.text(0), $0.text(1)) }
        let changed = own.filter { found[$0.0] != $0.1 }.map { name, _ in
            Finding(
                subject: name,
                message: found[name] == nil ? "is missing" : "is defined in other words than those it was made with")
        }
        let triggers = found.keys.filter { name in name.hasPrefix("trigger ") && !own.contains { $0.0 == name } }.sorted()
        return changed
            + triggers.map { Finding(subject: $0, message: "is not of outlay and changes what runs write: DROP \($0)") }
    }

    /// Recomputes every fingerprint and every control total, compares the schema with the one that this program makes, and asks SQLite
    /// for integrity and foreign keys. Read-only. What cannot be read is a finding too, and the rest is looked at all the same.
    package static func findings(path: String, hash: @escaping ContentHash) throws(HistoryError) -> [Finding] {
        let connection = try Connection(path: path, readOnly: true)
        try Migrations.checkReadable(connection, path: path)
        let digests = try RowDigest(connection, hash: hash)
        defer { withExtendedLifetime(digests) {} }
        try connection.execute("BEGIN")
        return attempt("integrity") { () throws(HistoryError) in
            try connection.prepare("PRAGMA integrity_check").collect { $0.text(0) }.filter { $0 != "ok" }.map {
                Finding(subject: "integrity", message: $0)
            }
        }
            + attempt("foreign keys") { () throws(HistoryError) in
                try connection.prepare("PRAGMA foreign_key_check").collect {
                    Finding(subject: "foreign keys", message: "\($0.text(0)) row \($0.text(1)) names a missing \($0.text(2))")
                }
            }
            + attempt("schema") { () throws(HistoryError) in try schema(connection) }
            + attempt("tables") { () throws(HistoryError) in try changedTables(connection) }
            + attempt("control totals") { () throws(HistoryError) in try totals(connection) }
    }

    /// What is found, or that it cannot be looked at.
    private static func attempt(_ subject: String, _ find: () throws(HistoryError) -> [Finding]) -> [Finding] {
        do throws(HistoryError) { return try find() } catch {
            guard case .sqlite(_, _, let message) = error else { return [Finding(subject: subject, message: error.message)] }
            return [Finding(subject: subject, message: "cannot be read: \(message)")]
        }
    }

    /// The tables whose rows are not those of their fingerprints.
    static func changedTables(_ connection: Connection) throws(HistoryError) -> [Finding] {
        // That of a table without rows is missed by nobody where its name was changed.
        let strangers = try connection.integer(
            "SELECT 1 FROM table_digest WHERE table_name NOT IN (SELECT name FROM sqlite_schema WHERE type = 'table') LIMIT 1")
        let unnamed = Finding(
            subject: "table table_digest", message: "has a fingerprint of what is no table: it was changed outside of a run")
        let schema = try connection.integer("PRAGMA user_version") ?? 0
        return try (strangers == nil ? [] : [unnamed])
            + tables(connection).flatMap { table in
                attempt("table \(table)") { () throws(HistoryError) in
                    let found = try TableDigest.found(in: table, connection)
                    let kept = try TableDigest.kept(of: table, connection)
                    if found.rows == kept.rows, found.sum == kept.sum {
                        // Before schema 16 places were also kept of rows whose numbers do not last, before 14 of none.
                        let first = try TableDigest.hasPlaces(table, connection) ? 14 : 16
                        guard schema >= first, found.places != kept.places else { return [] }
                        return [
                            Finding(
                                subject: "table table_digest",
                                message:
                                    "has another fingerprint of \(table), whose rows are sound: it was changed outside of a run")
                        ]
                    }
                    return [try DamagedRows(table: table, found: found, kept: kept, connection).finding]
                }
            }
    }

    /// Compares the control total of each bill in force with the sum of its current rows.
    private static func totals(_ connection: Connection) throws(HistoryError) -> [Finding] {
        let bills = try connection.prepare(
            """
            SELECT s.source, s.subject, d.sequence, d.rows, d.billed_total, d.effective_total,
                coalesce(sum(c.records), 0), coalesce(sum(c.billed_micros), 0), coalesce(sum(c.billed_femtos), 0),
                coalesce(sum(c.effective_micros), 0), coalesce(sum(c.effective_femtos), 0)
            FROM scope s
            JOIN scope_delivery d ON d.scope = s.scope
                AND d.sequence = (SELECT max(n.sequence) FROM scope_delivery n WHERE n.scope = s.scope)
            LEFT JOIN charge c ON c.scope = s.scope AND c.known_to IS NULL
            WHERE s.kind = 'bill' AND d.mode = 'replace'
            GROUP BY s.scope
            """
        ).collect { row in
            (
                name: "\(row.text(0)) \(row.text(1)) of sequence \(row.integer(2))",
                stated: (row.integer(3), row.text(4), row.text(5)),
                stored: (
                    row.integer(6), Amount(micros: row.integer(7), remainder: row.integer(8)),
                    Amount(micros: row.integer(9), remainder: row.integer(10))
                )
            )
        }
        var findings: [Finding] = []
        for bill in bills {
            if bill.stated.0 != bill.stored.0 {
                findings.append(
                    Finding(subject: bill.name, message: "has \(bill.stored.0) records, its control total says \(bill.stated.0)"))
            }
            for (what, stated, stored) in [("billed", bill.stated.1, bill.stored.1), ("effective", bill.stated.2, bill.stored.2)]
            where !agrees(stated, stored, records: bill.stored.0) {
                findings.append(
                    Finding(subject: bill.name, message: "adds up to \(stored) \(what), its control total is \(stated)"))
            }
        }
        return findings
    }

    /// Whether a control total is the stored sum but for what each record was rounded by at 1e-15.
    private static func agrees(_ stated: String, _ stored: Amount, records: Int64) -> Bool {
        let bytes = Array(stated.utf8)
        guard let exact = Amount(totalText: bytes) else { return false }
        return (exact - stored).magnitude.femtos <= Int128(records)
    }
}
