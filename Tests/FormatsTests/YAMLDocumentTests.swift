import Billing
import Formats
import Testing

/// A YAML text and what is told about it: each mistake as `LINE:COLUMN reason`.
struct YAMLMistake: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var text: String
    var expected: [String]

    init(_ description: String, _ text: String, _ expected: String...) {
        testDescription = description
        self.text = text
        self.expected = expected
    }
}

/// What is told about a YAML file; empty where it is taken.
private func lines(_ refusals: [Refusal]) -> [String] {
    refusals.map { "\($0.origin.line):\($0.origin.column) \($0.reason)" }
}

func told(_ bytes: [UInt8]) -> [String] {
    do throws(RefusedFile) {
        let document = try YAMLDocument(bytes, file: "x.yaml")
        return lines(document.refusals)
    } catch {
        return lines(error.refusals)
    }
}

/// A document without its places.
func shape(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let text, let quoted): quoted ? "\"\(text)\"" : text
    case .sequence(let values): "[" + values.map(shape).joined(separator: ", ") + "]"
    case .mapping(let entries): "{" + entries.map { "\($0.key): \(shape($0.value))" }.joined(separator: ", ") + "}"
    }
}

@Suite struct YAMLDocumentTests {
    static let mistakes: [YAMLMistake] = [
        YAMLMistake(
            "tabs, all of them", "a:\n\tb: 1\n  \tc: 2\n", "2:1 a tab in the indentation, expected spaces",
            "3:3 a tab in the indentation, expected spaces"),
        YAMLMistake("a key twice", "a: 1\nb: 2\na: 3\n", "3:1 key \"a\" stands twice, expected it once"),
        YAMLMistake("a key twice in braces", "x: {a: 1, a: 2}\n", "1:11 key \"a\" stands twice, expected it once"),
        YAMLMistake(
            "an anchor and an alias", "a: &x 1\nb: *x\n", "1:4 an anchor (&), expected the value itself",
            "2:4 an alias (*), expected the value itself"),
        YAMLMistake("a tag", "a: !!str 1\n", "1:4 a tag (!), expected the value itself"),
        YAMLMistake("a merge key", "a:\n  <<: {b: 1}\n", "2:3 a merge key (<<), expected the keys themselves"),
        YAMLMistake("two documents", "a: 1\n---\nb: 2\n", "2:1 a second document, expected one in a file"),
        YAMLMistake("no key", "a: 1\n\"\": 2\n", "2:1 a value without a key, expected \"key: value\""),
        YAMLMistake("a list as key", "? [a, b]\n: 2\n", "1:3 a list or a group as a key, expected a word"),
        YAMLMistake(
            "a colon in a text", "name: a: b\n", "1:8 a colon where no key can stand, expected one \"key: value\" on a line"),
        YAMLMistake("no colon", "a: 1\nbcd\n", "2:1 a line without a colon, expected \"key: value\""),
        YAMLMistake(
            "an open quote", "a: 1\nb: \"two\nc: 3\n", "2:4 a quote that is not closed, expected the same quote after the text"),
        YAMLMistake(
            "indentation that fits nothing", "a:\n    b: 1\n  c: 2\n",
            "3:3 text that fits no key above it, expected \"key: value\" in the same column as the keys of its group"),
        YAMLMistake(
            "a key in a list", "a:\n  - 1\n  b: 2\n",
            "3:3 a line that fits no list, expected every entry of a list to begin with \"- \" in the same column"),
        YAMLMistake("an open bracket", "a: [1, 2\nb: 3\n", "1:4 a list in brackets that is not closed, expected a comma or ]"),
        YAMLMistake("an open brace", "a: {b: 1\nc: 3\n", "1:4 keys in braces that are not closed, expected a comma or }"),
        YAMLMistake(
            "a reserved character", "a: @b\n",
            "1:4 a value that begins with a reserved character, expected a letter, a digit or a quote"),
        YAMLMistake(
            "an escape that is none", "a: \"\\q\"\n",
            "1:5 a backslash before a character that needs none, expected \\\\ for a backslash in double quotes"),
        YAMLMistake("a control character", "a: 1\nb: \u{1}\n", "2:4 a control character, expected text"),
        YAMLMistake(
            "nested too deep", String(repeating: "[", count: 40),
            "1:33 lists and keys nested over 32 deep, expected at most 32"),
        YAMLMistake(
            "several kinds at once", "a: &x 1\na: 2\nb: [\n", "1:4 an anchor (&), expected the value itself",
            "2:1 key \"a\" stands twice, expected it once",
            "4:1 a comma or a bracket where a value is missing, expected a value"),
    ]

    @Test(arguments: mistakes)
    func aMistakeIsToldWithItsPlace(_ mistake: YAMLMistake) {
        #expect(told(Array(mistake.text.utf8)) == mistake.expected)
    }

    @Test func aByteThatIsNotUTF8IsToldWithItsPlace() {
        #expect(
            told(Array("a: é\nb: é".utf8) + [0xFF]) == ["2:5 a byte that is not UTF-8 text, expected a file in UTF-8"])
    }

    @Test func aFileOverFourMegabytesIsRefused() {
        let comment = [UInt8(ascii: "#")] + [UInt8](repeating: UInt8(ascii: "x"), count: 4_000_000)
        #expect(told(Array(comment.dropLast())) == [])
        #expect(told(comment) == ["0:0 file has over 4000000 bytes, expected at most that many"])
    }

    @Test func manyMistakesInOneLongLineAreToldInAMoment() {
        let text = "a: [" + String(repeating: "&x 1, ", count: 20_000) + "2]\n"
        let refusals = told(Array(text.utf8))
        #expect(refusals.count == 20_000)
        #expect(refusals.last == "1:119999 an anchor (&), expected the value itself")
    }

    @Test func thirtyTwoLevelsAreTaken() {
        #expect(told(Array((String(repeating: "[", count: 32) + String(repeating: "]", count: 32)).utf8)) == [])
    }

    @Test(arguments: ["", "\n\n", "# nothing\n", "---\n", "\u{FEFF}", "--- # nothing\n...\n"])
    func anEmptyDocumentIsAnEmptyMapping(_ text: String) throws {
        #expect(try YAMLDocument(Array(text.utf8), file: "x.yaml").root.content == .mapping([]))
    }

    @Test func lineEndsAndAByteOrderMarkMakeNoDifference() throws {
        let text = "a: 1\nb:\n  - c: 'x'\n    d: [2, 3]\n"
        let plain = try YAMLDocument(Array(text.utf8), file: "x.yaml").root
        #expect(shape(plain) == "{a: 1, b: [{c: \"x\", d: [2, 3]}]}")
        for end in ["\r\n", "\r"] {
            let other = "\u{FEFF}" + text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: end)
            #expect(try YAMLDocument(Array(other.utf8), file: "x.yaml").root == plain)
        }
    }

    @Test func everyValueKnowsItsPlaceInCharacters() throws {
        let root = try YAMLDocument(Array("é: {ü: \"ö\"}\n".utf8), file: "x.yaml").root
        guard case .mapping(let entries) = root.content, case .mapping(let inner) = entries[0].value.content else {
            Issue.record("found \(shape(root)), expected groups of keys")
            return
        }
        #expect("\(entries[0].origin) \(entries[0].value.origin)" == "x.yaml:1:1 x.yaml:1:4")
        #expect("\(inner[0].origin) \(inner[0].value.origin)" == "x.yaml:1:5 x.yaml:1:8")
        #expect(inner[0].value.width == 3)
    }

    @Test func aMessageShowsTheLineWithoutTabs() throws {
        do throws(RefusedFile) {
            _ = try YAMLDocument(Array("a:\r\n\tb: 1\r\n".utf8), file: "x.yaml")
            Issue.record("expected a refusal")
        } catch {
            #expect(error.refusals[0].text == " b: 1")
            #expect(error.refusals[0].hint == "replace each tab by two spaces")
        }
    }
}
