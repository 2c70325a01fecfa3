import Billing
import Formats
import Testing

@testable import History

@Suite struct MigrationTests {
    /// An empty history in memory, and what keeps its digests.
    private func opened() throws -> (connection: Connection, digest: RowDigest) {
        let connection = try Connection(path: ":memory:", readOnly: false)
        return (connection, try RowDigest(connection) { bytes in Hash128(high: 0, low: UInt64(bytes.count)) })
    }

    /// As a full disk does: SQLite has rolled back by itself before the error is told.
    @Test func anErrorThatHasRolledBackAlreadyIsTheOneThatIsTold() throws {
        let (connection, digest) = try opened()
        defer { withExtendedLifetime(digest) {} }
        for script in Migrations.scripts.prefix(2) { try connection.execute(String(decoding: script, as: UTF8.self)) }
        try connection.execute("PRAGMA application_id = \(Migrations.applicationID)")
        try connection.execute("PRAGMA user_version = 2")
        try connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON column_doc BEGIN SELECT RAISE(ROLLBACK, 'database or disk is full'); END")
        let failure = #expect(throws: HistoryError.self) { try Migrations.apply(to: connection, path: ":memory:") }
        guard case .sqlite(_, _, let message) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(message == "database or disk is full")
    }

    /// `charge` was made anew under another name, which no version has.
    @Test func theNamesOfAllTablesAreToldByTheText() throws {
        let (connection, digest) = try opened()
        defer { withExtendedLifetime(digest) {} }
        var seen: Set<String> = []
        for script in Migrations.scripts {
            try connection.execute(String(decoding: script, as: UTF8.self))
            seen.formUnion(try connection.rows("SELECT name FROM main.sqlite_schema WHERE type = 'table'") { $0.text(0) })
        }
        seen = seen.filter { !$0.hasPrefix("sqlite_") }
        #expect(seen.union(["invoiced_charge"]) == Migrations.tables)
    }

    /// From every version that there has been: its rows are kept, and it ends with the same schema and digests as a new history.
    @Test(arguments: 1..<Migrations.scripts.count) func anOlderHistoryIsBroughtToThisVersion(version: Int) throws {
        let (connection, digest) = try opened()
        defer { withExtendedLifetime(digest) {} }
        for script in Migrations.scripts.prefix(version) { try connection.execute(String(decoding: script, as: UTF8.self)) }
        try connection.execute("PRAGMA application_id = \(Migrations.applicationID)")
        try connection.execute("PRAGMA user_version = \(version)")
        try connection.execute("INSERT INTO run (run, started_at, today, version) VALUES (7, 't', '2026-10-31', '0.1.0')")
        if version >= 2 {
            try connection.execute(
                """
                INSERT INTO component_month (month, system, component, currency, actual, complete_days, flagged)
                VALUES ('2026-10', 's', 'c', 'USD', 12.5, 31, 0)
                """)
        }
        // Until it was kept by sequence, what was told of landings was one table.
        let kind = "SELECT type FROM sqlite_schema WHERE name = 'landing_history'"
        let hasLandings = try connection.rows(kind) { $0.text(0) } == ["table"]
        if hasLandings {
            try connection.execute("INSERT INTO landing_history VALUES ('2026-10', 's', 10, 'USD', 70.5)")
        }
        try Verification.rewriteDigests(connection)
        try Migrations.apply(to: connection, path: ":memory:")
        if hasLandings {
            let kept = try connection.rows("SELECT landing_micros FROM landing_history") { $0.integer(0) }
            #expect(kept == [70_500_000])
        }
        #expect(try connection.integer("PRAGMA user_version") == Int64(Migrations.scripts.count))
        #expect(try connection.integer("SELECT run FROM run") == 7)
        if version >= 2 {
            #expect(try connection.integer("SELECT count(*) FROM component_month WHERE actual = 12.5") == 1)
        }
        let (fresh, freshDigest) = try opened()
        defer { withExtendedLifetime(freshDigest) {} }
        try Migrations.apply(to: fresh, path: ":memory:")
        let schema = "SELECT type || name FROM sqlite_schema ORDER BY 1"
        #expect(try connection.rows(schema) { $0.text(0) } == fresh.rows(schema) { $0.text(0) })
        let columns = "SELECT m.name || p.cid || p.name || p.type FROM sqlite_schema m, pragma_table_info(m.name) p ORDER BY 1"
        #expect(try connection.rows(columns) { $0.text(0) } == fresh.rows(columns) { $0.text(0) })
        let table = "SELECT count(*) FROM table_digest"
        #expect(try connection.integer(table) == fresh.integer(table))
    }

    @Test func aMigrationThatFailsLeavesTheFileAsItWas() throws {
        let (connection, digest) = try opened()
        defer { withExtendedLifetime(digest) {} }
        try connection.execute("PRAGMA max_page_count = 2")
        let failure = #expect(throws: HistoryError.self) { try Migrations.apply(to: connection, path: ":memory:") }
        guard case .sqlite(_, let code, _) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(code == 13)
        #expect(try connection.integer("SELECT count(*) FROM sqlite_schema") == 0)
        try connection.execute("PRAGMA max_page_count = 10000")
        try Migrations.apply(to: connection, path: ":memory:")
        #expect(try connection.integer("PRAGMA application_id") == Migrations.applicationID)
    }

    /// Each charge keeps the number of its invoice, and the sequence from which it has it.
    @Test func numbersOfInvoicesAreKept() throws {
        let (connection, digest) = try opened()
        defer { withExtendedLifetime(digest) {} }
        for script in Migrations.scripts.prefix(9) { try connection.execute(String(decoding: script, as: UTF8.self)) }
        try connection.execute(
            """
            PRAGMA application_id = \(Migrations.applicationID);
            PRAGMA user_version = 9;
            INSERT INTO run (run, started_at, today, version) VALUES (1, 't', '2026-10-31', '0.1.0');
            INSERT INTO change (sequence, kind, subject, run) VALUES (1, 'delivery', 'a', 1), (2, 'delivery', 'b', 1), (3, 'delivery', 'c', 1);
            INSERT INTO scope (scope, kind, source, subject, period_start, period_end)
                VALUES (5, 'bill', 's', 'a', 20362, 20393), (6, 'bill', 's', 'b', 20362, 20393);
            INSERT INTO line (line, hash_high, hash_low, x_Source) VALUES (1, 1, 1, 's');
            """)
        // Scope, day, invoice, the sequence from which it has it, known from, known to.
        for row in [
            "5, 1, '', 1, 1, 3", "5, 2, 'A', 2, 1, NULL", "5, 3, 'A', 2, 2, NULL", "5, 4, 'A', 3, 1, NULL",
            "5, 5, '', 1, 1, NULL",
            "6, 1, 'A', 1, 1, NULL", "6, 2, 'B', 2, 2, NULL",
        ] {
            let value = row.split(separator: ", ").map(String.init)
            try connection.execute(
                """
                INSERT INTO charge (scope, line, start_day, end_day, invoice, invoice_from, billed_micros, billed_femtos, effective_micros,
                    effective_femtos, records, known_from, known_to)
                VALUES (\(value[0]), 1, \(value[1]), \(value[1]) + 1, \(value[2]), \(value[3]), 1, 0, 1, 0, 1, \(value[4]), \(value[5]))
                """)
        }
        func numbers(_ number: String, _ from: String, _ join: String, at sequence: Int) throws -> [String] {
            try connection.rows(
                """
                SELECT c.scope || '/' || c.start_day || CASE WHEN \(from) <= ?1 THEN \(number) ELSE '' END FROM charge c \(join)
                WHERE c.known_from <= ?1 AND (c.known_to IS NULL OR c.known_to > ?1) ORDER BY 1
                """, [.integer(Int64(sequence))]
            ) { $0.text(0) }
        }
        let before = try (1...3).map { try numbers("c.invoice", "c.invoice_from", "", at: $0) }
        try Verification.rewriteDigests(connection)
        try Migrations.apply(to: connection, path: ":memory:")
        let join = "JOIN \(Invoicing.number("i", of: "c"))"
        #expect(try (1...3).map { try numbers("i.invoice", "i.invoice_from", join, at: $0) } == before)
        #expect(before[0] == ["5/1", "5/2", "5/4", "5/5", "6/1A"])
        #expect(before[2] == ["5/2A", "5/3A", "5/4A", "5/5", "6/1A", "6/2B"])
        #expect(try connection.integer("SELECT count(InvoiceId) FROM focus") == 5)
    }

    // MARK: Lines

    private static let linesBefore = 15

    /// A history of the schema before lines were stored in two tables.
    private func opened(with lines: [LineValues], hash: @escaping ContentHash) throws -> (Connection, RowDigest) {
        let connection = try Connection(path: ":memory:", readOnly: false)
        let digest = try RowDigest(connection, hash: hash)
        for script in Migrations.scripts.prefix(MigrationTests.linesBefore) {
            try connection.execute(String(decoding: script, as: UTF8.self))
        }
        try connection.execute(
            """
            PRAGMA application_id = \(Migrations.applicationID);
            PRAGMA user_version = \(MigrationTests.linesBefore);
            INSERT INTO run (run, started_at, today, version) VALUES (1, 't', '2026-10-31', '0.1.0');
            INSERT INTO change (sequence, kind, subject, run) VALUES (1, 'delivery', 'a', 1);
            """)
        let columns = Dimension.allCases
        let insert = try connection.prepare(
            "INSERT INTO line (line, hash_high, hash_low\(LineColumns.names(columns))) VALUES (?, ?, ?\(LineColumns.marks(columns)))"
        )
        for (index, line) in lines.enumerated() {
            // With gaps, as lines of a delivery that was not taken leave none, but somebody's copy may.
            for place in 0..<3 { insert.bind(place, Int64(index * 3 + 1)) }
            try insert.run(with: line, columns, from: 3)
            try connection.run(
                "INSERT INTO line_mapping (line, system, known_from) VALUES (?, 's', 1)", .integer(Int64(index * 3 + 1)))
        }
        try Verification.rewriteDigests(connection)
        return (connection, digest)
    }

    /// Every line keeps its number and its values, and what refers to it.
    @Test(arguments: 0..<6) func linesAreBroughtOver(seed: Int) throws {
        var random = RandomLines(seed: seed)
        let lines = random.lines(100)
        let (connection, digest) = try opened(with: lines) { xxh3($0) }
        defer { withExtendedLifetime(digest) {} }
        let rows = "SELECT * FROM line ORDER BY line"
        func kept() throws -> [[SQLValue]] {
            try connection.prepare(rows).collect { row in (0..<row.columns).map(row.value) }
        }
        let before = try kept()
        #expect(before.count == 100)
        try Migrations.apply(to: connection, path: ":memory:")
        #expect(try kept() == before)
        #expect(try connection.prepare("PRAGMA foreign_key_check").collect { $0.text(0) } == [])
        let referred = try connection.rows("SELECT DISTINCT \"table\" FROM pragma_foreign_key_list('line_mapping') ORDER BY 1") {
            $0.text(0)
        }
        #expect(referred == ["billed_line", "change"])
        let common = Set(lines.map { line in LineColumns.common.map { RandomLines.texts(line)[$0.rawValue] } })
        #expect(try connection.integer("SELECT count(*) FROM line_common") == Int64(common.count))
        #expect(try Verification.changedTables(connection) == [])
    }

    /// Values of the same hash are not taken for each other: then nothing is brought over.
    @Test func linesOfTheSameHashAreNotMixedUp() throws {
        let lines = ["a", "b"].map { text in RandomLines.line { _ in text } }
        let (connection, digest) = try opened(with: lines) { Hash128(high: 0, low: UInt64($0.count)) }
        defer { withExtendedLifetime(digest) {} }
        #expect(throws: HistoryError.self) { try Migrations.apply(to: connection, path: ":memory:") }
        #expect(try connection.integer("PRAGMA user_version") == Int64(MigrationTests.linesBefore))
        #expect(try connection.rows("SELECT x_Source FROM line ORDER BY line") { $0.text(0) } == ["a", "b"])
    }
}
