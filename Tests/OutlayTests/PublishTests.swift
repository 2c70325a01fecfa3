import Foundation
import Reports
import Testing

@testable import outlay

/// A publication has what the history publishes, all of it and nothing else, and is whole or is not there.
@Suite struct PublishTests {
    private static let beside = ["costs.datasette.yaml", "costs.grafana.json", "costs.metadata.yaml"]

    /// A house with a plan and a mapping after its night.
    private func furnished() throws -> SmallHouse {
        let house = try SmallHouse()
        try house.write("Inputs/mapping.csv", SmallHouse.mapping)
        try house.write("Inputs/plans/shop.yaml", SmallHouse.plan())
        #expect(try house.night().status == 0)
        try house.shell("mkdir site")
        return house
    }

    private func names(_ house: SmallHouse, in folder: String = "site") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: house.path(folder)).sorted()
    }

    /// What SQLite's own program answers, line by line.
    private func lines(_ house: SmallHouse, _ sql: String, in file: String = "site/costs.sqlite") throws -> [String] {
        let ending = try house.run(URL(fileURLWithPath: "/usr/bin/sqlite3"), ["-readonly", file], input: sql)
        try #require(ending.status == 0 && ending.errors.isEmpty, "\(sql): \(ending.errors)")
        return ending.output.split(separator: "\n").map(String.init)
    }

    @Test func aPublicationIsWhatReadersWithoutWriteAccessOpen() throws {
        let house = try furnished()
        try house.shell("chmod 644 Output/history.sqlite")
        let ending = try house.outlay("publish", "site/costs.sqlite")
        #expect(ending.status == 0, "\(ending.errors)")
        #expect(ending.output.contains(" tables, up to sequence "), "\(ending.output)")
        #expect(try names(house) == Self.beside + ["costs.sqlite"])
        for name in try names(house) {
            let mode = try FileManager.default.attributesOfItem(atPath: house.path("site/" + name))[.posixPermissions] as? Int
            #expect(mode == 0o644, "\(name)")
        }
        let state = "PRAGMA journal_mode; PRAGMA freelist_count; PRAGMA integrity_check; PRAGMA foreign_key_check;"
        #expect(try lines(house, state) == ["delete", "0", "ok"])
        #expect(try lines(house, "SELECT count(*) > 0 FROM sqlite_stat1") == ["1"])
        let loose = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND NOT strict AND name NOT LIKE 'sqlite_%'"
        #expect(try lines(house, loose).isEmpty)
        let reading = try house.shell(
            """
            chmod 755 . && chmod 555 site && cd site && setpriv --reuid=65534 --regid=65534 --clear-groups \
            sqlite3 -readonly costs.sqlite 'SELECT sum(BilledCost) FROM focus'
            """)
        #expect(reading.status != 0 || reading.output == "30.75\n", "\(reading.errors)")
        try house.shell("chmod 755 site")
        #expect(try names(house) == Self.beside + ["costs.sqlite"])
        #expect(try house.outlay("publish", "site/costs.sqlite", "--quiet").output.isEmpty)
    }

    @Test func everyPublishedTableHasTheRowsAndTypesOfTheHistoryAndNoOtherIsThere() throws {
        let house = try furnished()
        try house.outlay("publish", "site/costs.sqlite")
        let tables = try lines(house, "SELECT DISTINCT table_name FROM column_doc ORDER BY 1")
        let there = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY 1"
        #expect(try lines(house, there) == tables)
        #expect(tables == DatasetteFiles.grains.keys.sorted())
        let columns = "SELECT table_name || ' ' || column_name FROM column_doc d ORDER BY 1"
        let stand =
            "SELECT m.name || ' ' || c.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY 1"
        #expect(try lines(house, columns) == lines(house, stand))
        var sql = "ATTACH 'Output/history.sqlite' AS history;"
        for table in tables {
            let names = try lines(house, "SELECT name FROM pragma_table_info('\(table)') ORDER BY cid").map { "\"\($0)\"" }
            // Values that are equal may differ in type.
            let list = names.map { "\($0), typeof(\($0))" }.joined(separator: ", ")
            let (one, other) = ("SELECT \(list) FROM main.\(table)", "SELECT \(list) FROM history.\(table)")
            sql += "SELECT '\(table)', (SELECT count(*) FROM main.\(table)) - (SELECT count(*) FROM history.\(table)),"
            sql += "(SELECT count(*) FROM (\(one) EXCEPT \(other))), (SELECT count(*) FROM (\(other) EXCEPT \(one)));"
        }
        #expect(try lines(house, sql) == tables.map { "\($0)|0|0|0" })
        let metadata = try house.read("site/costs.metadata.yaml")
        for table in tables {
            #expect(metadata.contains("\n      \"\(table)\":\n        description: \"One row per "), "\(table)")
        }
    }

    @Test func theSameHistoryGivesTheSameBytes() throws {
        let house = try furnished()
        func sums(_ folder: String) throws -> String { try house.shell("cd \(folder) && sha256sum *").output }
        try house.outlay("publish", "site/costs.sqlite")
        let first = try sums("site")
        #expect(try house.outlay("publish", "site/costs.sqlite").status == 0)
        #expect(try sums("site") == first)
        try house.shell("mkdir other")
        try house.outlay("backup", "copy.sqlite")
        #expect(try house.outlay("publish", "other/costs.sqlite", "--history", "copy.sqlite").status == 0)
        #expect(try sums("other") == first)
        try house.write("Inputs/exports/aws/more.csv", SmallHouse.bill([SmallHouse.charge("03", "5", account: "b2")]))
        try house.night()
        #expect(try house.outlay("publish", "site/costs.sqlite").status == 0)
        #expect(try lines(house, "SELECT sum(BilledCost) FROM focus") == ["35.75"])
    }

    /// Nobody writes into it: reading waited for ever.
    @Test func aPipeInThePlaceOfATextIsNotWaitedFor() throws {
        let house = try furnished()
        try house.shell("mkfifo costs.metadata.yaml")
        let ending = try house.outlay("publish", "costs.sqlite")
        #expect(ending.status == 73 && ending.errors.contains("costs.metadata.yaml"), "\(ending)")
    }

    /// It may be somebody's who gives things such names.
    @Test func whatNoProcessOfOutlayLeftIsNotRemoved() throws {
        let house = try furnished()
        try house.write(".outlay-mine.new/letter", "a letter")
        #expect(try house.outlay("publish", "costs.sqlite").status == 0)
        #expect(try house.outlay("backup", "copy.sqlite").status == 0)
        #expect(try house.read(".outlay-mine.new/letter") == "a letter")
    }

    @Test func whatIsNoEarlierPublicationIsLeftAsItIs() throws {
        let house = try furnished()
        try house.outlay("publish", "site/costs.sqlite")
        try house.outlay("backup", "copy.sqlite")
        try house.shell(
            """
            echo 'a letter' > letter; sqlite3 mine.sqlite 'CREATE TABLE mine (a)'; echo 'title: mine' > own.metadata.yaml
            mkdir own2.grafana.json; ln -s site/costs.sqlite link; cp site/costs.sqlite used.sqlite; : > used.sqlite-wal
            """)
        let cases: [(file: String, status: Int32, words: String)] = [
            ("Output/history.sqlite", 64, "is the history itself"), ("copy.sqlite", 73, "was not written by outlay publish"),
            ("letter", 73, "was not written by outlay publish"), ("mine.sqlite", 73, "was not written by outlay publish"),
            ("own.sqlite", 73, "own.metadata.yaml was not written with it"), ("own2.db", 73, "own2.grafana.json was not written"),
            ("link", 73, "is no plain file"), ("used.sqlite", 73, "used.sqlite-wal lies there"), ("site", 73, "is no plain file"),
            // Its texts would take the place of those of site/costs.sqlite.
            ("site/costs.db", 73, "costs.metadata.yaml was not written with it"),
            ("none/a.sqlite", 73, "there is no folder none"),
        ]
        let look = "sha256sum letter *.sqlite own.metadata.yaml Output/history.sqlite site/*; ls -A . Output site"
        let before = try house.shell(look).output
        for (file, status, words) in cases {
            let ending = try house.outlay("publish", file)
            #expect(ending.status == status, "\(file): \(ending.errors)")
            #expect(ending.errors.contains(words) && ending.errors.contains("\nhint: "), "\(file): \(ending.errors)")
        }
        // It is no history, neither to be read nor to be written over.
        #expect(try house.outlay("backup", "site/costs.sqlite").status == 73)
        #expect(try house.outlay("query", "SELECT 1", "--history", "site/costs.sqlite").status == 74)
        #expect(try house.outlay("publish", "a", "--history", "site/costs.sqlite").status == 74)
        #expect(try house.outlay("publish", "a", "--history", "nowhere").status == 74)
        #expect(try house.outlay("publish").status == 64)
        #expect(try house.shell(look).output == before)
    }

    @Test func withoutRoomTheOldPublicationStays() throws {
        let house = try furnished()
        try house.outlay("publish", "site/costs.sqlite")
        let before = try house.shell("sha256sum site/*").output
        let program = try builtProgram("outlay").path
        for blocks in [80, 600] {
            let ending = try house.shell(
                "ulimit -f \(blocks); exec '\(program)' publish site/costs.sqlite >/dev/null 2>/dev/null")
            #expect(ending.status == 73, "\(blocks)")
            #expect(try house.shell("sha256sum site/*").output == before)
            #expect(try names(house) == Self.beside + ["costs.sqlite"])
        }
    }

    @Test func aKilledPublicationLeavesEachFileAsItWasOrWhole() throws {
        let house = try furnished()
        try house.outlay("publish", "site/costs.sqlite")
        func contents() throws -> [String: Data] {
            var contents: [String: Data] = [:]
            for name in try names(house) where !name.hasPrefix(".outlay-") {
                contents[name] = try Data(contentsOf: house.folder.appendingPathComponent("site/" + name))
            }
            return contents
        }
        let old = try contents()
        try house.write("Inputs/exports/aws/more.csv", SmallHouse.bill([SmallHouse.charge("03", "5", account: "b2")]))
        try house.write("Inputs/queries/mine.sql", "SELECT 1 AS one")
        try house.night()
        let began = Date()
        try house.outlay("publish", "site/costs.sqlite")
        let duration = Date().timeIntervalSince(began)
        let new = try contents()
        #expect(old != new && old.keys == new.keys)
        let seed = ProcessInfo.processInfo.environment["OUTLAY_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 1...UInt64.max)
        print("killed publications: seed \(seed)")
        var random = ScheduleRandom(seed)
        for number in 0..<KillTests.count {
            for (name, bytes) in old { try house.write("site/" + name, bytes) }
            let process = Process()
            process.executableURL = try builtProgram("outlay")
            process.currentDirectoryURL = house.folder
            process.arguments = ["publish", "site/costs.sqlite", "--quiet"]
            try process.run()
            let wait = Double.random(in: 0...duration, using: &random)
            Thread.sleep(forTimeInterval: wait)
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            let left = try contents()
            #expect(left.keys == new.keys)
            for (name, bytes) in left {
                #expect(bytes == old[name] || bytes == new[name], "\(name), kill \(number) after \(wait) s")
            }
        }
        #expect(try house.outlay("publish", "site/costs.sqlite").status == 0)
        #expect(try names(house) == Self.beside + ["costs.sqlite"])
        #expect(try contents() == new)
    }

    /// Bills of one total in two parts that are committed together: another total would be half a delivery.
    @Test func aPublicationWhileRunsWriteHoldsOnlyWhatWasCommitted() throws {
        let house = try furnished()
        let bills = (1...9).map { SmallHouse.bill([SmallHouse.charge("01", "\($0)"), SmallHouse.charge("02", "\(100 - $0)")]) }
        for (number, bill) in bills.enumerated() { try house.write("bill-\(number)", bill) }
        let writer = Process()
        writer.executableURL = URL(fileURLWithPath: "/bin/sh")
        writer.currentDirectoryURL = house.folder
        writer.arguments = [
            "-c",
            """
            while [ ! -e stop ]; do
                for bill in bill-?; do
                    cp $bill bill.tmp && mv bill.tmp Inputs/exports/aws/bill.csv
                    '\(try builtProgram("outlay").path)' ingest --today 2026-11-21 --quiet || echo $? >> failures
                done
            done
            """,
        ]
        try writer.run()
        var sequences: [Int] = []
        for _ in 0..<8 {
            let ending = try house.outlay("publish", "site/costs.sqlite")
            #expect(ending.status == 0, "\(ending.errors)")
            let found = try lines(house, "SELECT sum(BilledCost) FROM focus; SELECT max(sequence) FROM delivery")
            #expect(["30.75", "100.0"].contains(found[0]), "\(found)")
            sequences.append(Int(found[1]) ?? -1)
        }
        try house.write("stop", "")
        writer.waitUntilExit()
        #expect(sequences == sequences.sorted() && Set(sequences).count > 1, "\(sequences)")
        #expect(!house.exists("failures"))
        #expect(try house.outlay("verify").status == 0)
    }

    @Test func anyNameOfAFileWillDo() throws {
        let house = try furnished()
        for (file, stem) in [("it's #1 & 100%?.sqlite", "it's #1 & 100%?"), ("plain", "plain"), (".x", ".x"), ("a.b.db", "a.b")] {
            let ending = try house.outlay("publish", "site/" + file)
            #expect(ending.status == 0, "\(file): \(ending.errors)")
            for text in ["metadata.yaml", "datasette.yaml", "grafana.json"] { #expect(house.exists("site/\(stem).\(text)")) }
            #expect(try house.read("site/\(stem).metadata.yaml").contains("\n  \(Reports.json(stem)):\n"))
        }
    }

    @Test func ownQueriesAreFormsTooUnlessTheyAskForMore() throws {
        let house = try furnished()
        try house.write(
            "Inputs/queries/big.sql", "-- Big ones\n-- :least = 10\nSELECT * FROM focus WHERE BilledCost + 0 > :least;\n")
        try house.write("Inputs/queries/inside.sql", "SELECT * FROM charge")
        // Neither a statement without words nor one without an answer is a form, or an error.
        try house.write("Inputs/queries/empty.sql", "-- Nothing yet\n")
        try house.write("Inputs/queries/writes.sql", "DELETE FROM focus")
        let ending = try house.outlay("publish", "site/costs.sqlite")
        #expect(ending.status == 0)
        #expect(ending.errors.contains("inside: left out of site/costs.sqlite"), "\(ending.errors)")
        for name in ["site/costs.metadata.yaml", "site/costs.datasette.yaml"] {
            let text = try house.read(name)
            #expect(text.contains("      \"big\":\n        title: \"Big ones\"\n"))
            #expect(text.contains("\n          SELECT * FROM focus WHERE BilledCost + 0 > CAST(nullif(:least, '') AS NUMERIC)\n"))
            for name in ["inside", "empty", "writes"] { #expect(!text.contains("\"\(name)\"")) }
        }
    }

    @Test(arguments: [
        ("SELECT :a, @b, $c", "SELECT nullif(:a, ''), nullif(:b, ''), nullif(:c, '')", ["a", "b", "c"]),
        (
            "-- T\n-- :n = 5\n-- :t = every\nSELECT :t, :n;\n", "SELECT nullif(:t, ''), CAST(nullif(:n, '') AS NUMERIC)",
            ["n", "t"]
        ),
        (
            "SELECT ':a', \":b\", [:c], `:d`, 'it''s :e' -- :f\n/* :g */, :h_1",
            "SELECT ':a', \":b\", [:c], `:d`, 'it''s :e' \n, nullif(:h_1, '')",
            ["h_1"]
        ),
        ("SELECT 'open :a", "SELECT 'open :a", []), ("SELECT 1 -- :a", "SELECT 1", []), ("/* :a", "", []),
        ("SELECT a / b - c, :a || :a", "SELECT a / b - c, nullif(:a, '') || nullif(:a, '')", ["a"]),
    ])
    func aFormQueryTakesAnEmptyFieldForNone(_ sql: String, _ expected: String, _ parameters: [String]) {
        let form = FormQuery(SavedQuery(name: "q", sql: sql))
        #expect(form.sql == expected)
        #expect(form.parameters == parameters)
    }

    @Test func everyQueryOfTheDashboardCanBeAsked() throws {
        let house = try furnished()
        try house.outlay("publish", "site/costs.sqlite")
        let bytes = try Data(contentsOf: house.folder.appendingPathComponent("site/costs.grafana.json"))
        let board = try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
        let panels = try #require(board["panels"] as? [[String: Any]])
        #expect(panels.count == 7)
        var sql = ""
        for panel in panels {
            let target = try #require((panel["targets"] as? [[String: Any]])?.first)
            #expect(target["rawQueryText"] as? String == target["queryText"] as? String)
            let text = try #require(target["rawQueryText"] as? String)
            sql +=
                text.replacing("$__from", with: "1790000000000").replacing("$__to", with: "1795000000000")
                .replacing("$month", with: "2026-10").replacing("${system:sqlstring}", with: "'shop'") + ";"
        }
        #expect(!sql.contains("$"))
        let answer = try lines(house, sql).joined(separator: "\n")
        #expect(answer.contains("|shop USD|10.5\n") && answer.contains("shop|servers|USD|40.0|"), "\(answer)")
    }
}
