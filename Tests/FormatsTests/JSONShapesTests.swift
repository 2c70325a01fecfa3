import Billing
import Testing

@testable import Formats

/// A parser that has met documents alike but for their values finds in each what one finds that has met none.
@Suite struct JSONShapesTests {
    private static let documents = [
        #"{"a":"x","b":{"c":1,"d":"y"},"labels":[{"key":"k","value":"v"},{"key":"l","value":"w"}],"n":-1.5e+3,"t":true}"#,
        #"{"a":"x","b":{"c":1,"d":"y"},"labels":[{"key":"k","value":"v"}],"n":0,"t":false}"#,
        #"{"a":"x","b":{"c":"1","d":"y"},"labels":[],"n":12345678901234567890.0123456789,"t":null}"#,
        #"{ "a" : "" , "b" : { "c" : 1 , "d" : "twenty-three characters" } , "labels" : [ 1 , "2" ] , "n" : 0.5 }"#,
        #"{"a":"x","é":"ü","b":{"c":1,"d":"y"},"labels":{"k":"v"},"n":1}"#,
        #"{"a":"x\n","b":{"c":1,"d":"\u00e9"},"labels":["k","v"],"n":1}"#,
        #"{"a":{"a":{"a":"deep","b":[[["x"],1],2]}},"b":3,"labels":"none"}"#, #"["a",1,{"b":"c"}]"#, "7", #""text""#, "null",
    ].map { Array($0.utf8) }

    /// What parses, value by value, or why it does not.
    private func told(_ parser: JSONParser, _ bytes: [UInt8]) -> String {
        let padded = bytes + Array(repeating: UInt8(ascii: "1"), count: JSONParser.padding)
        func text(_ value: JSONValue) -> String {
            if value.isObject {
                return "{" + value.members.map { "\($0.name.debugDescription):\(text($0.value))" }.joined(separator: ",") + "}"
            }
            if value.isArray { return "[" + value.elements.map(text).joined(separator: ",") + "]" }
            if let flag = value.flag { return "\(flag)" }
            return value.isNull ? "null" : (value.isNumber ? "#" : "") + (value.text ?? "").debugDescription
        }
        do throws(JSONProblem) {
            let value = try parser.parse(padded.span, 0..<bytes.count)
            var paths = JSONPaths([.init("a"), .init("b", "d"), .init("labels", isWhole: true), .init("n"), .init("t")])
            var texts = PackedTexts()
            paths.read(value, into: &texts)
            return text(value) + (0..<5).map { " \(texts[$0].map { texts.bytes[$0] })" }.joined() + " \(texts.hash(before: 5))"
        } catch {
            return "\(error)"
        }
    }

    private func parser() throws -> JSONParser { try #require(JSONParser()) }

    @Test func shapesAreLearnedAndFound() throws {
        let parser = try parser()
        for document in JSONShapesTests.documents {
            let padded = document + Array(repeating: 0, count: JSONParser.padding)
            let isPlain =
                document.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "\\") } && "{[".utf8.contains(document[0])
            for turn in 0..<2 {
                _ = try parser.parse(padded.span, 0..<document.count)
                #expect(parser.isOfKnownShape == (turn > 0 && isPlain), "\(String(decoding: document, as: UTF8.self))")
            }
        }
    }

    @Test(arguments: 0..<8) func anyBytesAreWhatTheyAreToAParserThatHasMetNone(seed: UInt64) throws {
        let learned = try parser()
        for document in JSONShapesTests.documents { _ = told(learned, document) }
        var random = Numbers(state: seed)
        var taken = 0
        let bytes = Array("\"\\{}[]:,0159-+.eEtrufalsn x\u{1F}\u{7F}é".utf8)
        for _ in 0..<1_500 {
            var document = JSONShapesTests.documents.randomElement(using: &random) ?? []
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                let at = Int.random(in: 0...document.count, using: &random), byte = bytes.randomElement(using: &random) ?? 0
                switch Int.random(in: 0..<3, using: &random) {
                case 0: document.insert(byte, at: at)
                case 1 where at < document.count: document.remove(at: at)
                case _ where at < document.count: document[at] = byte
                default: break
                }
            }
            let expected = told(try parser(), document)
            #expect(told(learned, document) == expected, "\(String(decoding: document, as: UTF8.self))")
            if expected.contains(" ") { taken += 1 }
        }
        #expect(taken > 150)
    }

    @Test func aValueOutlivesTheBytesItWasReadFrom() throws {
        let parser = try parser(), document = JSONShapesTests.documents[0]
        _ = told(parser, document)
        func read() throws -> JSONValue {
            let padded = document + Array(repeating: 0, count: JSONParser.padding)
            return try parser.parse(padded.span, 0..<document.count)
        }
        let value = try read()
        let filler = (0..<64).map { Array(repeating: UInt8($0), count: 200) }
        #expect(filler.count == 64 && value["b"]?["d"]?.text == "y")
    }

    /// What is learned was without a bound once there was no room for what a last shape needed.
    @Test func moreShapesThanThereIsRoomForAreReadAllTheSame() throws {
        let learned = try parser()
        // As an export that leaves out what is empty: some of twelve members.
        func document(_ number: Int) -> [UInt8] {
            let members = (0..<12).filter { number >> $0 & 1 == 1 }.map { #""member\#($0)":"v\#(number)""# }
            return Array("{\(members.joined(separator: ","))}".utf8)
        }
        for number in 1..<4_000 { _ = told(learned, document(number)) }
        for number in [1, 77, 4_001, 4_095] {
            for _ in 0..<2 { #expect(told(learned, document(number)) == told(try parser(), document(number))) }
            #expect(learned.isOfKnownShape == (number < 100), "\(number)")
        }
    }

    /// A null and one more byte passed for a null where white space came behind them.
    @Test(arguments: ["nulll", "null.", "null0", "null\""])
    func aNullIsFollowedByNothing(_ text: String) throws {
        let parser = try parser()
        for behind in [UInt8(ascii: "\n"), UInt8(ascii: " "), 0, UInt8(ascii: "x")] {
            let padded = Array(text.utf8) + Array(repeating: behind, count: JSONParser.padding)
            #expect(throws: JSONProblem.self) { try parser.parse(padded.span, 0..<text.utf8.count) }
        }
    }

    private struct Numbers: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            let mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
            return mixed ^ mixed >> 27
        }
    }
}
