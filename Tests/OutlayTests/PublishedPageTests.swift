import Foundation
import Testing

/// The published files in the hands of their readers: a browser, a spreadsheet, a feed reader.
@Suite struct PublishedPageTests {
    /// One page of every kind; `.ci/look-at-pages` looks at all.
    private static let pages = ["index.html", "2026-10/index.html", "2026-11/system-planogram.html"]

    @Test(.enabled(if: PageReaders.areReady, "pages are looked at where .ci/browser has installed a browser and its checkers"))
    func pagesHoldInABrowser() throws {
        let night = try SampleNight()
        #expect(try night.night().status == 0)
        let checked = try PageReaders.run("check_pages.py", [night.output.path] + PublishedPageTests.pages)
        #expect(checked.status == 0, "\(checked.text)")
        let compared = try PageReaders.run("check_numbers.py", [night.output.path])
        #expect(compared.status == 0, "\(compared.text)")

        let feed = night.output.appendingPathComponent("alerts.atom").path
        let told = try #require(try PageReaders.entries(ofFeed: feed))
        #expect(told.count > 5 && Set(told.map(\.first)).count == told.count)
        #expect(try night.night().status == 0)
        #expect(try PageReaders.entries(ofFeed: feed) == told)
    }

    @Test(
        .enabled(
            if: PageReaders.areReady && PageReaders.haveDatasette,
            "publications are read where .ci/browser has installed Datasette and DuckDB"))
    func aPublicationHoldsInDatasetteDuckDBAndGrafana() throws {
        let night = try SampleNight { $0.contains("2026-10") || $0.contains("2026-11") }
        #expect(try night.night().status == 0)
        #expect(try night.run(["publish", "costs.sqlite"]).status == 0)
        let checked = try PageReaders.run(
            "check_datasette.py", [builtProgram("outlay").path, night.folder.path, "costs.sqlite"])
        #expect(checked.status == 0, "\(checked.text)")
    }

    @Test(.enabled(if: PageReaders.areReady, "outputs are looked at where .ci/browser has installed their readers"))
    func namesThatWereMadeToDoHarmAreInertEverywhere() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hostile-\(UUID().uuidString)")
        let checked = try PageReaders.run("check_hostile.py", [builtProgram("outlay").path, folder.path])
        #expect(checked.status == 0, "\(checked.text)")
        try FileManager.default.removeItem(at: folder)
    }
}
