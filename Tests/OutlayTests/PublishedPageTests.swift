import Foundation
import Testing

/// The published files in the hands of their readers: a browser, a spreadsheet, a feed reader.
@Suite struct PublishedPageTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let python = root.appendingPathComponent(".build/browser/bin/python3")
    private static let isReady = FileManager.default.fileExists(atPath: root.appendingPathComponent(".build/browser/ready").path)

    private func check(_ script: String, _ arguments: [String]) throws -> (text: String, status: Int32) {
        let process = Process()
        process.executableURL = Self.python
        process.arguments = [Self.root.appendingPathComponent("Tests/OutlayTests/Browser/" + script).path] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (String(decoding: data, as: UTF8.self), process.terminationStatus)
    }

    @Test(.enabled(if: isReady, "pages are looked at where .ci/browser has installed a browser and its checkers"))
    func pagesHoldInABrowser() throws {
        let night = try SampleNight()
        #expect(try night.night().status == 0)
        let pages = [
            "index.html", "2026-10/index.html", "2026-10/system-capacity-assessment.html", "2026-10/plan.html",
            "2026-11/index.html",
            "2026-11/system-planogram.html",
        ]
        let checked = try check("check_pages.py", [night.output.path] + pages)
        #expect(checked.status == 0, "\(checked.text)")
        let compared = try check("check_numbers.py", [night.output.path])
        #expect(compared.status == 0, "\(compared.text)")
    }

    private static let hasDatasette = FileManager.default.fileExists(
        atPath: root.appendingPathComponent(".build/browser/datasette-1.0").path)

    @Test(.enabled(if: isReady && hasDatasette, "publications are read where .ci/browser has installed Datasette and DuckDB"))
    func aPublicationHoldsInDatasetteDuckDBAndGrafana() throws {
        let night = try SampleNight { $0.contains("2026-10") || $0.contains("2026-11") }
        #expect(try night.night().status == 0)
        #expect(try night.run(["publish", "costs.sqlite"]).status == 0)
        let checked = try check("check_datasette.py", [builtProgram("outlay").path, night.folder.path, "costs.sqlite"])
        #expect(checked.status == 0, "\(checked.text)")
    }

    @Test(.enabled(if: isReady, "outputs are looked at where .ci/browser has installed their readers"))
    func namesThatWereMadeToDoHarmAreInertEverywhere() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hostile-\(UUID().uuidString)")
        let checked = try check("check_hostile.py", [builtProgram("outlay").path, folder.path])
        #expect(checked.status == 0, "\(checked.text)")
        try FileManager.default.removeItem(at: folder)
    }
}
