import Billing
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
}
