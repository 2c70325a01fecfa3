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
        ("{\"a\":1,}", "line 1 is no JSON"), ("[1,2]", "is of no known format: JSON that begins with no object"),
    ])
    func whatIsNoneSaysWhatItIs(_ text: String, _ reason: String) throws {
        let input = try look(text)
        #expect(input.format == nil)
        #expect(input.reason.hasPrefix(reason), "\(input.reason)")
    }

    @Test(arguments: [[0xFF, 0xFE] as [UInt8], [0xFE, 0xFF]])
    func utf16IsRefusedWithWhatToDo(_ mark: [UInt8]) throws {
        let input = try look(mark + [0x64, 0x00, 0x61, 0x00])
        #expect(input.format == nil)
        #expect(input.reason == "is UTF-16, expected UTF-8")
        #expect(input.hint == "convert the file: iconv -f utf-16 -t utf-8")
    }

    /// A file as large as it may be is looked at by its beginning only.
    @Test func aLineWithoutEndIsNotReadWhole() throws {
        let input = try look([UInt8](repeating: UInt8(ascii: "x"), count: 3 << 20))
        #expect(input.format == nil)
    }
}
