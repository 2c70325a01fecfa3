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

    /// The tables that have a fingerprint.
    static func tables(_ connection: Connection) throws(HistoryError) -> [String] {
        try connection.prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'table_digest' ORDER BY name"
        ).collect { $0.text(0) }
    }

    /// A table's rows as they are: how many, and the sum of their hashes.
    private static func digest(_ table: String, _ connection: Connection) throws(HistoryError) -> (rows: Int64, sum: String) {
        let columns = try History.columns(of: table, connection).map { "\"\($0)\"" }.joined(separator: ", ")
        let rows = try connection.prepare("SELECT count(*), digest(\(columns)) FROM main.\"\(table)\"").collect {
            ($0.integer(0), $0.text(1))
        }
        return rows.first ?? (0, "")
    }

    /// Takes all fingerprints anew, after a migration; within its transaction.
    static func rewriteDigests(_ connection: Connection) throws(HistoryError) {
        try connection.execute("DELETE FROM table_digest")
        for table in try tables(connection) {
            let digest = try digest(table, connection)
            let high = UInt64(digest.sum.prefix(16), radix: 16) ?? 0
            let low = UInt64(digest.sum.suffix(16), radix: 16) ?? 0
            let add = try connection.prepare("INSERT INTO table_digest VALUES (?, ?, ?, ?)")
            try add.bind([
                .text(table), .integer(digest.rows), .integer(Int64(bitPattern: high)), .integer(Int64(bitPattern: low)),
            ])
            try add.run()
        }
    }

    /// Recomputes every fingerprint and every control total, and asks SQLite for integrity and foreign keys. Read-only.
    package static func findings(path: String, hash: @escaping ContentHash) throws(HistoryError) -> [Finding] {
        let connection = try Connection(path: path, readOnly: true)
        try Migrations.checkReadable(connection, path: path)
        let digests = try RowDigest(connection, hash: hash)
        defer { withExtendedLifetime(digests) {} }
        try connection.execute("BEGIN")
        var findings: [Finding] = []
        for line in try connection.prepare("PRAGMA integrity_check").collect({ $0.text(0) }) where line != "ok" {
            findings.append(Finding(subject: "integrity", message: line))
        }
        for line in try connection.prepare("PRAGMA foreign_key_check").collect({
            "\($0.text(0)) row \($0.text(1)) names a missing \($0.text(2))"
        }) {
            findings.append(Finding(subject: "foreign keys", message: line))
        }
        findings += try changedTables(connection)
        findings += try totals(connection)
        return findings
    }

    /// The tables whose rows are not those of their fingerprints.
    static func changedTables(_ connection: Connection) throws(HistoryError) -> [Finding] {
        var findings: [Finding] = []
        for table in try tables(connection) {
            let found = try digest(table, connection)
            let kept =
                try connection.rows(
                    "SELECT rows, hash_high, hash_low FROM table_digest WHERE table_name = ?", [.text(table)]
                ) { ($0.integer(0), Hash128($0.integer(1), $0.integer(2)).description) }.first ?? (0, Hash128.zero.description)
            if found.rows != kept.0 {
                findings.append(Finding(subject: "table \(table)", message: "has \(found.rows) rows, expected \(kept.0)"))
            } else if found.sum != kept.1 {
                findings.append(Finding(subject: "table \(table)", message: "has a value that was changed outside of a run"))
            }
        }
        return findings
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
        guard let exact = parsed(bytes) else { return false }
        return (exact - stored).magnitude.femtos <= Int128(records)
    }

    static func parsed(_ bytes: [UInt8]) -> Amount? {
        // Totals may lie beyond the bound of a single amount, so the whole part is read apart.
        let parts = bytes.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let whole = Int64(String(decoding: first, as: UTF8.self)) else { return nil }
        let digits = parts.count > 1 ? parts[1].prefix(15) : []
        guard let fraction = digits.isEmpty ? 0 : Int64(String(decoding: digits, as: UTF8.self)) else { return nil }
        let femtos = Int128(fraction) * powerOfTen(15 - digits.count)
        let negative = first.first == UInt8(ascii: "-")
        return Amount(femtos: Int128(whole) * Amount.unit + (negative ? -femtos : femtos))
    }
}
