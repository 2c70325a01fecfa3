import Billing
import Formats
import Testing

@testable import Exports

/// What a file is taken for, by what stands in it.
@Suite struct ExportInputTests {
    private func look(
        _ bytes: [UInt8], format: ExportFormat? = nil, columns: [String: String] = [:]
    ) throws -> ExportInput {
        let file = try TemporaryFile(bytes)
        let parser = try #require(JSONParser())
        var settings = Settings.Source()
        settings.columns = columns
        return try ExportInput(path: file.path, file: "f", format: format, settings: settings, parser: parser)
    }

    private func look(_ text: String, columns: [String: String] = [:]) throws -> ExportInput {
        try look(Array(text.utf8), columns: columns)
    }

    @Test func aSheetHasItsHeaderAndWhatStandsBeforeIt() throws {
        let input = try look("\u{FEFF}Invoice,4711\nday,metric,quantity\n2026-10-01,reads,1\n")
        #expect(input.format == .usage)
        #expect(input.header == ["day", "metric", "quantity"])
        #expect(input.preamble == [["Invoice", "4711"]])
    }

    @Test func columnsMayHaveOtherNames() throws {
        let columns = ["day": "Datum", "metric": "Kennzahl", "quantity": "Menge"]
        let input = try look("KENNZAHL,Datum,Menge,Ort\n", columns: columns)
        #expect(input.format == .usage)
        #expect(input.header == ["metric", "day", "quantity", "Ort"])
        #expect(try look("KENNZAHL,Datum,Menge,Ort\n").format == nil)
    }

    @Test(arguments: [
        ("a,b\n1,2\n", "is of no known format: it begins with a, b; expected"),
        ("{\"a\":1,\"b\":2}\n", "is of no known format: JSON that begins with the keys a, b"),
        ("[]", "is empty"), ("", "is empty"), (" \n\r\n", "is empty"),
        ("{\"a\":1,}", "is no JSON"), ("[1,2]", "is of no known format: JSON that begins with no object"),
    ])
    func whatIsNoneSaysWhatItIs(_ text: String, _ reason: String) throws {
        let input = try look(text)
        #expect(input.format == nil)
        let problem = try #require(input.problem)
        #expect(problem.reason.hasPrefix(reason), "\(problem.reason)")
    }

    @Test(arguments: [[0xFF, 0xFE] as [UInt8], [0xFE, 0xFF]])
    func utf16IsRefusedWithWhatToDo(_ mark: [UInt8]) throws {
        let input = try look(mark + [0x64, 0x00, 0x61, 0x00])
        #expect(input.format == nil)
        #expect(input.problem?.reason == "is UTF-16, expected UTF-8")
        #expect(input.problem?.hint == "convert the file: iconv -f utf-16 -t utf-8")
    }

    /// What a file of no known format has, where that is told, and how the message ends.
    @Test(arguments: [
        ("lineItem/UsageStartDate,Cost\n1,2\n", "1:1", "the nearest being aws-cur: lineItem/UnblendedCost is missing"),
        ("Invoice,47\n\nday,metric,qty\n1,a,2\n", "3:1", "the nearest being usage: quantity is missing"),
        ("ChargePeriodStart,Cost\n1,2\n", "1:1", "the nearest being focus: BilledCost or EffectiveCost is missing"),
        ("when,what\n1,2\n", "1:1", "expected ChargePeriodStart and BilledCost or EffectiveCost, the nearest being focus"),
        ("\n{\"day\":\"x\",\"qty\":1,\"metric\":\"y\"}\n", "2:1", "the nearest being usage-json: quantity is missing"),
        ("[{\"traceId\":\"x\",\"startTime\":1}]", "1:2", "the nearest being langfuse: usageDetails is missing"),
        (
            "{\"data\":[{\"results\":[{\"uncached\":1}]}]}", "1:1",
            "the nearest being anthropic-usage: uncached_input_tokens is missing"
        ),
        ("{\"a\":1}", "1:1", "JSON that begins with the keys a; expected the keys of a bill or of usage"),
        ("a,\"b\n1,2\n", "1:3", "expected a closing quote"), ("{\"a\":1,}", "1:8", "commas and brackets"),
        ("Datum;Kosten\n2026-10-01;1,5\n", "1:6", "has semicolons between its columns, expected commas"),
        ("day\tmetric\tquantity\n", "1:4", "has tabs between its columns, expected commas"),
    ])
    func whatIsNoneIsShownWithWhatTheNearestFormatLacks(_ text: String, _ place: String, _ words: String) throws {
        let problem = try #require(try look(text).problem)
        #expect("\(problem.origin)" == "f:\(place)")
        #expect(problem.reason.hasSuffix(words), "\(problem.reason)")
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false)[problem.origin.line - 1] == problem.text)
    }

    @Test(arguments: [("PK\u{3}\u{4}x", "a workbook"), ("PAR1", "Parquet"), ("%PDF-1.4", "PDF"), ("<!doctype html>", "web page")])
    func whatIsNoTextIsNamed(_ text: String, _ name: String) throws {
        let problem = try #require(try look(text).problem)
        #expect(problem.reason.contains(name) && problem.reason.hasSuffix(", expected CSV, JSON or a log"))
        #expect(!problem.hint.isEmpty)
    }

    /// A file that lacks one mark of a format is near to that, or to one of which it lacks no more.
    @Test(arguments: ExportFormat.allCases)
    func theNearestFormatIsTheOneThatLacksLeast(_ format: ExportFormat) throws {
        let group = ExportFormat.sheets.contains(format) ? ExportFormat.sheets : ExportFormat.records
        for left in format.marks.indices where format.marks.count > 2 {
            let names = format.marks.indices.filter { $0 != left }.map { format.marks[$0][0] }
            let nearest = try #require(NearestFormat(to: names, among: group))
            #expect(nearest.lacks.count <= 1, "\(format) without \(format.marks[left])")
        }
        let whole = NearestFormat(to: format.marks.map { $0[0] }, among: group)
        #expect(whole?.lacks.isEmpty ?? format.marks.isEmpty)
    }

    /// A file as large as it may be is looked at by its beginning only.
    @Test func aLineWithoutEndIsNotReadWhole() throws {
        let input = try look([UInt8](repeating: UInt8(ascii: "x"), count: 3 << 20))
        #expect(input.format == nil)
    }
}
