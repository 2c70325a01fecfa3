import Billing
import Formats
import Testing

@testable import Exports

/// A record of a JSON file that is refused is shown with the line that it begins in.
@Suite struct RecordPlaceTests {
    private let good = #"{"day":"2026-10-01","metric":"reads","quantity":1}"#
    private let bad = #"{"day":"2026-10-01","metric":"reads","quantity":"1,5"}"#

    private func refused(_ text: String) throws -> [String] {
        try readFile(text, into: CollectingSink()).reading.refusals.map { "\($0.origin.line):\($0.origin.column) \($0.text)" }
    }

    @Test func ofLinesItIsTheLine() throws {
        #expect(try refused("\(good)\n\(bad)\r\n\n\(good)\n\(bad)") == ["2:1 \(bad)", "5:1 \(bad)"])
        #expect(try refused("\u{FEFF}\(bad)\n") == ["1:1 \(bad)"])
    }

    @Test func ofAListItIsTheLineThatItBeginsIn() throws {
        #expect(try refused("[\(good), \(bad)]") == ["1:\(good.count + 4) [\(good), \(bad)]"])
        #expect(try refused("[\n \(good),\n \(bad)\n]\n") == ["3:2  \(bad)"])
        // A bracket alone shows nothing.
        #expect(try refused("[\n{\n\"day\":1,\"metric\":\"m\",\"quantity\":1}\n]\n") == ["2:1 "])
    }

    /// Of a log nothing is shown: people's words stand in it, and keys.
    @Test func ofALogItIsNotShown() throws {
        let line = #"{"message":{"usage":{"input_tokens":1},"content":"secret"},"sessionId":"s"}"#
        #expect(try refused(line + "\n") == ["1:1 "])
    }

    @Test func ofAnythingElseNotMuchIsShown() throws {
        let file = try TemporaryFile(Array("{\"text\":\"\(String(repeating: "x", count: 9_000))\"}\n".utf8))
        let parser = try #require(JSONParser())
        let problem = try #require(try ExportInput(path: file.path, file: "f", format: nil, parser: parser).problem)
        #expect(problem.text.count == 120)
    }

    /// Lines that are read in several blocks, and a line that is longer than what is shown of one.
    @Test func itIsHeldAcrossBlocks() throws {
        let many = (0..<6_000).map { $0 % 1_000 == 999 ? bad : good }
        let found = try refused(many.joined(separator: "\n"))
        #expect(found == (1...6).map { "\($0 * 1_000):1 \(bad)" })
        let line = "[" + many.joined(separator: ",") + "]"
        #expect(try refused(line).allSatisfy { $0.hasPrefix("1:") && $0.hasSuffix(" ") })
    }
}
