import Billing
import Formats
import Testing

@testable import Exports

/// Reads a text as the program reads a file: its format told by its content. Returns what was recognised and what was read.
func readFile(
    _ text: String, into sink: CollectingSink, name: String = "export", format: ExportFormat? = nil
) throws -> (format: ExportFormat?, reading: ExportReading) {
    let file = try TemporaryFile(Array(text.utf8))
    return try readFile(path: file.path, into: sink, name: name, format: format)
}

/// Reads a file as the program does.
func readFile(
    path: String, into sink: CollectingSink, name: String = "export", format: ExportFormat? = nil,
    settings: Settings.Source = Settings.Source()
) throws -> (format: ExportFormat?, reading: ExportReading) {
    let parser = try #require(JSONParser())
    let input = try ExportInput(path: path, file: name, format: format, settings: settings, parser: parser)
    let reading = try readExport(
        input, path: path, into: sink, file: name, source: "test", currency: Currency("USD"), parser: parser)
    return (input.format, reading)
}
