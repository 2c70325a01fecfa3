import Billing
import Formats
import Foundation
import Testing

@testable import History

/// Lines are stored in two tables and found again as what they are, whichever of their values are those of others too.
@Suite final class LineStoreTests {
    private let folder: URL
    private var path: String { folder.appendingPathComponent("history.sqlite").path }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("lines-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { do { try FileManager.default.removeItem(at: folder) } catch { print("left behind: \(folder.path)") } }

    /// As many columns as there may be vary, and most of them or few: values repeat in some, and in others nearly never.
    @Test(arguments: 0..<12) func randomLinesAreFoundAgainAndAreWhatWasStored(seed: Int) throws {
        var random = RandomLines(seed: seed)
        let lines = random.lines(200)
        let history = try History(path: path) { xxh3($0) }
        let numbers = try stored(lines, in: history)
        #expect(Set(numbers).count == Set(lines.map(RandomLines.texts)).count)
        // Another delivery, in another order, and some that are new.
        let more = (lines + random.lines(20)).shuffled(using: &random)
        let found = Dictionary(zip(lines.map(RandomLines.texts), numbers)) { first, _ in first }
        for (line, number) in zip(more, try stored(more, in: history)) {
            #expect(found[RandomLines.texts(line)].map { $0 == number } ?? true)
        }
        try agrees(history, more)
    }

    /// More than is kept in memory of them.
    @Test func valuesThatNothingElseHasAreStoredAndFoundToo() throws {
        let text = String(repeating: "d", count: 600)
        let lines = (0..<8000).map { number in RandomLines.line { $0 == .chargeDescription ? text + "\(number)" : "x" } }
        let history = try History(path: path) { xxh3($0) }
        let numbers = try stored(lines, in: history)
        #expect(try stored(lines, in: history) == numbers)
        #expect(try history.connection.integer("SELECT count(*) FROM line_common") == 8000)
        try agrees(history, lines)
    }

    /// Each combination is stored once, however many lines have it.
    @Test func whatLinesHaveInCommonIsStoredOnce() throws {
        let lines = (0..<50).map { number in
            RandomLines.line { LineColumns.own.contains($0) ? "\(number)" : $0 == .source || number % 2 == 0 ? "x" : nil }
        }
        let history = try History(path: path) { xxh3($0) }
        _ = try stored(lines, in: history)
        #expect(try history.connection.integer("SELECT count(*) FROM billed_line") == 50)
        #expect(try history.connection.integer("SELECT count(*) FROM line_common") == 2)
    }

    /// A hash that is no better than the length of what it is of.
    @Test func othersOfTheSameHashAreNotMixedUp() throws {
        let history = try History(path: path) { Hash128(high: 0, low: UInt64($0.count)) }
        let (one, other) = (RandomLines.line { _ in "a" }, RandomLines.line { _ in "b" })
        try history.begin()
        var lines = try LineStore(history)
        _ = try lines.line(Hash128(high: 0, low: 1), one)
        // In memory, and from the table.
        #expect(throws: HistoryError.self) { try lines.line(Hash128(high: 0, low: 2), other) }
        var again = try LineStore(history)
        #expect(throws: HistoryError.self) { try again.line(Hash128(high: 0, low: 2), other) }
        try history.rollback()
    }

    /// Every column is looked at where a line has the identity of one that is stored.
    @Test func anotherLineOfTheSameIdentityIsRefused() throws {
        let history = try History(path: path) { xxh3($0) }
        try history.begin()
        var lines = try LineStore(history)
        let identity = Hash128(high: 5, low: 6)
        let number = try lines.line(identity, RandomLines.line { _ in "a" })
        #expect(try lines.line(identity, RandomLines.line { _ in "a" }) == number)
        for column in Dimension.allCases {
            for text in column == .source ? ["b"] : ["b", nil] {
                let other = RandomLines.line { $0 == column ? text : "a" }
                #expect(throws: HistoryError.self, "\(column.name)") { try lines.line(identity, other) }
            }
        }
        try history.rollback()
    }

    /// The view has the columns that the table of the same name had.
    @Test func theViewOfLinesHasAllOfTheirColumns() throws {
        let history = try History(path: path) { xxh3($0) }
        let names = ["line", "hash_high", "hash_low"] + Dimension.allCases.map(\.name)
        #expect(try History.columns(of: "line", history.connection) == names)
        #expect(
            try History.columns(of: "line_common", history.connection) == ["common", "hash"] + LineColumns.common.map(\.name))
        let keys = ["line", "hash_high", "hash_low", "common"]
        #expect(try History.columns(of: "billed_line", history.connection) == keys + LineColumns.own.map(\.name))
    }

    // MARK: A history

    private func stored(_ lines: [LineValues], in history: History) throws -> [Int64] {
        try history.transaction { () throws(HistoryError) in
            var store = try LineStore(history)
            var numbers: [Int64] = []
            for line in lines { numbers.append(try store.line(RandomLines.identity(line), line)) }
            return numbers
        }
    }

    /// Holds what is stored against the lines, and its fingerprints.
    private func agrees(_ history: History, _ lines: [LineValues]) throws {
        let columns = Dimension.allCases.map(\.name).joined(separator: ", ")
        let kept = try history.connection.rows("SELECT \(columns) FROM line") { row in
            Dimension.allCases.map { row.isNull($0.rawValue) ? nil : row.blob($0.rawValue) }
        }
        #expect(kept.count == Set(kept).count)
        #expect(Set(kept) == Set(lines.map(RandomLines.texts)))
        #expect(try Verification.findings(path: path) { xxh3($0) } == [])
    }
}
