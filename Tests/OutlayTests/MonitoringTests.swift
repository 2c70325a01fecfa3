import Foundation
import Testing

/// What feed readers and monitoring are told of nights.
@Suite struct MonitoringTests {
    /// A house whose October is complete, with a budget that it has used to 85 %, and a source that is expected every two days.
    private func house(expected: Int = 2, last: Int = 31) throws -> SmallHouse {
        let house = try SmallHouse(bare: true)
        try house.write("Inputs/mapping.csv", SmallHouse.mapping)
        try house.write("Inputs/plans/shop.yaml", SmallHouse.plan())
        try house.write("Inputs/outlay.yaml", "sources:\n  aws: {expected_days: \(expected)}\n")
        try october(house, last)
        return house
    }

    private func october(_ house: SmallHouse, _ last: Int, cost: String = "1.10") throws {
        let days = (1...last).map { day in
            let end = day < 31 ? "2026-10-\(two(day + 1))" : "2026-11-01"
            return "b1,acct-7,2026-10-01,2026-11-01,2026-10-\(two(day)),\(end),\(cost),\(cost),USD,Compute,Usage"
        }
        try house.write("Inputs/exports/aws/2026-10.csv", SmallHouse.bill(days))
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private func night(_ house: SmallHouse, _ day: String) throws -> SmallHouse.Ending {
        try house.outlay("run", "--today", day)
    }

    /// The titles of the feed, newest first.
    private func titles(_ house: SmallHouse, _ output: String = "Output") throws -> [String] {
        try house.read("\(output)/alerts.atom").components(separatedBy: "<title type=\"text\">").dropFirst(2).map { piece in
            piece.components(separatedBy: "</title>")[0]
        }
    }

    private func metrics(_ house: SmallHouse) throws -> [String: String] {
        let lines = try house.read("Output/outlay.prom").split(separator: "\n").filter { !$0.hasPrefix("#") }
        let pairs = lines.compactMap { line in
            line.lastIndex(of: " ").map { (String(line[..<$0]), String(line[$0...].dropFirst())) }
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    @Test func theFeedTellsAlertsClosesAndWhatChangedAfterThem() throws {
        let house = try house(expected: 60, last: 20)
        #expect(try night(house, "2026-10-22").status == 0)
        try october(house, 30)
        #expect(try night(house, "2026-11-01").status == 0)
        let alerts = [
            "shop: 80 % of the 2026-10 budget reached (33.00 of 40.00 USD)",
            "shop: 50 % of the 2026-10 budget reached (22.00 of 40.00 USD)",
        ]
        #expect(try titles(house) == alerts)
        try october(house, 31)
        #expect(try night(house, "2026-11-02").status == 0)
        #expect(try house.outlay("close", "2026-10", "--today", "2026-11-03").status == 0)
        let closed = ["2026-10 closed"] + alerts
        #expect(try titles(house) == closed)
        try october(house, 31, cost: "1.20")
        #expect(try night(house, "2026-11-04").status == 3)
        let changed = ["2026-10 has changed by 3.10 USD: booked in 2026-11"] + closed
        #expect(try titles(house) == changed)
        let reopened = try house.outlay("reopen", "2026-10", "--reason", "<b>late</b>", "--today", "2026-11-05")
        #expect(reopened.status == 0, "\(reopened.errors)")
        #expect(try titles(house) == ["2026-10 opened again"] + changed)
        #expect(try house.read("Output/alerts.atom").contains("&lt;b&gt;late&lt;/b&gt;"))

        // The same again changes no byte, also by way of the history.
        let before = try house.published()
        _ = try night(house, "2026-11-05")
        #expect(try house.published() == before)
        try house.outlay("report", "--output", "again", "--history", "Output/history.sqlite")
        #expect(try house.published("again") == before)
    }

    @Test func moreThanAFeedHasRoomForIsAllToldOnce() throws {
        let house = try house(expected: 60, last: 20)
        let budgets = (1...230).map { "  b\($0): {amount: 40, thresholds: [50]}\n" }.joined()
        try house.write("Inputs/outlay.yaml", "budgets:\n" + budgets)
        #expect(try night(house, "2026-10-21").status == 0)
        let first = try titles(house).count
        #expect(first >= 231)
        // As many again, which a run raises that cannot publish them; the next one tells them with its own.
        try october(house, 22, cost: "1.60")
        let more = budgets.replacing("[50]", with: "[50, 60]")
        try house.write("Inputs/outlay.yaml", "budgets:\n" + more)
        try house.shell("mv Output/2026-10 aside && echo x > Output/2026-10")
        #expect(try night(house, "2026-10-23").status == 73)
        try house.shell("rm Output/2026-10")
        try october(house, 25, cost: "1.60")
        #expect(try night(house, "2026-10-26").status == 0)
        let told = try titles(house)
        #expect(told.count { $0.contains(": 60 %") } == 230)
        #expect(told.contains { $0.hasPrefix("shop: 100 %") })
        #expect(Set(try house.read("Output/alerts.atom").components(separatedBy: "<id>").dropFirst()).count == told.count + 1)
        let before = try house.published()
        try house.outlay("report", "--output", "again", "--history", "Output/history.sqlite")
        #expect(try house.published("again") == before)
        // Of a forecast the pace is that of what was counted: 22 days of 1.60.
        #expect(
            try house.read("Output/alerts.jsonl").split(separator: "\n").contains {
                $0.contains("\"basis\":\"forecast\"") && $0.contains("\"days_gone\":22,\"days\":31,\"pace\":1.6,\"landing\":")
            })
        #expect(try house.read("Output/alerts.jsonl").contains("\"days_gone\":20,\"days\":31,\"pace\":1.1,\"landing\":"))
    }

    @Test func theFeedIsMadeAgainAsItWasAtAnySequence() throws {
        let house = try house(last: 20)
        var kept: [(sequence: String, feed: Data?)] = []
        func keep() throws {
            let sequence = try house.ask("SELECT sequence FROM run ORDER BY run DESC LIMIT 1")
            kept.append((sequence, try house.published()["alerts.atom"]))
        }
        _ = try night(house, "2026-10-25")
        try keep()
        try october(house, 31)
        _ = try night(house, "2026-11-02")
        try keep()
        try house.outlay("close", "2026-10", "--today", "2026-11-03")
        try keep()
        try october(house, 31, cost: "1.20")
        _ = try night(house, "2026-11-20")
        try keep()
        try house.outlay("reopen", "2026-10", "--reason", "late", "--today", "2026-11-21")
        try keep()
        #expect(Set(kept.map(\.sequence)).count == 5 && Set(kept.map(\.feed)).count == 5)
        for (sequence, feed) in kept {
            let folder = "then-\(sequence)"
            let ending = try house.outlay(
                "report", "--as-of", sequence, "--output", folder, "--history", "Output/history.sqlite")
            #expect(ending.status == 0, "\(ending.errors)")
            #expect(try house.published(folder)["alerts.atom"] == feed, "\(sequence)")
        }
    }

    @Test func aSourceThatIsLateIsSaidEverywhereUntilItComes() throws {
        let house = try house(last: 20)
        let inTime = try night(house, "2026-10-22")
        #expect(inTime.status == 0 && inTime.errors.isEmpty, "\(inTime.errors)")
        #expect(try metrics(house)["outlay_source_late{source=\"aws\"}"] == "0")
        #expect(try !house.read("Output/alerts.atom").contains("late-source"))

        let news = "aws: no day after 2026-10-20, expected one within 2 days"
        for today in ["2026-10-23", "2026-10-24"] {
            let late = try night(house, today)
            #expect(late.status == 0)
            #expect(late.errors == "Inputs/exports/\(news)\n")
            #expect(try metrics(house)["outlay_source_late{source=\"aws\"}"] == "1")
            #expect(try metrics(house)["outlay_source_last_day_timestamp_seconds{source=\"aws\"}"] == "1792454400")
            #expect(try house.read("Output/2026-10/index.html").contains(news))
            #expect(try house.read("Output/2026-10/report.xml").contains("<note>\(news)</note>"))
            let feed = try house.read("Output/alerts.atom")
            #expect(feed.contains("<id>tag:outlay.example,2026:late-source/aws/2026-10-20</id>"))
            #expect(feed.contains("<updated>2026-10-23T00:00:00Z</updated>"))
        }
        #expect(try night(house, "2026-10-24").status == 0)
        #expect(try house.outlay("run", "--quiet", "--today", "2026-10-24").errors.isEmpty)

        try october(house, 23)
        let back = try night(house, "2026-10-24")
        #expect(back.status == 0 && back.errors.isEmpty, "\(back.errors)")
        #expect(try metrics(house)["outlay_source_late{source=\"aws\"}"] == "0")
        #expect(try !house.read("Output/2026-10/index.html").contains("no day after"))
        // What was told stays, and that it is over is told beside it.
        #expect(
            try titles(house).filter { $0.hasPrefix("aws") } == ["aws: no longer late, its last day is 2026-10-23", news])
        #expect(
            try house.ask(
                "SELECT budget, period, basis, threshold_percent, actual, amount, currency, state, raised_at, source FROM alert WHERE source IS NOT NULL"
            )
                == "(source aws),2026-10-20,actual,80,3.0,2.0,days,raised,2026-10-23,aws\n"
                + "(source aws),2026-10-20,actual,80,1.0,2.0,days,corrected,2026-10-24,aws")
        #expect(try house.read("Output/alerts.jsonl").split(separator: "\n").count { $0.contains("\"source\":\"aws\"") } == 2)
        #expect(try !house.read("Output/2026-10/report.xml").contains("(source"))
        // That arms it again.
        #expect(try night(house, "2026-10-26").status == 0)
        #expect(
            try house.ask("SELECT period, state FROM alert WHERE source IS NOT NULL ORDER BY id DESC LIMIT 1")
                == "2026-10-23,raised")
        #expect(try house.outlay("verify").status == 0)
    }

    /// A month that is over is not made anew every day; that a source has become late is news of the newest one all the same.
    @Test func aSourceThatIsLateLongAfterTheNewestMonthIsSaidInItsReport() throws {
        let house = try house(expected: 60)
        _ = try night(house, "2026-11-05")
        #expect(try night(house, "2026-12-30").errors.isEmpty)
        #expect(try !house.read("Output/2026-10/index.html").contains("no day after"))
        #expect(try night(house, "2026-12-31").errors.contains("aws: no day after 2026-10-31, expected one within 60 days"))
        #expect(try house.read("Output/2026-10/index.html").contains("no day after 2026-10-31"))
    }

    @Test func theMetricsFollowEveryRunAlsoOneThatIsRefused() throws {
        let house = try house()
        #expect(try night(house, "2026-11-02").status == 0)
        let first = try metrics(house)
        #expect(first["outlay_last_run_exit_status"] == "0" && first["outlay_last_run_refused_records"] == "0")
        #expect(first["outlay_last_run_records"] == "31" && first["outlay_month_start_timestamp_seconds"] == "1790812800")
        #expect(first["outlay_last_success_timestamp_seconds"] == first["outlay_last_run_timestamp_seconds"])
        #expect(first["outlay_system_cost{system=\"shop\",currency=\"USD\",scenario=\"plan\"}"] == "40")
        #expect(first["outlay_system_cost{system=\"shop\",currency=\"USD\",scenario=\"actual\"}"] == "34.1")
        #expect(first["outlay_system_cost{system=\"shop\",currency=\"USD\",scenario=\"landing\"}"] == "34.1")
        #expect(first["outlay_budget_use_ratio{budget=\"shop\",period_kind=\"month\"}"] == "0.8525")

        try house.write("Inputs/exports/odd/file.txt", "nothing known\n")
        #expect(try night(house, "2026-11-02").status == 3)
        let refused = try metrics(house)
        #expect(refused["outlay_last_run_exit_status"] == "3" && refused["outlay_last_run_refused_records"] == "1")
        #expect(refused["outlay_last_success_timestamp_seconds"] == refused["outlay_last_run_timestamp_seconds"])

        // A plan with a mistake, then an output that takes nothing: the run's figures are not those of a success.
        try house.write("Inputs/plans/shop.yaml", "plan: [\n")
        #expect(try night(house, "2026-11-02").status == 78)
        let mistaken = try metrics(house)
        #expect(mistaken["outlay_last_run_exit_status"] == "78")
        #expect(mistaken["outlay_last_success_timestamp_seconds"] == refused["outlay_last_success_timestamp_seconds"])
        #expect(mistaken["outlay_system_cost{system=\"shop\",currency=\"USD\",scenario=\"actual\"}"] == "34.1")

        // What cannot be published is told to monitoring where only that can.
        try house.remove("Output/2026-10")
        try house.write("Output/2026-10", "mine")
        #expect(try night(house, "2026-11-02").status == 73)
        let failed = try metrics(house)
        #expect(failed["outlay_last_run_exit_status"] == "73")
        #expect(failed["outlay_last_success_timestamp_seconds"] == refused["outlay_last_success_timestamp_seconds"])
    }

    /// Whether Python finds the library that Prometheus' makers read and write metrics with.
    private static let hasLibrary = FileManager.default.fileExists(
        atPath: "/usr/lib/python3/dist-packages/prometheus_client/parser.py")

    /// An independent reader of the format, and small; promtool, which judges names too, comes with a server of 96 MB only.
    @Test(.enabled(if: hasLibrary, "Prometheus' library is not here; Debian's package python3-prometheus-client has it"))
    func prometheusOwnLibraryReadsTheSame() throws {
        let house = try house()
        try house.write(
            "Inputs/outlay.yaml", "budgets:\n  'a \"b\" \\c': {system: shop, amount: 30}\nsources:\n  aws: {expected_days: 2}\n")
        _ = try night(house, "2026-11-22")
        let script = PageReaders.root.appendingPathComponent("Tests/OutlayTests/Browser/read_metrics.py").path
        let read = try house.run(URL(fileURLWithPath: "/usr/bin/python3"), [script, "Output/outlay.prom"])
        #expect(read.status == 0 && read.errors.isEmpty, "\(read.errors)")
        let samples = read.output.split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        let own = try metrics(house)
        #expect(samples.count == own.count && samples.count > 10)
        #expect(samples.map { Double($0[2]) ?? -1 }.sorted() == own.values.map { Double($0) ?? -2 }.sorted())
        #expect(samples.contains { $0[0] == "outlay_source_late" && $0[1] == "source=aws" && $0[2] == "1.0" })
        #expect(samples.contains { $0[1].contains("budget=a \"b\" \\c,") })
    }

    @Test(.enabled(if: foundTool("promtool") != nil, "promtool is not here; Debian's package prometheus has it"))
    func promtoolFindsNothing() throws {
        let house = try house()
        _ = try night(house, "2026-11-22")
        let promtool = try #require(foundTool("promtool"))
        let checked = try house.run(promtool, ["check", "metrics"], input: house.read("Output/outlay.prom"))
        #expect(checked.status == 0 && checked.errors.isEmpty && checked.output.isEmpty, "\(checked.errors)\(checked.output)")
    }

    @Test(.enabled(if: foundTool("python3") != nil, "python3 is not here"))
    func aFeedReaderReadsIt() throws {
        let house = try house()
        try house.write(
            "Inputs/outlay.yaml",
            "budgets:\n  odd: {system: shop, amount: 30, owner: \"<script>\"}\nsources:\n  aws: {expected_days: 2}\n")
        func entries() throws -> [[String]] { try #require(try PageReaders.entries(ofFeed: house.path("Output/alerts.atom"))) }
        try october(house, 20)
        _ = try night(house, "2026-10-21")
        try october(house, 31)
        _ = try night(house, "2026-11-02")
        try house.outlay("close", "2026-10", "--today", "2026-11-03")
        try october(house, 31, cost: "1.20")
        #expect(try night(house, "2026-11-04").status == 3)
        let first = try entries()
        _ = try night(house, "2026-11-04")
        #expect(try entries() == first)
        try house.outlay("reopen", "2026-10", "--reason", "late", "--today", "2026-11-10")
        let then = try entries()
        // What was told keeps its id and its time, whatever is told after it.
        #expect(then.suffix(first.count) == first[...] && then.count > first.count)
        #expect(then.map { $0.last } == (try titles(house)))
        #expect(Set(then.map { $0.first }).count == then.count)
        #expect(
            then.allSatisfy { $0.count == 3 && $0[0].hasPrefix("tag:outlay.example,2026:") && $0[1].hasSuffix("T00:00:00Z") })
        for kind in ["odd: 100 %", "2026-10 closed", "2026-10 has changed by", "2026-10 opened again", "aws: no day after"] {
            #expect(then.contains { $0[2].hasPrefix(kind) }, "\(kind)")
        }
    }
}
