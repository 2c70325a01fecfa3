import Foundation
import Testing

/// The history's file: whose it is, who holds it, and whether it is whole.
@Suite struct HistoryFileTests {
    /// Each row that is changed, taken out or added is named, and the file that it came from.
    @Test(arguments: [
        (
            "UPDATE charge SET billed_femtos = billed_femtos + 1 WHERE charge = 2",
            "table charge: has a value that was changed outside of a run, in row 2 of exports/aws/bill.csv, sequence 1"
        ),
        (
            "UPDATE table_digest SET table_name = 'x' WHERE table_name = 'scope_sighting'",
            "table table_digest: has a fingerprint of what is no table: it was changed outside of a run"
        ),
        (
            "UPDATE table_digest SET places_low = places_low + 1 WHERE table_name = 'charge'",
            "table table_digest: has another fingerprint of charge, whose rows are sound: it was changed outside of a run"
        ),
        (
            "UPDATE table_digest SET places_low = places_low + 1 WHERE table_name = 'customer_month'",
            "table table_digest: has another fingerprint of customer_month, whose rows are sound: it was changed outside of a run"
        ),
        ("DELETE FROM charge WHERE charge = 1", "table charge: has 1 rows, expected 2: row 1 is missing"),
        ("DELETE FROM charge WHERE charge = 2", "table charge: has 1 rows, expected 2: row 2 is missing"),
        (
            "UPDATE billed_line SET ResourceId = 'x' WHERE line = 1",
            "table billed_line: has a value that was changed outside of a run, in row 1 of exports/aws/bill.csv, sequence 1"
        ),
        (
            "UPDATE line_common SET ServiceName = 'x' WHERE common = 1",
            "table line_common: has a value that was changed outside of a run, in row 1 of exports/aws/bill.csv, sequence 1"
        ),
        (
            "INSERT INTO run (run, started_at, today, version) VALUES (9, 't', '2026-10-31', 'x')",
            "table run: has 2 rows, expected 1: row 9 was added"
        ),
        (
            "UPDATE column_doc SET meaning = 'x' WHERE column_name = 'actual'",
            "table column_doc: has a value that was changed outside of a run"
        ),
        (
            "UPDATE charge SET billed_femtos = billed_femtos + charge",
            "table charge: has a value that was changed outside of a run"
        ),
    ]) func theRowThatIsDamagedIsNamed(_ damage: String, _ finding: String) throws {
        let house = try SmallHouse()
        try house.night()
        try house.shell("sqlite3 Output/history.sqlite \"\(damage)\"")
        let ending = try house.outlay("verify")
        #expect(ending.status == 1)
        #expect(ending.output.split(separator: "\n").contains(Substring(finding)), "\(ending.output)")
    }

    /// A VACUUM may give rows without a key of their own other numbers.
    @Test func otherNumbersOfRowsWithoutAKeyAreNoDamage() throws {
        let house = try SmallHouse()
        try house.night()
        let table = "SELECT group_concat(rowid) FROM bridge_month"
        let rows = try house.shell("sqlite3 Output/history.sqlite '\(table)'").output
        try house.shell("sqlite3 Output/history.sqlite 'UPDATE bridge_month SET rowid = rowid + 7; VACUUM'")
        #expect(try house.shell("sqlite3 Output/history.sqlite '\(table)'").output != rows)
        #expect(try house.outlay("verify").status == 0)
    }

    /// Numbers that no run writes; conversions of them ended the program.
    @Test func aNumberBeyondTheCalendarEndsNoProgram() throws {
        let house = try SmallHouse()
        try house.night()
        try house.shell("sqlite3 Output/history.sqlite 'UPDATE publication SET month = month + (1 << 40), today = -(1 << 40)'")
        for command in ["report", "changes", "run"] {
            let status = try house.outlay(command).status
            #expect([0, 3, 65, 66, 74].contains(status), "\(command): \(status)")
        }
        try house.shell("sqlite3 Output/history.sqlite 'PRAGMA user_version = -7'")
        for command in ["verify", "report", "run"] {
            let ending = try house.outlay(command)
            #expect(ending.status == 74 && ending.errors.contains("not a history of outlay"), "\(command): \(ending)")
        }
    }

    /// A byte in the text of a view changes what is asked through it though no value has changed.
    @Test func aDefinitionThatWasChangedIsFound() throws {
        let house = try SmallHouse()
        try house.night()
        try house.shell("sqlite3 Output/history.sqlite 'CREATE VIEW mine AS SELECT 1; CREATE INDEX fast ON charge (known_from)'")
        #expect(try house.outlay("verify").status == 0, "what somebody adds is no damage")
        try house.shell(
            """
            sqlite3 Output/history.sqlite "PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET sql = replace(sql, ' AS ', ' aS ') WHERE name = 'focus'"
            """)
        let ending = try house.outlay("verify")
        #expect(ending.status == 1)
        #expect(ending.output == "view focus: is defined in other words than those it was made with\n")
        try house.shell("sqlite3 Output/history.sqlite 'DROP VIEW focus'")
        #expect(try house.outlay("verify").output == "view focus: is missing\n")
    }

    /// What others keep beside it is theirs, but a trigger changes what runs write.
    @Test func aTriggerThatIsNotOutlaysIsFound() throws {
        let house = try SmallHouse()
        try house.night()
        try house.shell("sqlite3 Output/history.sqlite 'CREATE TABLE mine (a); INSERT INTO mine VALUES (1)'")
        #expect(try house.outlay("verify").status == 0)
        try house.shell(
            "sqlite3 Output/history.sqlite 'CREATE TRIGGER tr AFTER INSERT ON charge BEGIN DELETE FROM usage; END'")
        let ending = try house.outlay("verify")
        #expect(ending.status == 1)
        #expect(ending.output == "trigger tr: is not of outlay and changes what runs write: DROP trigger tr\n")
        #expect(try house.outlay("doctor").output.contains("trigger tr is not of outlay"))
    }

    /// One byte of the header: nothing was compared then, and all agreed.
    @Test func aSchemaOfNumberNoneIsDamage() throws {
        let house = try SmallHouse()
        try house.night()
        try house.shell("sqlite3 Output/history.sqlite 'PRAGMA user_version = 0'")
        for command in ["verify", "run", "report"] {
            let ending = try house.outlay(command)
            #expect(ending.status == 74 && ending.errors.contains("the number of its schema is 0"), "\(command): \(ending)")
        }
    }

    /// A table that cannot be read hides nothing of the others.
    @Test func whatCannotBeReadIsNamedBesideTheRest() throws {
        let house = try SmallHouse()
        try house.night()
        try house.shell(
            """
            sqlite3 Output/history.sqlite "DROP VIEW focus; UPDATE column_doc SET unit = 'x'; PRAGMA wal_checkpoint(TRUNCATE)"
            page=$(sqlite3 Output/history.sqlite "SELECT rootpage FROM sqlite_schema WHERE name = 'run'")
            dd if=/dev/zero of=Output/history.sqlite bs=4096 seek=$((page - 1)) count=1 conv=notrunc
            """)
        let ending = try house.outlay("verify")
        #expect(ending.status == 1)
        #expect(ending.output.contains("table run: cannot be read: "), "\(ending.output)")
        #expect(ending.output.contains("view focus: is missing\n"))
        #expect(ending.output.contains("table column_doc: has a value that was changed"))
    }

    @Test func aPlanThatWasDamagedInTheHistoryIsNoMistakeOfTheProgram() throws {
        let house = try SmallHouse()
        try house.write("Inputs/plans/shop.yaml", SmallHouse.plan())
        try house.night()
        try house.shell("sqlite3 Output/history.sqlite \"UPDATE input_content SET content = x'ff'\"")
        let ending = try house.outlay("report")
        #expect(ending.status == 74)
        #expect(ending.errors.contains("version 1 in the history cannot be read any more\nhint: outlay verify tells"))
    }

    @Test func withoutAHistoryThereIsNothingToAsk() throws {
        let house = try SmallHouse()
        for command in [
            ["verify"], ["query", "SELECT 1"], ["alerts", "list"], ["report"], ["map", "test"], ["map", "suggest"],
        ] {
            let ending = try house.run(builtProgram("outlay"), command)
            #expect(ending.status == 74)
            #expect(
                ending.errors
                    == "outlay: Output/history.sqlite: no history there\nhint: outlay run makes it; --history names another\n")
        }
        #expect(!house.exists("Output"))
    }

    @Test func whileTheLockIsHeldOnlyReadersWork() throws {
        let house = try SmallHouse()
        try house.night()
        let program = try builtProgram("outlay").path
        for (command, status) in [("run", 75), ("ingest", 75), ("query 'SELECT 1'", 0), ("verify", 0), ("alerts list", 0)]
            as [(String, Int32)]
        {
            let ending = try house.shell("flock Output/history.sqlite.lock '\(program)' \(command)")
            #expect(ending.status == status, "\(command): \(ending.errors)")
            if status == 75 {
                #expect(ending.errors.hasPrefix("outlay: Output/history.sqlite.lock: another run holds the lock\nhint: "))
            }
        }
        #expect(try house.night().status == 0)
    }

    @Test func verifyFindsEveryChangedValue() throws {
        let house = try SmallHouse()
        try house.write("Inputs/mapping.csv", SmallHouse.mapping)
        try house.write("Inputs/plans/shop.yaml", SmallHouse.plan())
        try house.night()
        let clean = try house.outlay("verify")
        #expect(clean.status == 0)
        #expect(clean.output == "Output/history.sqlite: everything agrees\n")
        #expect(try house.outlay("verify", "--quiet").output.isEmpty)
        for (table, change) in [
            ("charge", "UPDATE charge SET billed_femtos = billed_femtos + 1 WHERE rowid = 1"),
            ("component_month", "UPDATE component_month SET actual = actual + 0.5"),
            ("input_content", "UPDATE input_content SET content = CAST(content || x'0a' AS BLOB)"),
            ("run", "DELETE FROM run"),
        ] {
            try house.shell("rm -f copy.sqlite*; sqlite3 Output/history.sqlite \"VACUUM INTO 'copy.sqlite'\"")
            let changed = try house.shell("sqlite3 copy.sqlite \"\(change)\"")
            try #require(changed.status == 0, "\(changed.errors)")
            let ending = try house.outlay("verify", "--history", "copy.sqlite")
            #expect(ending.status == 1, "\(table)")
            #expect(ending.output.contains("table \(table): "), "\(table): \(ending.output)")
            #expect(ending.errors.contains("finding"))
        }
    }

    @Test func verifyFindsAFlippedByteOfAnAmount() throws {
        let house = try SmallHouse()
        try house.write(
            "Inputs/exports/aws/bill.csv",
            SmallHouse.bill([SmallHouse.charge("01", "12345.678901"), SmallHouse.charge("02", "1")]))
        try house.night()
        try house.shell("sqlite3 Output/history.sqlite \"VACUUM INTO 'copy.sqlite'\"")
        var bytes = try Data(contentsOf: house.folder.appendingPathComponent("copy.sqlite"))
        // 12345678901 micros as SQLite stores them: six bytes, big-endian.
        let stored = Data((0..<6).map { UInt8(truncatingIfNeeded: 12_345_678_901 >> (8 * (5 - $0))) })
        let place = try #require(bytes.range(of: stored))
        bytes[place.upperBound - 1] ^= 1
        try house.write("copy.sqlite", bytes)
        let ending = try house.outlay("verify", "--history", "copy.sqlite")
        #expect(ending.status == 1)
        #expect(ending.output.contains("table "))
    }
}
