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
        try Migrations.apply(to: connection, path: ":memory:")
        try connection.execute("PRAGMA user_version = \(Migrations.scripts.count - 1)")
        try connection.execute("DELETE FROM column_doc")
        try connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON column_doc BEGIN SELECT RAISE(ROLLBACK, 'database or disk is full'); END")
        let failure = #expect(throws: HistoryError.self) { try Migrations.apply(to: connection, path: ":memory:") }
        guard case .sqlite(_, _, let message) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(message == "database or disk is full")
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
