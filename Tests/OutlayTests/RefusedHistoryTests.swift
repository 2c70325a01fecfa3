import Foundation
import Testing

@testable import History

/// A file that is no history, or a newer version's, is refused by every command that asks for one, and stays as it is; so does its folder.
@Suite struct RefusedHistoryTests {
    private static let newer = History.schemaVersion + 1

    /// Every command that opens the history, but `doctor`, which says what it finds.
    private static let commands: [[String]] = [
        ["run"], ["ingest"], ["close", "2026-10"], ["reopen", "2026-10", "--reason", "late"], ["verify"], ["query", "SELECT 1"],
        ["report"], ["report", "--as-of", "1", "--output", "then"], ["changes"], ["alerts", "list"], ["map", "test"],
        ["map", "suggest"],
        ["explain", "2026-10/shop/servers/actual"], ["backup", "copy.sqlite"], ["publish", "copy.sqlite"],
    ]

    /// What lies in the house, and the bytes of what lies beside the history; what readers share in memory is nobody's.
    private func look(_ house: SmallHouse) throws -> String {
        try house.shell("ls -A . Output; cd Output; sha256sum $(ls -A | grep -v shm)").output
    }

    private func refuses(_ house: SmallHouse, _ words: String) throws {
        let before = try look(house)
        for command in Self.commands {
            let ending = try house.run(builtProgram("outlay"), command)
            #expect(ending.status == 74, "\(command)")
            #expect(ending.errors == "outlay: Output/history.sqlite: \(words)\n", "\(command)")
            #expect(ending.output.isEmpty, "\(command)")
            #expect(try look(house) == before, "\(command)")
        }
        let doctor = try house.outlay("doctor")
        #expect(doctor.status == 1)
        #expect(doctor.output.contains(words.split(separator: "\n")[0]), "\(doctor.output)")
        #expect(try look(house) == before, "doctor")
    }

    @Test(arguments: [
        // As a backup is; as a history whose log is gone; and one whose log alone says so.
        "PRAGMA user_version = \(newer)", "PRAGMA journal_mode = WAL; PRAGMA user_version = \(newer)",
        ".dbconfig no_ckpt_on_close on\nPRAGMA journal_mode = WAL; PRAGMA user_version = \(newer)",
    ]) func aNewerHistoryIsLeftAsItIs(_ making: String) throws {
        let house = try OlderHistory(version: #require(OlderHistory.versions.last)).house
        let made = try house.run(URL(filePath: "/usr/bin/env"), ["sqlite3", "Output/history.sqlite"], input: making)
        try #require(made.status == 0, "\(made.errors)")
        if house.exists("Output/history.sqlite-wal") {
            #expect(making.hasPrefix(".dbconfig"))
            try house.write("Output/history.sqlite.lock", "")
        }
        try refuses(
            house,
            "written by a newer outlay (schema \(Self.newer), this one knows \(History.schemaVersion))\n"
                + "hint: use the newer version, or another --history")
    }

    @Test(arguments: [
        "printf 'a letter to a friend' > Output/history.sqlite", "sqlite3 Output/history.sqlite 'CREATE TABLE mine (a)'",
        "sqlite3 Output/history.sqlite 'PRAGMA journal_mode = WAL; PRAGMA application_id = 7; CREATE TABLE mine (a)'",
        "head -c 8192 /dev/zero | tr '\\0' x > Output/history.sqlite",
    ]) func aFileOfAnotherProgramIsLeftAsItIs(_ making: String) throws {
        let house = try SmallHouse()
        try house.shell("mkdir Output; \(making)")
        try refuses(house, "not a history of outlay\nhint: name another file with --history")
    }

    /// What SQLite makes before anything is put into it is nobody's file yet.
    @Test(arguments: [": > Output/history.sqlite", "sqlite3 Output/history.sqlite 'PRAGMA journal_mode = WAL; VACUUM'"])
    func anEmptyFileBecomesAHistory(_ making: String) throws {
        let house = try SmallHouse()
        try house.shell("mkdir Output; \(making)")
        #expect(try house.night().status == 0)
        #expect(try house.outlay("verify").status == 0)
    }
}
