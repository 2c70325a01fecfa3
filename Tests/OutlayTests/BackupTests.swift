import Foundation
import Testing

/// A backup is whole or is not there, whatever goes on while it is made, and a history can be had back from it.
@Suite struct BackupTests {
    /// The mode of a file.
    private func permissions(_ house: SmallHouse, _ name: String) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: house.path(name))[.posixPermissions] as? Int ?? 0
    }

    /// What is in a folder besides files of these names.
    private func others(_ house: SmallHouse, in folder: String, than names: String...) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: house.path(folder)).filter { !names.contains($0) }.sorted()
    }

    @Test func aBackupIsOneFileThatOpensWithoutWriteAccess() throws {
        let house = try SmallHouse()
        try house.night()
        try house.shell("mkdir safe; chmod 640 Output/history.sqlite")
        let ending = try house.outlay("backup", "safe/copy.sqlite")
        #expect(ending.status == 0, "\(ending.errors)")
        #expect(ending.output == "safe/copy.sqlite: verified, up to sequence 1\n")
        #expect(try others(house, in: "safe") == ["copy.sqlite"])
        #expect(try permissions(house, "safe/copy.sqlite") == 0o640)
        #expect(try house.outlay("verify", "--history", "safe/copy.sqlite").status == 0)
        let all = "SELECT * FROM focus"
        #expect(try house.outlay("query", all, "--history", "safe/copy.sqlite").output == house.outlay("query", all).output)
        // A file system that cannot be written to is what nobody, not even root, can write to.
        let mode = try house.shell("sqlite3 safe/copy.sqlite 'PRAGMA journal_mode'")
        #expect(mode.output == "delete\n")
        let readOnly = try house.shell(
            """
            chmod 755 . && chmod 755 safe && chmod 644 safe/copy.sqlite && cd safe &&
            setpriv --reuid=65534 --regid=65534 --clear-groups sqlite3 -readonly copy.sqlite 'SELECT count(*) FROM focus'
            """)
        #expect(readOnly.status != 0 || readOnly.output == "2\n", "\(readOnly.errors)")
        #expect(try others(house, in: "safe") == ["copy.sqlite"])
        // An earlier backup is replaced, and nothing is said when nothing is asked.
        try house.write("Inputs/mapping.csv", SmallHouse.mapping)
        try house.night()
        let again = try house.outlay("backup", "safe/copy.sqlite", "--quiet")
        #expect(again.status == 0)
        #expect(again.output.isEmpty)
        let answer = try house.outlay(
            "query", "SELECT max(sequence) FROM change", "--history", "safe/copy.sqlite", "--format", "csv")
        #expect(answer.output == "max(sequence)\r\n2\r\n")
    }

    @Test func whatIsNoEarlierBackupIsLeftAsItIs() throws {
        let house = try SmallHouse()
        try house.night()
        try house.shell(
            """
            mkdir folder; echo 'a letter' > letter; : > empty; sqlite3 mine.sqlite 'CREATE TABLE mine (a)'
            ln -s Output/history.sqlite link; ln -s letter other; cp Output/history.sqlite used.sqlite; : > used.sqlite-wal
            : > gone.sqlite-journal; ln Output/history.sqlite hard
            """)
        let cases: [(file: String, status: Int32, words: String)] = [
            ("Output/history.sqlite", 64, "is the history itself"), ("link", 64, "is the history itself"),
            ("./Output/../Output/history.sqlite", 64, "is the history itself"), ("hard", 64, "is the history itself"),
            ("Output/history.sqlite-wal", 64, "is the history itself"),
            ("Output/history.sqlite.lock", 64, "is the history itself"),
            ("folder", 73, "is no plain file"), ("folder/", 64, "is no file's name"), ("", 64, "is no file's name"),
            ("letter", 73, "is no history of outlay"), ("empty", 73, "is no history of outlay"),
            ("mine.sqlite", 73, "is no history of outlay"), ("other", 73, "is no plain file"),
            ("used.sqlite", 73, "used.sqlite-wal lies there"), ("gone.sqlite", 73, "gone.sqlite-journal lies there"),
            ("none/copy.sqlite", 73, "there is no folder none"), ("letter/copy.sqlite", 73, "letter is no folder"),
            (String(repeating: "n", count: 300), 73, "file name too long"),
        ]
        let before = try house.shell(
            "sha256sum letter empty mine.sqlite used.sqlite Output/history.sqlite; ls -A . folder Output"
        ).output
        for (file, status, words) in cases {
            let ending = try house.outlay("backup", file)
            #expect(ending.status == status, "\(file): \(ending.errors)")
            #expect(ending.errors.contains(words), "\(file): \(ending.errors)")
            #expect(ending.errors.contains("\nhint: "), "\(file)")
            #expect(ending.output.isEmpty)
        }
        #expect(
            try house.shell("sha256sum letter empty mine.sqlite used.sqlite Output/history.sqlite; ls -A . folder Output").output
                == before)
        #expect(try house.outlay("backup").status == 64)
        #expect(try house.outlay("backup", "a", "--history", "nowhere.sqlite").status == 74)
        #expect(try house.outlay("backup", "a", "--history", "letter").status == 74)
        #expect(!house.exists("a"))
    }

    @Test func aDamagedHistoryGivesNoBackup() throws {
        let house = try SmallHouse()
        try house.night()
        try house.outlay("backup", "copy.sqlite")
        let before = try Data(contentsOf: house.folder.appendingPathComponent("copy.sqlite"))
        try house.shell(
            "cp copy.sqlite damaged.sqlite; sqlite3 damaged.sqlite 'UPDATE charge SET billed_femtos = billed_femtos + 1 WHERE charge = 1'"
        )
        let ending = try house.outlay("backup", "copy.sqlite", "--history", "damaged.sqlite")
        #expect(ending.status == 74)
        #expect(ending.errors.contains("damaged.sqlite: no backup: table charge: has a value"), "\(ending.errors)")
        #expect(ending.errors.contains("hint: outlay verify"))
        #expect(try Data(contentsOf: house.folder.appendingPathComponent("copy.sqlite")) == before)
        #expect(try house.shell("ls -A | grep -c '^.outlay-'").output == "0\n")
    }

    /// Bills of one total in two parts that are committed together: a copy with another total would hold half a delivery.
    @Test func aBackupWhileRunsWriteHoldsOnlyWhatWasCommitted() throws {
        let house = try SmallHouse()
        try house.night()
        try house.shell("mkdir safe")
        let program = try builtProgram("outlay").path
        let header = SmallHouse.header
        let writer = Process()
        writer.executableURL = URL(fileURLWithPath: "/bin/sh")
        writer.currentDirectoryURL = house.folder
        let record = "b1,acct-7,2026-10-01,2026-11-01,2026-10-0$d,2026-10-0$((d + 1)),$amount,$amount,USD,Compute,Usage"
        writer.arguments = [
            "-c",
            """
            n=0
            while [ ! -e stop ]; do
                n=$((n % 9 + 1))
                { echo '\(header)'; d=1; amount=$n; echo "\(record)"; d=2; amount=$((100 - n)); echo "\(record)"; } > bill.tmp
                mv bill.tmp Inputs/exports/aws/bill.csv
                '\(program)' ingest --today 2026-11-21 --quiet || echo $? >> failures
            done
            """,
        ]
        try writer.run()
        var sequences: [Int] = []
        for number in 0..<6 {
            let file = "safe/copy-\(number % 3).sqlite"
            let ending = try house.outlay("backup", file)
            #expect(ending.status == 0, "\(ending.errors)")
            let answer = try house.outlay(
                "query", "SELECT round(sum(BilledCost), 2) || ' ' || (SELECT max(sequence) FROM change) FROM focus", "--history",
                file,
                "--format", "csv")
            let words = answer.output.split(whereSeparator: \.isWhitespace).suffix(2)
            #expect(["30.75", "100.0"].contains(words.first), "\(answer.output)")
            sequences.append(words.last.flatMap { Int($0) } ?? -1)
            #expect(try house.outlay("verify", "--history", file).status == 0)
        }
        try house.write("stop", "")
        writer.waitUntilExit()
        #expect(sequences == sequences.sorted())
        #expect(Set(sequences).count > 1, "nothing was written meanwhile: \(sequences)")
        #expect(!house.exists("failures"))
        #expect(try house.outlay("verify").status == 0)
        #expect(try others(house, in: "safe", than: "copy-0.sqlite", "copy-1.sqlite", "copy-2.sqlite").isEmpty)
    }

    @Test func aKilledBackupLeavesTheOldOneOrTheNew() throws {
        let house = try SmallHouse()
        try house.night()
        try house.shell("mkdir safe")
        let began = Date()
        #expect(try house.outlay("backup", "safe/copy.sqlite").status == 0)
        let duration = Date().timeIntervalSince(began)
        let old = try Data(contentsOf: house.folder.appendingPathComponent("safe/copy.sqlite"))
        try house.write("Inputs/mapping.csv", SmallHouse.mapping)
        try house.night()
        try house.outlay("backup", "new.sqlite")
        let new = try Data(contentsOf: house.folder.appendingPathComponent("new.sqlite"))
        #expect(new != old)
        let seed = ProcessInfo.processInfo.environment["OUTLAY_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 1...UInt64.max)
        print("killed backups: seed \(seed)")
        var random = ScheduleRandom(seed)
        for number in 0..<KillTests.count {
            try house.write("safe/copy.sqlite", old)
            let process = Process()
            process.executableURL = try builtProgram("outlay")
            process.currentDirectoryURL = house.folder
            process.arguments = ["backup", "safe/copy.sqlite", "--quiet"]
            try process.run()
            let wait = Double.random(in: 0...duration, using: &random)
            Thread.sleep(forTimeInterval: wait)
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            let left = try Data(contentsOf: house.folder.appendingPathComponent("safe/copy.sqlite"))
            #expect(left == old || left == new, "kill \(number) after \(wait) s")
            // What is left over is not taken for a backup by its name.
            let rest = try others(house, in: "safe", than: "copy.sqlite")
            #expect(rest.allSatisfy { $0.hasPrefix(".outlay-copy.sqlite.") }, "\(rest)")
        }
        try house.shell("touch safe/.outlay-other.sqlite.999999999.new safe/.outlay-other.sqlite.999999999.new-journal")
        #expect(try house.outlay("backup", "safe/copy.sqlite").status == 0)
        #expect(try others(house, in: "safe") == ["copy.sqlite"])
        #expect(try Data(contentsOf: house.folder.appendingPathComponent("safe/copy.sqlite")) == new)
    }

    @Test func withoutRoomTheOldBackupStays() throws {
        let house = try SmallHouse()
        try house.night()
        try house.shell("mkdir safe")
        #expect(try house.outlay("backup", "safe/copy.sqlite").status == 0)
        let before = try Data(contentsOf: house.folder.appendingPathComponent("safe/copy.sqlite"))
        let program = try builtProgram("outlay").path
        // Blocks of 512 bytes, as POSIX has it: the least lets SQLite lay out what readers of the history share.
        for blocks in [80, 300] {
            let ending = try house.shell("ulimit -f \(blocks); exec '\(program)' backup safe/copy.sqlite >/dev/null 2>/dev/null")
            #expect(ending.status == 73, "\(blocks)")
            #expect(try Data(contentsOf: house.folder.appendingPathComponent("safe/copy.sqlite")) == before)
            #expect(try others(house, in: "safe") == ["copy.sqlite"])
        }
    }

    /// The procedure of the README.
    @Test func aHistoryIsHadBackFromItsBackup() throws {
        let house = try SmallHouse()
        try house.write("Inputs/mapping.csv", SmallHouse.mapping)
        try house.write("Inputs/plans/shop.yaml", SmallHouse.plan())
        try house.outlay("run", "--today", "2026-11-20")
        try house.shell("mkdir safe")
        #expect(try house.outlay("backup", "safe/history.sqlite").status == 0)
        try house.write(
            "Inputs/exports/aws/bill.csv",
            SmallHouse.bill([SmallHouse.charge("01", "10.50"), SmallHouse.charge("02", "20.25"), SmallHouse.charge("03", "5")]))
        #expect(try house.night().status == 0)
        let published = try house.published()
        try house.shell(
            """
            sqlite3 Output/history.sqlite 'PRAGMA wal_checkpoint(TRUNCATE)'
            dd if=/dev/zero of=Output/history.sqlite bs=4096 seek=3 count=4 conv=notrunc
            """)
        #expect(try house.outlay("verify").status != 0)
        let restoring = try house.shell(
            """
            set -e
            '\(try builtProgram("outlay").path)' verify --history safe/history.sqlite
            mkdir damaged
            mv Output/history.sqlite Output/history.sqlite-wal Output/history.sqlite-shm damaged/
            cp safe/history.sqlite Output/history.sqlite
            """)
        #expect(restoring.status == 0, "\(restoring.errors)")
        #expect(try house.night().status == 0)
        #expect(try house.published() == published)
        #expect(try house.outlay("verify").status == 0)
    }
}
