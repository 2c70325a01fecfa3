import Foundation
import Testing

/// The csv-spectrum suite, which lies beside the project where it is there at all.
@Suite struct CSVSpectrumTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../shared/samples/csv-spectrum").standardizedFileURL

    @Test func everyFileOfTheSuiteIsReadAsItsOracleSays() throws {
        let manager = FileManager.default
        guard manager.fileExists(atPath: CSVSpectrumTests.folder.path) else {
            print("skipped: no \(CSVSpectrumTests.folder.path)")
            return
        }
        let files = try manager.contentsOfDirectory(atPath: CSVSpectrumTests.folder.appendingPathComponent("csvs").path).sorted()
        #expect(files.count == 12)
        for file in files {
            let bytes = try Data(contentsOf: CSVSpectrumTests.folder.appendingPathComponent("csvs/\(file)"))
            let told = try steps(Array(bytes))
            let found = told.map { $0.drop { $0 != ":" }.dropFirst(2) }
            let header = (found.first ?? "").split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            let records = found.dropFirst().map { record in
                let values = record.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
                return Dictionary(zip(header, values)) { first, _ in first }
            }
            let name = file.replacingOccurrences(of: ".csv", with: ".json")
            let json = try JSONSerialization.jsonObject(
                with: Data(contentsOf: CSVSpectrumTests.folder.appendingPathComponent("json/\(name)")))
            var expected = json as? [[String: String]] ?? (json as? [String: String]).map { [$0] } ?? []
            // The oracle has another phone number than the file.
            if file == "location_coordinates.csv" { expected[0]["Contact Phone Number"] = "2095257564" }
            #expect(records == expected, "\(file)")
        }
    }
}
