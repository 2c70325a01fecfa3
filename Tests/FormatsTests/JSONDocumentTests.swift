import Billing
import Formats
import Testing

@Suite struct JSONDocumentTests {
    /// What is told about a file; empty where it is taken.
    private func told(_ text: String) -> [String] {
        do throws(RefusedFile) {
            _ = try JSONDocument(Array(text.utf8), file: "x.json")
            return []
        } catch {
            return error.refusals.map { "\($0.origin.line):\($0.origin.column) \($0.reason)" }
        }
    }

    private func read(_ text: String) throws -> YAMLNode { try JSONDocument(Array(text.utf8), file: "x.json").root }

    static let documents = [
        "{}", "[]", "3", "\"é\"", "null", "{\"a\": {}, \"b\": [], \"é\": \"ü\", \"c\": [1, \"ö\", 2]}",
        "{\"a\":1,\"b\":[1,[2,{\"c\":\"d: e #f\"}]],\"g\":-0.5E+3}\n", "\u{FEFF}{\r\n  \"a\": true,\r\n  \"b\": null\r\n}\r\n",
        "[\n  {\"a/b\": 3e-06},\n  {\"a\\/b\": \"\\u00e9\\n\\\"\\\\\"}\n]\n",
    ]

    @Test(arguments: documents)
    func itsTreeIsTheOneOfTheYAMLReader(_ text: String) throws {
        #expect(try read(text) == YAMLDocument(Array(text.utf8), file: "x.json").root)
    }

    @Test func theSpaceBetweenValuesMakesNoDifference() throws {
        let words = ["{", "\"a\"", ":", "[", "1", ",", "{", "\"b\"", ":", "\"c d\"", "}", "]", ",", "\"e\"", ":", "null", "}"]
        for space in ["", " ", "\t", "\n", "\r\n", "\r", "\n\t\t "] {
            #expect(
                shape(try read(words.map { $0 + space }.joined())) == "{a: [1, {b: \"c d\"}], e: null}",
                "\(space.debugDescription)")
        }
    }

    @Test func everyPrefixOfADocumentIsRefused() {
        let text = Array("{\"a\": [1, {\"b\": \"\\u00e9\"}], \"c\": [true]}".utf8)
        for count in 0..<text.count {
            #expect(told(String(decoding: text[..<count], as: UTF8.self)).count == 1, "\(count) bytes")
        }
        #expect(told(String(decoding: text, as: UTF8.self)) == [])
    }

    @Test func anyByteInAnyPlaceIsReadOrRefused() {
        let text = Array("{\"a\": [1, {\"b\": \"\\ud83d\\ude00\"}], \"c\": -1.5e+3}".utf8)
        var taken = 0
        for at in text.indices {
            for byte in UInt8(0)..<0x80 {
                var changed = text
                changed[at] = byte
                if told(String(decoding: changed, as: UTF8.self)).isEmpty { taken += 1 }
            }
        }
        #expect(taken > text.count)
        #expect(taken < 128 * text.count)
    }

    @Test func theDigitsOfANumberAreKept() throws {
        let numbers = "9.499999999999999e-07, 5.0000000000000004e-08, 0, -0, 1E5, 12345678901234567890.10"
        #expect(shape(try read("[\(numbers)]")) == "[\(numbers)]")
    }

    @Test func escapesStandForTheirCharacters() throws {
        let text =
            #"["\"\\\/\b\f\n\r\t", "a\u00e9\u00C9b", "\uD83D\uDE00!", "\ud83d-", "\ude00", "\ud83d\u0041", "\ude00\ude00", "\u0000"]"#
        guard case .sequence(let values) = try read(text).content else {
            Issue.record("expected a list")
            return
        }
        let found = values.map { value -> [UInt32] in
            guard case .scalar(let text, quoted: true) = value.content else { return [] }
            return text.unicodeScalars.map(\.value)
        }
        #expect(
            found == [
                [0x22, 0x5C, 0x2F, 8, 12, 10, 13, 9], [0x61, 0xE9, 0xC9, 0x62], [0x1F600, 0x21], [0xFFFD, 0x2D], [0xFFFD],
                [0xFFFD, 0x41], [0xFFFD, 0xFFFD], [0],
            ])
    }

    @Test func theLastOfTwoKeysCounts() throws {
        let root = try read("{\"a\": 1, \"b\": 2, \"\\u0061\": {\"c\": 3}}")
        #expect(shape(root) == "{a: {c: 3}, b: 2}")
        #expect(
            root.content.entries.map { "\($0.origin) \($0.value.origin)" } == [
                "x.json:1:18 x.json:1:28", "x.json:1:10 x.json:1:15",
            ])
    }

    @Test func aColumnIsCountedInCharacters() {
        #expect(told("{\"éü\": \"ö\", \"€\": x}") == ["1:18 a word that is no value, \(expectedValue)"])
        #expect(told("[\"é\",\n  \"ü\", \"\u{1F600}\" 1]") == ["2:12 no comma, expected a comma or ]"])
    }

    private static let expectedValue = "expected a text in double quotes, a number, true, false, null, { or ["
    private var expectedValue: String { Self.expectedValue }

    static let mistakes: [YAMLMistake] = [
        YAMLMistake("nothing", " \n", "2:1 no value, \(expectedValue)"),
        YAMLMistake("a second value", "{}\n{}", "2:1 text after the end of the document, expected nothing more"),
        YAMLMistake("a comma at the end", "{\"a\": 1,}", "1:9 no key, expected a key in double quotes"),
        YAMLMistake("a comma at the end of a list", "[1,]", "1:4 no value, \(expectedValue)"),
        YAMLMistake("a key without quotes", "{a: 1}", "1:2 no key, expected a key in double quotes"),
        YAMLMistake("no colon", "{\"a\" 1}", "1:6 a key without a colon, expected : and a value"),
        YAMLMistake("no comma", "{\"a\": 1\n \"b\": 2}", "2:2 no comma, expected a comma or }"),
        YAMLMistake("the wrong bracket", "[1}", "1:3 no comma, expected a comma or ]"),
        YAMLMistake("an open list", "{\"a\":\n [1, 2", "2:2 a bracket that is not closed, expected ] at its end"),
        YAMLMistake("an open text", "[\"a\n\"]", "1:2 a quote that is not closed, expected the same quote after the text"),
        YAMLMistake("a tab in a text", "[\"a\tb\"]", "1:4 a control character in a text, expected an escape as in \\t"),
        YAMLMistake("an unknown escape", "[\"a\\x\"]", "1:4 a backslash that begins no escape, expected \\\\ for a backslash"),
        YAMLMistake("half an escape", "[\"\\u00g0\"]", "1:3 \\u without four digits, expected four hexadecimal digits"),
        YAMLMistake("a comment", "{} // x", "1:4 text after the end of the document, expected nothing more"),
        YAMLMistake("no number", "NaN", "1:1 a word that is no value, \(expectedValue)"),
    ]

    @Test(arguments: mistakes)
    func aMistakeIsToldWithItsPlace(_ mistake: YAMLMistake) {
        #expect(told(mistake.text) == mistake.expected)
    }

    @Test(arguments: ["01", "+1", "1.", ".5", "1e", "1e+", "-", "--1", "0x1", "1_0", "1.e5", "True", "nul"])
    func whatIsNoNumberAndNoWordIsRefused(_ text: String) {
        #expect(told(text) == ["1:1 a word that is no value, \(expectedValue)"])
    }

    @Test func aHundredLevelsAreTaken() {
        func nested(_ count: Int) -> String { String(repeating: "[", count: count) + String(repeating: "]", count: count) }
        #expect(told(nested(100)) == [])
        #expect(told(nested(101)) == ["1:101 lists and keys nested over 100 deep, expected at most 100"])
        #expect(told(String(repeating: "{\"a\":", count: 1_000_000)).count == 1)
    }

    @Test func aFileOverSixteenMegabytesIsRefused() {
        let spaces = String(repeating: " ", count: 16_000_000)
        #expect(told(spaces + "1") == ["0:0 file has over 16000000 bytes, expected at most that many"])
    }
}

extension YAMLNode.Content {
    fileprivate var entries: [YAMLEntry] {
        if case .mapping(let entries) = self { return entries }
        return []
    }
}
