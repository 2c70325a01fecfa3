import Foundation
import Testing

@testable import outlay

/// What every command waits for before it does anything.
@Suite struct StartTests {
    /// Libraries that few commands need, with those that they stand on, took longer to load than most commands take.
    @Test func onlyWhatEveryCommandNeedsIsLoadedAtTheStart() throws {
        let house = try SmallHouse(bare: true)
        let loaded = try house.shell("LD_TRACE_LOADED_OBJECTS=1 '\(builtProgram("outlay").path)'").output
        try #require(loaded.contains("libsqlite3.so"), "\(loaded)")
        for late in ["libcrypto", "libcurl", "libicu", "libxlsxwriter", "libxml2"] {
            #expect(!loaded.contains(late), "\(late) in \(loaded)")
        }
    }

    /// Whoever asks the history looks through what the log still has.
    @Test func aRunLeavesAnEmptyLog() throws {
        let house = try SmallHouse()
        for _ in 1...2 {
            let ending = try house.night()
            try #require(ending.status == 0, "\(ending.errors)")
            #expect(try house.shell("stat --format=%s Output/history.sqlite-wal").output == "0\n")
        }
        // One who reads all the while keeps it from being moved whole; nothing is lost by that.
        let reading = try house.shell(
            """
            mkfifo asked
            sqlite3 -readonly Output/history.sqlite <asked >answered & reader=$!
            exec 3>asked
            echo 'BEGIN; SELECT count(*) FROM run;' >&3
            for wait in $(seq 500); do [ -s answered ] && break; sleep 0.01; done
            '\(builtProgram("outlay").path)' run --today 2026-11-01 2>said; echo $?
            exec 3>&-
            wait $reader
            '\(builtProgram("outlay").path)' query 'SELECT count(*) AS runs FROM run' --format csv
            """)
        #expect(reading.output == "0\nruns\r\n3\r\n", "\(reading)")
    }

    @Test func aFolderHasItsFilesWhereNoneIsAFolderOrMissing() throws {
        let house = try SmallHouse(bare: true)
        try house.shell("mkdir -p files/folder; touch files/a files/b; ln -s a files/link; ln -s gone files/broken")
        let folder = house.folder.appendingPathComponent("files").path
        #expect(Presence.areFiles([], in: folder))
        #expect(Presence.areFiles(["a", "b", "link"], in: folder))
        for other in ["folder", "gone", "broken"] { #expect(!Presence.areFiles(["a", other], in: folder), "\(other)") }
        #expect(!Presence.areFiles([], in: folder + "/gone"))
        #expect(!Presence.areFiles(["a"], in: folder + "/a"))
    }

    /// A library that is no library, which the loader finds first and goes no further.
    private func without(_ library: String, _ house: SmallHouse) throws -> [String: String] {
        try house.write("none/\(library)", "")
        return ["LD_LIBRARY_PATH": "none"]
    }

    @Test(arguments: [("libxml2.so.2", "libxml2"), ("libxlsxwriter.so.4", "libxlsxwriter")])
    func aRunThatCannotWriteItsReportSaysWhatToInstall(_ file: String, _ library: String) throws {
        let house = try SmallHouse()
        let environment = try without(file, house)
        let ending = try house.outlay("run", "--today", "2026-11-21", environment: environment)
        #expect(
            ending.status == 73 && ending.errors.contains("\(library) cannot be loaded\nhint: apt-get install \(library)"),
            "\(ending)")
        #expect(try house.outlay("doctor", environment: environment).output.contains("\(library) cannot be loaded"))
        // What needs none goes on, and nothing is lost.
        #expect(try house.outlay("query", "SELECT 1 AS a", "--format", "csv", environment: environment).output == "a\r\n1\r\n")
        #expect(try house.outlay("run", "--today", "2026-11-21").status == 0)
        #expect(house.exists("Output/2026-10/report.xlsx"))
    }

    @Test func withoutLibcryptoNothingIsSentAndAllIsSaid() throws {
        let house = try SmallHouse()
        try house.write(
            "Inputs/outlay.yaml",
            "channels: {ops: {kind: mail, to: [ops@example.org], sender: outlay@example.org, sendmail: /bin/cat}}\n")
        let environment = try without("libcrypto.so.3", house)
        let test = try house.outlay("alerts", "test", "ops", environment: environment)
        #expect(test.status == 69 && test.errors.contains("libcrypto.so.3 cannot be loaded"), "\(test)")
        #expect(test.errors.contains("hint: apt-get install libssl3"), "\(test)")
        #expect(try house.outlay("doctor", environment: environment).output.contains("libcrypto.so.3 cannot be loaded"))
    }
}
