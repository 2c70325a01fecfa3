import Billing
import Formats
import Foundation
import Testing

@testable import History

@Suite struct ConnectionTests {
    /// Kept statements held their connection and it them, so that every history stayed open until the process ended.
    @Test func aHistoryThatIsNoLongerUsedHoldsNoFile() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("connection-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { do { try FileManager.default.removeItem(at: folder) } catch { print("left behind: \(folder.path)") } }
        func open() throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count { number in
                // A file may be closed while the others are listed.
                guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(number)") else {
                    return false
                }
                return target.hasPrefix(folder.path)
            }
        }
        do {
            let history = try History(path: folder.appendingPathComponent("history.sqlite").path) { xxh3($0) }
            _ = try history.beginRun(startedAt: "", today: Day(year: 2026, month: 11, day: 21), version: "test")
            #expect(try open() > 0)
        }
        #expect(try open() == 0)
    }
}
