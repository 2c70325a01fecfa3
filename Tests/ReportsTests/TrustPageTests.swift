import Analysis
import Billing
import Testing

@testable import Reports

@Suite struct TrustPageTests {
    private func check(_ point: String, _ analysis: MonthAnalysis, _ context: ReportContext) -> TrustCheck? {
        Report(analysis: analysis, context: context).checks.first { $0.point.hasPrefix(point) }
    }

    @Test func everyCheckSaysWhatItExpectedAndFound() throws {
        let report = Fixture.report()
        let html = try Fixture.text(report, "index.html")
        let table = try #require(ShownTable("Checks of October 2026", in: html))
        #expect(table.rows.count == report.checks.count)
        let days = try #require(table["Complete days, Energy platform"])
        #expect(days["Expected"] == "31" && days["Found"] == "19" && days["Difference"] == "−12" && days["Result"] == "look")
        #expect(table["Complete days, Capacity assessment"]?["Result"] == "ok")
        #expect(table["Sources complete"]?["What to look at"] == "aws through 2026-10-19")
        #expect(table["Rows refused in the deliveries"]?["Found"] == "1")
        #expect(table["Files that wait"]?["Found"] == "1")
        let open = report.checks.count { !$0.isMet }
        #expect(open > 3 && html.contains("\(open) checks of \(report.checks.count) to look at."))
        // The same stands in the XML, for programs.
        let xml = try Fixture.text(report, "report.xml")
        #expect(xml.components(by: "<check ").count == report.checks.count + 1)
        #expect(
            xml.contains(
                "result=\"look\">\n      <expected>31</expected>\n      <found>19</found>\n      <difference>-12</difference>"
            ))
    }

    @Test func whatWaitsIsToldApartFromWhatIsRefusedInTheNewestMonth() throws {
        var context = Fixture.context()
        context.months.removeAll { $0 > Fixture.month }
        context.refusals.append(Refusal(at: Origin(file: "exports/aws/part-2.csv"), "waits: number 1 is missing"))
        context.held = []
        let analysis = Fixture.analysis()
        #expect(try #require(check("Refusals of the last run", analysis, context)).found == Amount(1))
        let waiting = try #require(check("Files that wait", analysis, context))
        #expect(waiting.found == Amount(1) && waiting.note == "exports/aws/part-2.csv")
        // What is not counted is said once: with what is refused, else with what waits.
        context.uncounted = [
            UncountedCost(file: "exports/aws/part-2.csv", kind: .held, records: 2, currency: Fixture.dollars, costText: "5")
        ]
        #expect(check("Refusals of the last run", analysis, context)?.note == "held USD 5.00")
        #expect(check("Files that wait", analysis, context)?.note == waiting.note)
        context.refusals.removeFirst()
        #expect(check("Refusals of the last run", analysis, context)?.note == nil)
        #expect(check("Files that wait", analysis, context)?.note == "exports/aws/part-2.csv: held USD 5.00")
        context.months.append(Fixture.month.advanced(by: 1))
        context.refusals = []
        #expect(check("Files that wait", analysis, context) == nil)
    }

    @Test func aMonthWithoutFaultsMeetsEveryCheck() throws {
        var analysis = Fixture.analysis()
        for at in analysis.systems.indices { analysis.systems[at].completeDays = 31 }
        analysis.systems.removeAll { $0.system == ReservedComponent.unmapped }
        analysis.unmapped = []
        analysis.missingRates = []
        analysis.invoices = []
        var context = Fixture.context()
        context.refusals = []
        context.held = []
        context.sources.removeLast()
        #expect(try Fixture.text(Report(analysis: analysis, context: context), "index.html").contains("Every check is met."))
    }

    @Test func billsAreReconciledToTheRoundingOfTheirRecords() throws {
        var analysis = Fixture.analysis()
        func bridge(_ code: String, _ billed: String) -> CostBridge {
            CostBridge(
                provider: "p", currency: Currency(code), billed: Fixture.amount(billed), purchases: .zero, amortised: .zero,
                unused: .zero, other: .zero)
        }
        analysis.bridges = [bridge("USD", "10.25"), bridge("EUR", "5")]
        var context = Fixture.context()
        context.bills = StatedBills(count: 2, records: 3, billed: Fixture.amount("15.250000000000003"))
        #expect(try #require(check("Billed cost of 2 bills, EUR and USD", analysis, context)).isMet)
        context.bills?.billed = Fixture.amount("15.250000000000004")
        #expect(try !#require(check("Billed cost", analysis, context)).isMet)
        context.bills?.billed = nil
        let unknown = try #require(check("Billed cost", analysis, context))
        #expect(!unknown.isMet && unknown.found == nil && unknown.note?.isEmpty == false)
        context.bills = StatedBills(count: 0, records: 0, billed: .zero)
        #expect(check("Billed cost", analysis, context) == nil)
    }

    @Test func theLargestChangesComeFirstAndNoneIsLost() throws {
        let analysis = Fixture.analysis()
        func move(
            _ subject: FigureChange.Subject, _ figure: FigureChange.Figure, _ before: String?, _ after: String?
        ) -> FigureChange {
            FigureChange(
                month: Fixture.month, system: "capacity-assessment", subject: subject, figure: figure, currency: Fixture.dollars,
                before: before.map(Fixture.amount), after: after.map(Fixture.amount))
        }
        var moves = (1...30).map { move(.component("part-\($0)"), .actual, "1", "\(1 + $0)") }
        moves.append(move(.component("cloud-run"), .actual, "500", "230"))
        moves.append(move(.customer("a"), .revenue, nil, "12"))
        var context = Fixture.context()
        let steps = [
            ReportChanges.Step(
                sequence: 41, cause: "restatement", subject: "exports/gcp/b.csv", systems: ["capacity-assessment"]),
            ReportChanges.Step(sequence: 42, cause: "new delivery", subject: "exports/aws/b.csv", systems: ["energy-platform"]),
        ]
        context.changes = ReportChanges(
            since: 40, day: Day(year: 2026, month: 11, day: 20),
            totals: [
                ReportChanges.Total(system: "energy-platform", figure: .plan, before: Amount(1), after: nil)
            ], figures: moves, steps: steps, restatements: 1)
        let report = Report(analysis: analysis, context: context)
        let html = try Fixture.text(report, "index.html")
        #expect(html.contains("Against the report before, made for 2026-11-20 from sequence 40."))
        let table = try #require(ShownTable("Components whose actual moved since the report before, USD", in: html))
        #expect(table.rows.count == 21 && table.rows[0].name == "cloud-run" && table.rows[1].name == "part-30")
        #expect(table["cloud-run"]?["Difference"] == "−270.00")
        #expect(table["cloud-run"]?["Cause"] == "restatement: exports/gcp/b.csv")
        // 1 to 11 are left.
        #expect(table["all others (11)"]?["Difference"] == "+66.00")
        #expect(
            ShownTable("Customers whose cost or revenue moved since the report before, USD", in: html)?["a"]?["Before"] == "–")
        #expect(ShownTable("Systems&#39; totals", in: html) != nil || ShownTable("Systems' totals", in: html) != nil)
        let xml = try Fixture.text(report, "report.xml")
        #expect(xml.components(by: "<moved ").count == moves.count + 1)
        #expect(xml.contains("<step sequence=\"41\" kind=\"restatement\" subject=\"exports/gcp/b.csv\"/>"))
        context.changes = nil
        #expect(
            try Fixture.text(Report(analysis: analysis, context: context), "index.html").contains("first report of the month"))
    }

    @Test func theMethodTellsRulesFilesAndQueries() throws {
        var context = Fixture.context()
        context.inputFiles = [InputFileVersion(path: "plans/a.yaml", version: 3, hash: "0123456789abcdef0123456789abcdef")]
        context.allocationRules = [
            AllocationRule(
                system: Glob("*"), component: Glob("net*"),
                method: .shares([AllocationMethod.Share(customer: "a", weight: Amount(2))]),
                origin: Origin(file: "allocation.csv", line: 2))
        ]
        let report = Report(analysis: Fixture.analysis(), context: context)
        let html = try Fixture.text(report, "index.html")
        #expect(html.contains("<code>0123456789abcdef0123456789abcdef</code>"))
        #expect(html.contains("shares: a 2"))
        for table in report.tables where !table.rows.isEmpty {
            #expect(html.contains("SELECT * FROM \(table.name) WHERE month = '2026-10'"), "\(table.name)")
        }
    }

    @Test func theIndexDrawsTwoYears() throws {
        let report = Fixture.report()
        var months = (0..<30).map { back in
            var line = IndexMonth(report, status: "closed")
            line.month = Fixture.month.advanced(by: -back)
            line.landing = nil
            return line
        }
        months[0].actual = Amount(12_000)
        months[0].plan = Amount(20_000)
        months[0].landing = Amount(19_000)
        let html = String(decoding: renderIndex(months: months, runs: []), as: UTF8.self)
        let chart = try #require(html.components(by: "<svg").dropFirst().first?.components(by: "</svg>").first)
        #expect(chart.contains("role=\"img\"") && chart.contains("<title>") && chart.contains("<desc>"))
        #expect(chart.contains("thousand USD") && chart.contains(">19.0<"))
        // Two in the legend: plan and actual.
        #expect(chart.components(by: "class=\"ac\"").count == 24 + 2 && chart.components(by: "class=\"pl\"").count == 24 + 2)
        #expect(chart.components(by: "class=\"hatch\"").count == 1 + 2)
        let table = try #require(ShownTable("Months, USD", in: html))
        #expect(table.rows.count == 30 && table["October 2026"]?["Landing"] == "19,000.00")
        #expect(html.contains("<a href=\"2026-10/report.xlsx\" aria-label=\"xlsx of October 2026\">"))
        // One month is no chart, nor are months in two currencies.
        #expect(IndexChart([months[0]]) == nil)
        months[1].currency = Currency("EUR")
        #expect(IndexChart(months) == nil)
    }
}
