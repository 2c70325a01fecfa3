import Billing
import Formats
import Foundation
import Testing

@testable import History

/// Every row that a run writes is in its table's fingerprint, though a table is watched only from its first statement on.
@Suite final class TableWatchTests {
    private let folder: URL
    private let history: History
    private let run: Int

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("watch-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        history = try History(path: folder.appendingPathComponent("history.sqlite").path) { xxh3($0) }
        run = try history.beginRun(startedAt: "", today: Day(year: 2026, month: 11, day: 21), version: "test")
    }

    deinit { do { try FileManager.default.removeItem(at: folder) } catch { print("left behind: \(folder.path)") } }

    private func silence(_ budget: String) throws(HistoryError) {
        try history.connection.run(
            "INSERT INTO alert_silence (budget, period, threshold_percent, run) VALUES (?, '2026-11', 50, ?)", .text(budget),
            .integer(Int64(run)))
    }

    private func agrees(_ table: String) throws -> Bool {
        try TableDigest.kept(of: table, history.connection) == TableDigest.found(in: table, history.connection)
    }

    /// The triggers go with the transaction that they were made in; a statement that was kept then writes on.
    @Test func aTransactionThatWasLostTakesNoTableOutOfSight() throws {
        try history.begin()
        try silence("one")
        try history.rollback()
        #expect(try history.connection.integer("SELECT count(*) FROM alert_silence") == 0)
        try history.transaction { () throws(HistoryError) in try silence("two") }
        #expect(try TableDigest.kept(of: "alert_silence", history.connection).rows == 1)
        #expect(try agrees("alert_silence"))

        // An error in the middle is such a transaction too.
        #expect(throws: HistoryError.self) {
            try history.transaction { () throws(HistoryError) in
                try history.connection.run("DELETE FROM file")
                try silence("two")
            }
        }
        try history.transaction { () throws(HistoryError) in try silence("three") }
        #expect(try TableDigest.kept(of: "alert_silence", history.connection).rows == 2)
        #expect(try Verification.findings(path: folder.appendingPathComponent("history.sqlite").path) { xxh3($0) } == [])
    }

    /// What a foreign key deletes is written by no statement of its own.
    @Test func whatGoesWithARowOfAnotherTableIsNoted() throws {
        try history.transaction { () throws(HistoryError) in
            let sequence = try history.nextSequence("delivery", "bill.csv", run: run)
            try history.connection.run(
                "INSERT INTO scope (source, kind, subject, period_start, period_end) VALUES ('aws', 'bill', 'b1', 20727, 20758)")
            try history.connection.run(
                "INSERT INTO file (path, source, series, inode, size, modified, sequence) VALUES ('a/bill.csv', 'a', 'bill', 1, 2, 3, ?)",
                .integer(sequence))
            try history.connection.run(
                "INSERT INTO file_scope (file, scope, content_hash) SELECT file, scope, '' FROM file, scope")
        }
        #expect(try TableDigest.kept(of: "file_scope", history.connection).rows == 1)
        let path = folder.appendingPathComponent("history.sqlite").path
        try history.transaction { () throws(HistoryError) in try history.connection.run("DELETE FROM file") }
        #expect(try TableDigest.kept(of: "file_scope", history.connection).rows == 0)
        #expect(try Verification.findings(path: path) { xxh3($0) } == [])
    }

    /// Most nights write a few tables; to watch all of them took longer than all that such a night reads.
    @Test func onlyWhatIsWrittenIsWatched() throws {
        let watched = "SELECT DISTINCT tbl_name FROM temp.sqlite_schema WHERE type = 'trigger' AND name LIKE 'note_%' ORDER BY 1"
        #expect(try history.connection.rows(watched) { $0.text(0) } == ["run"])
        try history.transaction { () throws(HistoryError) in try silence("one") }
        #expect(try history.connection.rows(watched) { $0.text(0) } == ["alert_silence", "run"])
    }
}
