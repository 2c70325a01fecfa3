import Billing
import Formats
import Testing

/// A reader that goes by lines takes each for a value by itself.
@Suite struct JSONLineTests {
    private func found(_ text: String) throws -> [String] {
        let file = try TemporaryFile(Array(text.utf8))
        let parser = try #require(JSONParser())
        var json = JSONReader(try ByteSource(path: file.path), parser: parser, file: "f", byLine: true)
        var steps: [String] = []
        while true {
            switch try json.next() {
            case .end: return steps
            case .value(let value): steps.append("\(json.origin.line): \(value["a"]?.text ?? "-")")
            case .defect(let problem, let origin, _, let isCut):
                steps.append("\(origin.line) \(problem)\(isCut ? ", cut" : "")")
            }
        }
    }

    @Test(
        arguments: [
            ("{\"a\":1}\n{\"a\":2}\n", ["1: 1", "2: 2"]),
            ("\u{FEFF}\n{\"a\":1} \r\n\r\n  {\"a\":2}", ["2: 1", "4: 2"]),
            ("{\"a\":{\"b\":\"x\n{\"a\":2}\n", ["1 malformed", "2: 2"]),
            ("[\n{\"a\":2}\n]\n", ["1 malformed", "2: 2", "3 malformed"]),
            ("{\"a\":1}\n{\"a\":", ["1: 1", "2 malformed, cut"]),
            ("{\"a\":1}\n{\"a\":1}x\n{\"a\":3}\n", ["1: 1", "2 malformed", "3: 3"]),
            ("", []), ("\n \r\n", []),
        ])
    func aBrokenLineIsOneDefect(_ text: String, _ expected: [String]) throws { #expect(try found(text) == expected) }

    @Test func aLineBeyondTheBoundIsPassed() throws {
        let long = "{\"a\":\"" + String(repeating: "x", count: JSONReader.valueLimit + 1000) + "\"}"
        #expect(try found("{\"a\":1}\n\(long)\n{\"a\":3}\n") == ["1: 1", "2 tooLarge", "3: 3"])
        #expect(try found("{\"a\":1}\n\(long)") == ["1: 1", "2 tooLarge"])
        let allowed = "{\"a\":\"" + String(repeating: "x", count: 2 << 20) + "\"}"
        #expect(try found("\(allowed)\n{\"a\":3}\n").map { $0.prefix(4) } == ["1: x", "2: 3"])
    }
}
