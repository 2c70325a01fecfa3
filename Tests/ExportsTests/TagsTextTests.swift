import Testing

@testable import Exports

/// The normal form of a text; nil where it is none.
private func normal(_ text: String) -> String? {
    do throws(TagsText.Flaw) { return String(decoding: try TagsText.normalised(Array(text.utf8)), as: UTF8.self) } catch {
        return nil
    }
}

@Suite struct TagsTextTests {
    static let values = [
        "\"1\"", "\"\"", "\"a \\\" , } b\"", "\"\\u00e9é\"", "-12.5e+3", "0", "true", "false", "null", "[]", "{}",
        "[1,{\"z\":[true],\"y\":2}]",
    ]

    @Test func orderAndWhiteSpaceMakeNoDifference() {
        var random = SeededGenerator(3)
        for _ in 0..<500 {
            let entries = (0..<Int.random(in: 0...6, using: &random)).map { number in
                (key: "\"k\(number)\"", value: TagsTextTests.values.randomElement(using: &random) ?? "0")
            }
            func space() -> String {
                (0..<Int.random(in: 0...2, using: &random)).map { _ in
                    [" ", "\t", "\n", "\r"].randomElement(using: &random) ?? ""
                }.joined()
            }
            func text() -> String {
                let inner = entries.shuffled(using: &random).map {
                    space() + $0.key + space() + ":" + space() + $0.value + space()
                }
                return space() + "{" + (inner.isEmpty ? space() : inner.joined(separator: ",")) + "}" + space()
            }
            let form = normal(text())
            #expect(form != nil)
            #expect(normal(text()) == form)
            #expect(normal(form ?? "") == form, "the normal form is its own")
        }
    }

    @Test func unlikeTagsStayUnlike() {
        let texts = [
            "{}", "{\"a\":\"1\"}", "{\"A\":\"1\"}", "{\"a\":1}", "{\"a\":1.0}", "{\"a\":\"1 \"}", "{\" a\":\"1\"}",
            "{\"a\":null}", "{\"a\":\"\"}",
            "{\"a\":[1,2]}", "{\"a\":[2,1]}", "{\"a\":\"1\",\"b\":\"1\"}", "{\"é\":\"1\"}", "{\"e\u{301}\":\"1\"}",
        ]
        let forms = texts.map { normal($0).map { Array($0.utf8) } }
        #expect(!forms.contains(nil))
        #expect(Set(forms).count == texts.count)
    }

    @Test(arguments: [
        "", " ", "a", "[]", "\"a\"", "{", "}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "{\"a\":1 \"b\":2}", "{\"a\":1}{",
        "{\"a\":1}}", "{a:1}",
        "{\"a\":tru}", "{\"a\":01}", "{\"a\":1.}", "{\"a\":.5}", "{\"a\":+1}", "{\"a\":1e}", "{\"a\":-}", "{\"a\":NaN}",
        "{\"a\":1\"x\"}", "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}", "{\"a\":\"\\u12", "{\"a\":\"\n\"}", "{\"a\":\"b}", "{\"a\":[}", "{\"a\":[1}", "{\"a\":{]}",
        "{\"a\":[1,]}", "{'a':1}",
    ])
    func whatIsNoJSONObjectIsToldSo(text: String) {
        #expect(throws: TagsText.Flaw.notAnObject) { try TagsText.normalised(Array(text.utf8)) }
    }

    @Test func aKeyThatStandsTwiceIsToldSo() {
        for text in ["{\"a\":1,\"b\":2,\"a\":1}", "{\"b\":{\"a\":1,\"a\":2}}"] {
            #expect(throws: TagsText.Flaw.repeatedKey) { try TagsText.normalised(Array(text.utf8)) }
        }
    }

    @Test func nestingWithoutEndIsToldInsteadOfFollowed() {
        for (open, close) in [("{\"a\":", "}"), ("[", "]")] {
            func nested(_ depth: Int) -> String {
                "{\"a\":" + String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth) + "}"
            }
            #expect(normal(nested(31)) == nested(31))
            #expect(normal(nested(32)) == nil)
            #expect(normal(nested(100_000)) == nil)
        }
    }
}
