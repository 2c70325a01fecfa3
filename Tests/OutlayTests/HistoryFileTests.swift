import Foundation
import Testing

/// The history's file: whose it is, who holds it, and whether it is whole.
@Suite struct HistoryFileTests {
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
