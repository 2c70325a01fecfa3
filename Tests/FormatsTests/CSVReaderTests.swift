import Formats
import Foundation
import Testing

/// All steps of a file as text: `LINE: a|b` for a record, `LINE:COLUMN reason` for a defect.
func steps(_ bytes: [UInt8]) throws -> [String] {
    let file = try TemporaryFile(bytes)
    var csv = CSVReader(try ByteSource(path: file.path))
    var found: [String] = []
    while true {
        switch try csv.next() {
        case .record: found.append("\(csv.line): " + (0..<csv.count).map { csv.text($0) }.joined(separator: "|"))
        case .defect(let defect, let line, let column): found.append("\(line):\(column) \(defect.reason)")
        case .end: return found
        }
    }
}

func steps(_ text: String) throws -> [String] { try steps(Array(text.utf8)) }

/// A text and what is read of it.
struct CSVExample: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var text: String
    var expected: [String]

    init(_ description: String, _ text: String, _ expected: String...) {
        testDescription = description
        self.text = text
        self.expected = expected
    }
}

@Suite struct CSVReaderTests {
    static let stray = "a quote inside a field, expected the whole field in quotes and \"\" for a quote"
    static let after = "text after a closing quote, expected a comma or the end of the line"
    static let open = "the file ends inside a quoted field, expected a closing quote"

    static let examples: [CSVExample] = [
        CSVExample("nothing", ""),
        CSVExample("a byte order mark alone", "\u{FEFF}"),
        CSVExample("line ends alone", "\n\r\n\n"),
        CSVExample("empty lines between", "\n\r\na\n\n\r\n\nb\n\r", "3: a", "7: b"),
        CSVExample("one field", "a", "1: a"),
        CSVExample("a byte order mark", "\u{FEFF}a,b\n1,2\n", "1: a|b", "2: 1|2"),
        CSVExample("a byte order mark before a quote", "\u{FEFF}\"a\",b\n", "1: a|b"),
        CSVExample("line feeds", "a,b\n1,2\n", "1: a|b", "2: 1|2"),
        CSVExample("carriage returns", "a,b\r\n1,2\r\n", "1: a|b", "2: 1|2"),
        CSVExample("no end of the last line", "a,b\n1,2", "1: a|b", "2: 1|2"),
        CSVExample("half an end of the last line", "a,b\r\n1,2\r", "1: a|b", "2: 1|2"),
        CSVExample("half an end after a quote", "a,b\r\n1,\"2\"\r", "1: a|b", "2: 1|2"),
        CSVExample("empty fields", ",\n,,\n", "1: |", "2: ||"),
        CSVExample("an empty last field at the end of the file", "a,", "1: a|"),
        CSVExample("empty lines between records", "a\n\n\r\nb\n", "1: a", "4: b"),
        CSVExample("an empty field in quotes is no empty line", "a\n\"\"\nb\n", "1: a", "2: ", "3: b"),
        CSVExample("quotes", "\"a\",\"b,c\"\n", "1: a|b,c"),
        CSVExample("doubled quotes", "\"\"\"a\"\"\",\"b\"\"c\",\"\"\"\"\n", "1: \"a\"|b\"c|\""),
        CSVExample("line ends in quotes", "\"a\nb\",c\n\"d\r\ne\n\",f\ng,h\n", "1: a\nb|c", "3: d\r\ne\n|f", "6: g|h"),
        CSVExample("a quote before a combining character", "\"\"\"\u{301}\"\n", "1: \"\u{301}"),
        CSVExample("spaces are kept", " a , b \n", "1:  a | b "),
        CSVExample("a carriage return inside a field is kept", "a\rb,c\n", "1: a\rb|c"),
        CSVExample("quotes in pairs inside of a field", "a,b\"c\"d\n1,5\" x 3\",3\n", "1: a|b\"c\"d", "2: 1|5\" x 3\"|3"),
        CSVExample("a stray quote", "a,b\"c,d\n1,2,3\n", "1:4 \(stray)", "2: 1|2|3"),
        CSVExample("a space before a quote", "a, \"b\"\n1,2\n", "1:4 \(stray)", "2: 1|2"),
        CSVExample("text after a quote", "a,\"b\"c,d\n1,2,3\n", "1:6 \(after)", "2: 1|2|3"),
        CSVExample("a space after a quote", "\"b\" ,d\n", "1:4 \(after)"),
        CSVExample("a carriage return after a quote", "\"b\"\rd\n", "1:4 \(after)"),
        CSVExample(
            "a quote that is not closed is found in the next record", "é,\"b,c\n1,\"2\",3\n4,5,6\n", "1:3 \(after)", "2: 1|2|3",
            "3: 4|5|6"),
        CSVExample("a place behind a line end in quotes", "\"a\nb\",c\"\nd\n", "2:5 \(stray)", "2:2 \(stray)", "3: d"),
        CSVExample("the end in quotes", "a,b\nc,\"d\ne,f\n", "1: a|b", "2:3 \(open)"),
        CSVExample("the end at an opening quote", "a,\"", "1:3 \(open)"),
        CSVExample("the end at a doubled quote", "a,\"\"\"", "1:3 \(open)"),
    ]

    @Test func emptyLinesAreCountedOverBlocks() throws {
        let many = 600_001
        let text = "a\n" + String(repeating: "\n", count: many) + "b\n" + String(repeating: "\r\n", count: many) + "c"
        #expect(try steps(text) == ["1: a", "\(many + 2): b", "\(2 * many + 3): c"])
    }

    @Test(arguments: examples) func textIsReadOrToldWhereItIsNoCSV(example: CSVExample) throws {
        #expect(try steps(example.text) == example.expected)
    }

    /// What is found must not depend on where a block ends: the same text behind a field of every length up to there.
    @Test func aRecordIsReadWhereverABlockEnds() throws {
        let block = 256 << 10
        let tail = "\"a\"\"b\r\nc\",d\r\n\"\",\"e\"\r\nf,\"g\"x\r\nh,i\"\r\n\"j\",k"
        let expected = ["2: a\"b\r\nc|d", "4: |e", "5:6 \(CSVReaderTests.after)", "6:4 \(CSVReaderTests.stray)", "7: j|k"]
        for length in block - tail.utf8.count - 2...block + 2 {
            let found = try steps([UInt8](repeating: UInt8(ascii: "x"), count: length - 1) + Array(("\n" + tail).utf8))
            #expect(Array(found.dropFirst()) == expected, "the first line has \(length) bytes")
        }
    }

    /// Eight bytes are read at once: fields of every length at every offset, in quotes and without.
    @Test func aFieldOfAnyLengthIsRead() throws {
        for first in 0..<20 {
            for second in 0..<20 {
                let (a, b) = (String(repeating: "é", count: first), String(repeating: ",\n-\"", count: second))
                let quoted = b.replacingOccurrences(of: "\"", with: "\"\"")
                let found = try steps("x\(a),\"\(quoted)\",y\n\"\(a)\",\"\(quoted)\"\n")
                #expect(found == ["1: x\(a)|\(b)|y", "\(2 + second): \(a)|\(b)"])
            }
        }
    }

    @Test func manyFieldsAreRead() throws {
        for count in [127, 128, 129, 1_000, CSVReader.fieldLimit] {
            let names = (0..<count).map { "c\($0)" }
            #expect(try steps(names.joined(separator: ",") + "\n") == ["1: " + names.joined(separator: "|")])
        }
    }

    @Test(arguments: [0, 70_000]) func aRecordOfTheGreatestLengthIsReadAndALongerOneIsNot(before: Int) throws {
        let head = [UInt8](repeating: UInt8(ascii: "h"), count: before) + [10]
        for excess in [0, 1, 300_000] {
            let size = CSVReader.recordLimit + excess
            let long = [UInt8(ascii: "\"")] + [UInt8](repeating: UInt8(ascii: "x"), count: size - 3) + Array("\"\n".utf8)
            let found = try steps(head + long + Array("a,b\n".utf8)).suffix(2)
            if excess <= 0 {
                #expect(found.last == "3: a|b", "\(excess) bytes over the limit")
            } else {
                #expect(
                    found.last == "2:1 a record of more than 4 MiB, expected a closing quote before",
                    "\(excess) bytes over the limit")
            }
        }
    }

    @Test func aFieldKnowsItsPlaceInTheFile() throws {
        let file = try TemporaryFile(Array("é,\"b\nc\",\"d\"\"\"\r\n".utf8))
        var csv = CSVReader(try ByteSource(path: file.path))
        #expect(try csv.next() == .record)
        let places = (0..<4).map { csv.place($0) }.map { "\($0.line):\($0.column) \($0.width)" }
        #expect(places == ["1:1 1", "1:3 2", "2:4 5", "1:1 1"])
        #expect((0..<3).map { csv.lineText($0) } == ["é,\"b", "é,\"b", "c\",\"d\"\"\""])
        #expect(try csv.next() == .end)
    }

    @Test func aDefectShowsItsLine() throws {
        let file = try TemporaryFile(Array("a,b\n1,2\"\r\n3,4\n".utf8))
        var csv = CSVReader(try ByteSource(path: file.path))
        #expect(try csv.next() == .record)
        #expect(try csv.next() == .defect(.strayQuote, line: 2, column: 4))
        #expect(csv.defectText() == "1,2\"")
    }

    @Test func aPackedFileMayBeginWithTheSmallestMembers() throws {
        let members = Array("\u{FEFF}a,b\n".utf8).flatMap { gzipMember([$0]) }
        #expect(try steps(members) == ["1: a|b"])
    }
}
