import Billing
import Plans
import Testing

/// How a sheet is written down, with the same content.
struct Writing: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var lineEnd = "\n"
    var prefix = ""
    var quotes = false
    var reversed = false
    var padding = ""
    var noise = false

    /// All cells in this way.
    func text(_ rows: [[String]]) -> String {
        var lines = rows.map { row in
            (reversed ? row.reversed() : row).map { quotes ? "\"\($0)\"" : padding + $0 + padding }.joined(separator: ",")
        }
        if noise {
            let blank = String(repeating: ",", count: rows[0].count - 1)
            lines = ["# a comment", ""] + lines.flatMap { [$0, "", blank, "  "] } + ["# \"another"]
        }
        return prefix + lines.joined(separator: lineEnd) + lineEnd
    }
}

@Suite struct SheetLawTests {
    static let writings = [
        Writing(testDescription: "CRLF", lineEnd: "\r\n"), Writing(testDescription: "CR", lineEnd: "\r"),
        Writing(testDescription: "a byte order mark", prefix: "\u{FEFF}"), Writing(testDescription: "quotes", quotes: true),
        Writing(testDescription: "columns in another order", reversed: true),
        Writing(testDescription: "spaces around cells", padding: " "),
        Writing(testDescription: "comments and blank lines", noise: true),
        Writing(
            testDescription: "all at once", lineEnd: "\r\n", prefix: "\u{FEFF}", quotes: true, reversed: true, noise: true),
    ]

    static let contracts = [
        ["customer", "name", "system", "annual_contract_value", "currency", "start", "end"],
        ["customer-1", "Één", "s", "50000", "USD", "2026-08-01", ""],
        ["customer-2", "", "s", "40000.50", "", "2026-09-01", "2026-12-31"],
    ]

    @Test(arguments: writings)
    func theWritingOfASheetMakesNoDifference(_ writing: Writing) throws {
        let plain = try readContracts(Array(Writing(testDescription: "").text(Self.contracts).utf8), file: "c.csv")
        var other = try readContracts(Array(writing.text(Self.contracts).utf8), file: "c.csv")
        for at in other.indices { other[at].origin = plain[at].origin }
        #expect(plain.count == 2)
        #expect(other == plain)
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func aPlaceIsTheEditorsWhateverTheLineEnds(_ end: String) {
        let text = ["month,currency,rate", "", "# \"", "2026-09,\"EUR\",x", ""].joined(separator: end)
        #expect(
            told(text, "r.csv", readRates) == [
                "r.csv:4:15: refused: rate: found text \"x\", expected a number as in 144 or 0.12"
            ])
    }

    @Test func aLineBreakInQuotesCountsAsALine() {
        let text = "month,customer,system,amount\n2026-09,\"a\r\nb\",s,1\n2026-09,c,s,x\n"
        #expect(
            told(text, "v.csv") { (bytes, file) throws(RefusedFile) in try readRevenue(bytes, file: file) } == [
                "v.csv:2:9: refused: customer \"a  b\" has a control character or a line break, expected an id as in cloud-run",
                "v.csv:4:13: refused: amount: found text \"x\", expected a number as in 144 or 0.12",
            ])
    }
}
