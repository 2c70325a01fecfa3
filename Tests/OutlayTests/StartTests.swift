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
            until [ -s answered ]; do sleep 0.01; done
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
}
