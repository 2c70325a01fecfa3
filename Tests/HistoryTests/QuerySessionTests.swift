import Billing
import Formats
import Foundation
import Testing

@testable import History

/// What a query sees of a history that is written meanwhile.
@Suite struct QuerySessionTests {
    @Test func rowsOfTwoStatesAreNoAnswer() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("query-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { do { try FileManager.default.removeItem(at: folder) } catch { print("left behind: \(folder.path)") } }
        let path = folder.appendingPathComponent("history.sqlite").path
        _ = try History(path: path) { xxh3($0) }
        // All of it in one file, as somebody may have copied it.
        _ = try Connection(path: path, readOnly: false).integer("PRAGMA wal_checkpoint(TRUNCATE)")
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name != "history.sqlite" {
            try FileManager.default.removeItem(atPath: folder.appendingPathComponent(name).path)
        }
        let session = try QuerySession(path: path)
        var rows = 0
        _ = try session.run(
            "SELECT 1", parameters: [[:]], timeout: 10, names: { _ in },
            row: { _ in
                rows += 1
                return true
            })
        #expect(rows == 1)
        #expect(throws: QuerySession.Refusal.changed) {
            _ = try session.run(
                "SELECT 1", parameters: [[:]], timeout: 10, names: { _ in },
                row: { _ in FileManager.default.createFile(atPath: path, contents: Data("another".utf8)) })
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["history.sqlite"])
    }

    /// A run that commits between two values is in none of the answer, or in all.
    @Test func allValuesAreAskedOfOneState() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("query-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { do { try FileManager.default.removeItem(at: folder) } catch { print("left behind: \(folder.path)") } }
        let path = folder.appendingPathComponent("history.sqlite").path
        let history = try History(path: path) { xxh3($0) }
        func begin() throws {
            _ = try history.beginRun(startedAt: "", today: Day(year: 2026, month: 11, day: 21), version: "test")
        }
        try begin()
        var rows: [[SQLValue]] = []
        _ = try QuerySession(path: path).run(
            "SELECT count(*), :a FROM run", parameters: (1...3).map { ["a": "\($0)"] }, timeout: 10, names: { _ in },
            row: { row in
                rows.append(row)
                do { try begin() } catch { Issue.record(error) }
                return true
            })
        #expect(rows == (1...3).map { [.integer(1), .integer($0)] })
        #expect(try history.connection.integer("SELECT count(*) FROM run") == 4)
    }

    @Test func aStatementRestsWhileARunWritesAndOnlyThen() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("query-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { do { try FileManager.default.removeItem(at: folder) } catch { print("left behind: \(folder.path)") } }
        let path = folder.appendingPathComponent("history.sqlite").path
        _ = try History(path: path) { xxh3($0) }
        let numbers = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT :n) SELECT max(x) FROM c"
        func ask(_ session: QuerySession, _ count: String, timeout: Double) throws {
            _ = try session.run(numbers, parameters: [["n": count]], timeout: timeout, names: { _ in }, row: { _ in true })
        }
        for isWritten in [true, false] {
            let session = try QuerySession(path: path) { isWritten }
            #expect(throws: QuerySession.Refusal.timeout(seconds: 0.2, hasRested: isWritten)) {
                try ask(session, "-1", timeout: 0.2)
            }
        }
        func now(_ clock: clockid_t) -> Double {
            var time = timespec()
            unsafe clock_gettime(clock, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
        let (began, worked) = (now(CLOCK_MONOTONIC), now(CLOCK_THREAD_CPUTIME_ID))
        try ask(QuerySession(path: path) { true }, "500000", timeout: 60)
        #expect(now(CLOCK_MONOTONIC) - began > 3 * (now(CLOCK_THREAD_CPUTIME_ID) - worked))
    }

    /// What is committed stands in the log first, which lies beside the file and not beside a link to it.
    @Test func aLinkShowsWhatIsCommitted() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("query-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { do { try FileManager.default.removeItem(at: folder) } catch { print("left behind: \(folder.path)") } }
        let path = folder.appendingPathComponent("history.sqlite").path
        let link = folder.appendingPathComponent("link").path
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "history.sqlite")
        let history = try History(path: path) { xxh3($0) }
        _ = try history.beginRun(startedAt: "", today: Day(year: 2026, month: 11, day: 21), version: "test")
        var rows: [[SQLValue]] = []
        _ = try QuerySession(path: link).run(
            "SELECT count(*) FROM run", parameters: [[:]], timeout: 10, names: { _ in },
            row: { row in
                rows.append(row)
                return true
            })
        #expect(rows == [[.integer(1)]])
    }

    @Test func whatIsNoFileIsNoHistoryAndIsNotWaitedFor() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("query-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { do { try FileManager.default.removeItem(atPath: folder) } catch { print("left behind: \(folder)") } }
        let pipe = folder + "/pipe"
        #expect(unsafe mkfifo(pipe, 0o600) == 0)
        for path in [pipe, folder, "/dev/zero"] {
            #expect(throws: HistoryError.foreign(path: path)) { _ = try Connection(path: path, readOnly: true) }
            #expect(throws: QuerySession.Refusal.history(.foreign(path: path))) { _ = try QuerySession(path: path) }
        }
    }
}
