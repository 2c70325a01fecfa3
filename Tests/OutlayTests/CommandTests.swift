import Foundation
import Testing

/// The other commands as the contract has them: what they print, what they write and how they end.
@Suite struct CommandTests {
    private func house() throws -> SmallHouse {
        let house = try SmallHouse()
        try house.write("Inputs/mapping.csv", SmallHouse.mapping)
        try house.write("Inputs/plans/shop.yaml", SmallHouse.plan())
        // An unfinished month, so that the thresholds that are crossed raise alerts.
        let ending = try house.outlay("run", "--today", "2026-10-21")
        try #require(ending.status == 0, "\(ending.errors)")
        #expect(ending.output.isEmpty && ending.errors.isEmpty)
        return house
    }

    @Test(arguments: [
        ["rnu"], ["run", "--frobnicate"], ["report", "--month", "2026-13"], ["query"], ["verify", "now"], ["plan"],
        ["run", "--color", "red"],
    ])
    func aCommandLineThatIsNotUnderstoodEndsIn64(_ arguments: [String]) throws {
        let house = try SmallHouse()
        let ending = try house.run(builtProgram("outlay"), arguments)
        if arguments == ["plan"] {
            // A command of commands alone asks for its help.
            #expect(ending.status == 0 && ending.output.contains("SUBCOMMANDS:"))
            return
        }
        #expect(ending.status == 64)
        #expect(ending.output.isEmpty)
        #expect(ending.errors.hasPrefix("outlay: "))
        #expect(ending.errors.contains("usage: outlay"))
        #expect(!house.exists("Output"))
    }

    @Test(arguments: ["run", "ingest", "report", "query", "verify", "plan show", "map test", "map suggest", "alerts list"])
    func everyCommandHasItsHelp(_ command: String) throws {
        let house = try SmallHouse(bare: true)
        let ending = try house.run(builtProgram("outlay"), command.split(separator: " ").map(String.init) + ["--help"])
        #expect(ending.status == 0)
        #expect(ending.output.contains("USAGE: outlay \(command)"))
        #expect(ending.output.hasSuffix("\n") && ending.errors.isEmpty)
    }

    @Test func ingestTakesNamedFilesAndFolders() throws {
        let house = try SmallHouse(bare: true)
        try house.write("drop/a.csv", SmallHouse.bill([SmallHouse.charge("01", "1")]))
        try house.write("drop/b.csv", SmallHouse.bill([SmallHouse.charge("02", "x", account: "b2")]))
        let bad = try house.outlay("ingest", "drop/b.csv", "--source", "gcp")
        #expect(bad.status == 65)
        #expect(bad.errors.hasPrefix("drop/b.csv:2:55: refused: BilledCost \"x\" is not a decimal number"))
        #expect(try house.ask("SELECT count(*) FROM focus") == "0")
        let some = try house.outlay("ingest", "drop/a.csv", "drop/b.csv", "--source", "gcp")
        #expect(some.status == 3)
        #expect(try house.ask("SELECT x_Source, BilledCost FROM focus") == "gcp,1.0")
        // The name of a folder is the source where none is given.
        try house.write("azure/c.csv", SmallHouse.bill([SmallHouse.charge("03", "4")]))
        #expect(try house.outlay("ingest", "azure").status == 0)
        #expect(try house.ask("SELECT x_Source, BilledCost FROM focus ORDER BY 1") == "azure,4.0\ngcp,1.0")
        #expect(!house.exists("Output/2026-10"))
        #expect(try house.ask("SELECT exit_status FROM run ORDER BY run") == "65\n3\n0")
    }

    @Test func whatIsNamedBelowTheExportsIsTheFileThatARunSees() throws {
        let house = try SmallHouse()
        #expect(try house.outlay("ingest", "./Inputs/exports/../exports/aws/bill.csv").status == 0)
        #expect(try house.ask("SELECT source, file FROM delivery") == "aws,exports/aws/bill.csv")
        #expect(try house.outlay("ingest", "Inputs/exports").status == 0)
        #expect(try house.night().status == 0)
        #expect(try house.ask("SELECT source, file FROM delivery") == "aws,exports/aws/bill.csv")
    }

    @Test func ingestSaysWhatIsNoFile() throws {
        let house = try SmallHouse()
        try house.shell("mkfifo pipe; mkdir hollow")
        #expect(try house.outlay("ingest", "nowhere.csv").status == 66)
        #expect(try house.outlay("ingest", "hollow").status == 66)
        #expect(try house.outlay("ingest", "--source", "gcp").status == 66)
        let pipe = try house.outlay("ingest", "pipe")
        #expect(pipe.status == 65)
        #expect(pipe.errors.hasPrefix("outlay: pipe: refused: neither a file nor a folder"))
        #expect(!house.exists("Output"))
    }

    @Test func planShowGivesTheMonthsFigures() throws {
        let house = try house()
        let ending = try house.outlay("plan", "show", "--month", "2026-10")
        #expect(ending.status == 0)
        #expect(
            ending.output.split(separator: "\n").last?.split(separator: " ") == [
                "shop", "servers", "fixed", "40.00", "USD", "first",
            ])
        let before = try house.outlay("plan", "show", "--month", "2025-12")
        #expect(before.status == 0)
        #expect(before.errors == "shop: no phase of the plan covers 2025-12\n")
    }

    @Test func mapTestCountsLinesAndMapSuggestGivesRows() throws {
        let house = try house()
        try house.write(
            "Inputs/exports/aws/other.csv",
            SmallHouse.bill([SmallHouse.charge("03", "2", service: "\"Disks, \"\"fast\"\"\"", account: "b2")]))
        #expect(try house.night().status == 0)
        let test = try house.outlay("map", "test")
        #expect(test.status == 0)
        let rows = test.output.split(separator: "\n").dropFirst(2).map { $0.split(separator: " ") }
        #expect(rows == [["line", "2", "shop", "servers", "1", "30.75", "USD"], ["(unmapped)", "1", "2.00", "USD"]])
        let suggest = try house.outlay("map", "suggest")
        #expect(suggest.status == 0)
        #expect(
            suggest.output
                == "x_Source,ServiceName,system,component,customer,environment\naws,\"Disks, \"\"fast\"\"\",SYSTEM,disks-fast,,\n"
        )
        // What is suggested can be used as it stands.
        try house.write("Inputs/mapping.csv", suggest.output + "aws,Compute,shop,servers,,\n")
        #expect(try house.night().status == 0)
        let mapped = try house.outlay("map", "suggest")
        #expect(mapped.status == 0 && mapped.output.isEmpty && mapped.errors == "everything is mapped\n")
    }

    @Test func alertsAreListedNewestFirst() throws {
        let house = try house()
        let ending = try house.outlay("alerts", "list")
        #expect(ending.status == 0)
        #expect(ending.output.split(separator: "\n").count == 3)
        #expect(ending.output.contains("raised  shop    2026-10       50 %   30.75   40.00  USD"))
        let none = try SmallHouse()
        try none.night()
        let empty = try none.outlay("alerts", "list")
        #expect(empty.status == 0 && empty.output.isEmpty && empty.errors == "no alert was raised\n")
    }

    @Test func failOnLooksAtTheBudgets() throws {
        let house = try house()
        // 30.75 of 40.
        for (percent, status) in [("76", 1), ("77", 0)] as [(String, Int32)] {
            let ending = try house.outlay("run", "--today", "2026-10-21", "--fail-on", percent)
            #expect(ending.status == status)
            #expect(ending.output.isEmpty)
        }
    }

    /// All of it applies, and what comes first is mended in turn.
    @Test func whatARunCouldNotDoStandsBeforeWhatItFound() throws {
        let house = try house()
        try house.write("Inputs/outlay.yaml", "channels:\n  ops: {kind: webhook, url: \"http://127.0.0.1:1/\", from: 1}\n")
        try house.write(
            "Inputs/exports/aws/bill.csv", SmallHouse.bill([SmallHouse.charge("01", "10.50"), SmallHouse.charge("02", "24")]))
        try house.write("Inputs/exports/odd/file.txt", "nothing known\n")
        try house.write("Inputs/plans/shop.yaml", "plan: [\n")
        func status() throws -> Int32 { try house.outlay("run", "--today", "2026-10-21", "--fail-on", "50").status }
        try house.shell("mv Output/latest.html aside && mkdir Output/latest.html")
        #expect(try status() == 73)
        try house.shell("rmdir Output/latest.html")
        #expect(try status() == 78)
        try house.write("Inputs/plans/shop.yaml", SmallHouse.plan())
        #expect(try status() == 69)
        try house.write("Inputs/outlay.yaml", "settle_days: 2\n")
        #expect(try status() == 3)
        try house.remove("Inputs/exports/odd/file.txt")
        #expect(try status() == 1)
        #expect(try house.outlay("run", "--today", "2026-10-21").status == 0)
        let order = "Where several apply: what ends a run (66, 70, 73, 74, 75), then 78, 69, 3 and 1."
        let help = try house.outlay("help").output
        #expect(help.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(order))
    }

    @Test func reportsAreMadeAgainButNeverOverThePublishedOnes() throws {
        let house = try house()
        let first = try house.published()
        let sequence = try house.ask("SELECT max(sequence) FROM run")
        try house.write(
            "Inputs/exports/aws/bill.csv", SmallHouse.bill([SmallHouse.charge("01", "99"), SmallHouse.charge("02", "1")]))
        #expect(try house.outlay("run", "--today", "2026-10-22").status == 0)
        let second = try house.published()
        #expect(first["2026-10/report.xml"] != second["2026-10/report.xml"])

        let history = ["--history", "Output/history.sqlite"]
        let then = try house.run(builtProgram("outlay"), ["report", "--as-of", sequence, "--output", "then"] + history)
        #expect(then.status == 0, "\(then.errors)")
        #expect(try house.published("then") == first)
        try house.shell("ln -s Output other")
        for output in ["Output", "./Output/", "other", house.path("Output")] {
            let refused = try house.run(builtProgram("outlay"), ["report", "--as-of", sequence, "--output", output] + history)
            #expect(refused.status == 64, "\(output)")
        }
        #expect(try house.outlay("report", "--as-of", sequence).status == 64)
        #expect(try house.run(builtProgram("outlay"), ["report", "--as-of", "99", "--output", "then"] + history).status == 64)
        #expect(try house.outlay("report", "--month", "2025-01").status == 66)
        #expect(try house.outlay("report", "--month", "2026-10").status == 0)
        #expect(try house.published() == second)
    }

    @Test func aFolderThatARunPublishedIntoIsNoPlaceForThePast() throws {
        let house = try SmallHouse()
        try house.night("--output", "elsewhere", "--history", "history.sqlite")
        let ending = try house.outlay("report", "--as-of", "1", "--output", "elsewhere", "--history", "history.sqlite")
        #expect(ending.status == 64)
        #expect(ending.errors.contains("hint: add --output"))
    }

    @Test func theClockAndTheLocaleDoNotMatter() throws {
        var seen: [[String: Data]] = []
        for environment in [
            ["TZ": "Pacific/Auckland", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"], ["TZ": "UTC", "LANG": "C"],
        ] {
            let house = try SmallHouse()
            try house.write("Inputs/mapping.csv", SmallHouse.mapping)
            try house.write("Inputs/plans/shop.yaml", SmallHouse.plan())
            let ending = try house.outlay("run", "--today", "2026-10-21", environment: environment)
            #expect(ending.status == 0, "\(ending.errors)")
            seen.append(try house.published())
        }
        #expect(seen[0].count > 8)
        #expect(seen[0] == seen[1])
    }
}
