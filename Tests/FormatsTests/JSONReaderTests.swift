import Billing
import Formats
import Testing

/// What a reader of JSON finds: each value as it is written again, each defect with its place.
private func found(_ text: String) throws -> [String] { try found(Array(text.utf8)) }

private func found(_ bytes: [UInt8]) throws -> [String] {
    let file = try TemporaryFile(bytes)
    let parser = try #require(JSONParser())
    var json = JSONReader(try ByteSource(path: file.path), parser: parser, file: "f")
    var steps: [String] = []
    while true {
        switch try json.next() {
        case .end: return steps
        case .value(let value): steps.append("\(json.origin.line): \(written(value))")
        case .defect(let problem, let origin, _, let isCut):
            steps.append("\(origin.line) \(problem)\(isCut ? ", cut" : "")")
        }
    }
}

/// A value as JSON without white space.
private func written(_ value: JSONValue) -> String {
    if value.isObject { return "{" + value.members.map { "\"\($0.name)\":\(written($0.value))" }.joined(separator: ",") + "}" }
    if value.isArray { return "[" + value.elements.map(written).joined(separator: ",") + "]" }
    if value.isNull { return "null" }
    if let flag = value.flag { return "\(flag)" }
    return value.isString ? "\"\(value.text ?? "")\"" : value.text ?? ""
}

@Suite struct JSONReaderTests {
    @Test(
        arguments: [
            ("{\"a\":1}\n{\"a\":2}\n", ["1: {\"a\":1}", "2: {\"a\":2}"]),
            ("\u{FEFF}{\"a\":1}\r\n\r\n{\"a\":2}", ["1: {\"a\":1}", "3: {\"a\":2}"]),
            ("[{\"a\":1},\n {\"a\":[1,2]}\n]\n", ["1: {\"a\":1}", "2: {\"a\":[1,2]}"]),
            ("[]", []), ("", []), (" \n", []), ("[1, \"x\", null, true]", ["1: 1", "1: \"x\"", "1: null", "1: true"]),
            ("{\n \"a\": {\n  \"b\": \"}]\\\"\"\n }\n}\n", ["1: {\"a\":{\"b\":\"}]\"\"}}"]),
            (
                "{\"n\":0.00022500000000000002,\"m\":-5.64902E-05,\"k\":12345678901234567890.12}",
                ["1: {\"n\":0.00022500000000000002,\"m\":-5.64902E-05,\"k\":12345678901234567890.12}"]
            ),
            ("{\"a\":\"\\u00e9\\ud83d\\ude00\\/\"}", ["1: {\"a\":\"é😀/\"}"]),
        ] as [(String, [String])])
    func valuesComeOneAfterTheOther(_ text: String, _ expected: [String]) throws { #expect(try found(text) == expected) }

    @Test(
        arguments: [
            ("{\"a\":1,}\n{\"b\":2}\n", ["1 malformed", "2: {\"b\":2}"]),
            ("{\"a\":1,\"a\":2}\n{}\n", ["1 duplicateKey", "2: {}"]),
            ("{\"a\":\"\\ud83d\"}\n{}\n", ["1 badString", "2: {}"]),
            ("{\"a\":01}\n{}\n", ["1 badNumber", "2: {}"]),
            ("{\"a\":1", ["1 endsInside, cut"]), ("[{\"a\":1}", ["1 endsInside, cut"]),
            ("[{\"a\":1},", ["1: {\"a\":1}", "1 endsInside, cut"]),
            ("[{\"a\":1} {\"a\":2}]", ["1 malformed"]), ("[1,]", ["1 malformed"]), ("[1] x", ["1: 1", "1 trailing"]),
            ("{\"a\":\"x\ny\"}\n{\"b\":1}\n", ["1 malformed", "2 malformed", "3: {\"b\":1}"]),
            ("nonsense\n{\"b\":1}\n", ["1 malformed", "2: {\"b\":1}"]),
            ("{\"a\":\n{\"b\":1}\n{\"c\":2}\n", ["1 malformed", "2: {\"b\":1}", "3: {\"c\":2}"]),
        ] as [(String, [String])])
    func aBadValueIsToldWithItsLineAndTheNextOneRead(_ text: String, _ expected: [String]) throws {
        #expect(try found(text) == expected)
    }

    @Test func textThatIsNotUTF8IsRefused() throws {
        #expect(try found([UInt8(ascii: "["), 0x22, 0xFF, 0x22, UInt8(ascii: "]")]) == ["1 notUTF8"])
    }

    @Test func nestingHasItsBound() throws {
        func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        // The outermost bracket is the list whose elements are values.
        #expect(try found("{\"a\":" + nested(127) + "}").count == 1)
        #expect(try found("{\"a\":" + nested(127) + "}")[0].hasPrefix("1: "))
        #expect(try found("{\"a\":" + nested(128) + "}") == ["1 tooDeep"])
        #expect(try found(String(repeating: "[", count: 1_000_000)) == ["1 endsInside, cut"])
    }

    /// A list of 40,000 records in one line took twenty times as long as in lines: the column of each was counted from the first.
    @Test func aListInOneLineIsReadAsItsLines() throws {
        let records = (0..<40_000).map { "{\"n\":\($0)}" }
        let asLines = try found("[" + records.joined(separator: ",\n") + "]").map { $0.drop { $0 != " " } }
        #expect(try found("[" + records.joined(separator: ",") + "]").map { $0.drop { $0 != " " } } == asLines)
        #expect(try found("[" + records.joined(separator: ",") + ",{\"n\":1,\"n\":2}]").last == "1 duplicateKey")
    }

    @Test func aValueHasItsBoundInBytes() throws {
        let text = String(repeating: "x", count: JSONReader.valueLimit + (1 << 20))
        #expect(try found("{\"a\":\"\(text)\"}\n") == ["1 tooLarge"])
    }

    /// However the blocks of a file fall, the values are the same.
    @Test func largeValuesAndManyOfThemAreWhole() throws {
        let record = { (number: Int) in "{\"n\":\(number),\"t\":\"" + String(repeating: "x\\\"{", count: number % 701) + "\"}" }
        let lines = (0..<3_000).map(record)
        let asLines = try found(lines.joined(separator: "\n"))
        let asList = try found("[" + lines.joined(separator: ",\n") + "]")
        #expect(asLines.count == 3_000)
        #expect(asLines == asList)
        #expect(asLines[2_999].hasPrefix("3000: {\"n\":2999,"))
    }
}
