import Billing
import Formats
import Foundation
import Testing

@testable import History

/// The newest day of each source, which is kept for who asks again.
@Suite struct LastDaysTests {
    @Test func theNewestDaysAreThoseOfTheSequenceThatIsAskedFor() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("days-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { do { try FileManager.default.removeItem(at: folder) } catch { print("left behind: \(folder.path)") } }
        let history = try History(path: folder.appendingPathComponent("history.sqlite").path) { xxh3($0) }
        let run = try history.beginRun(startedAt: "", today: day(21), version: "test")
        func deliver(_ source: String, _ last: Int, subject: String) throws(HistoryError) {
            let sequence = try history.nextSequence("delivery", source, run: run)
            try history.connection.run(
                "INSERT INTO scope (source, kind, subject, period_start, period_end) VALUES (?, 'bill', ?, ?, ?)", .text(source),
                .text(subject), .integer(Int64(day(1).number)), .integer(Int64(day(30).number)))
            try history.connection.run(
                """
                INSERT INTO scope_delivery (sequence, scope, file, mode, received_at, today, last_day, rows, refused, content_hash)
                VALUES (?, ?, '', 'replace', '', ?, ?, 1, 0, '')
                """, .integer(sequence), .integer(history.connection.lastKey), .integer(Int64(day(21).number)),
                .integer(Int64(day(last).number)))
        }
        #expect(try history.view().lastDays() == [:])
        try history.transaction { () throws(HistoryError) in try deliver("aws", 3, subject: "a") }
        let first = try history.sequence
        #expect(try history.view().lastDays() == ["aws": day(3)])
        try history.transaction { () throws(HistoryError) in try deliver("aws", 9, subject: "b") }
        // What was only tried leaves its sequence to the next change.
        try history.begin()
        try deliver("gcp", 12, subject: "c")
        #expect(try history.view().lastDays() == ["aws": day(9), "gcp": day(12)])
        try history.rollback()
        try history.transaction { () throws(HistoryError) in try deliver("oci", 25, subject: "d") }
        // A day after its delivery is none that it has brought.
        for _ in 1...2 {
            #expect(try history.view().lastDays() == ["aws": day(9), "oci": day(21)])
            #expect(try history.view(asOf: first).lastDays() == ["aws": day(3)])
        }
    }

    private func day(_ day: Int) -> Day { Day(year: 2026, month: 11, day: day) }
}
