import Analysis
import Billing
import Testing

@testable import Reports

private func page(_ analysis: MonthAnalysis, _ context: ReportContext = Fixture.context()) throws -> String {
    try Fixture.text(Report(analysis: analysis, context: context), "index.html")
}

/// A page less its own script.
private func withoutScript(_ html: String) -> String {
    html.components(by: "<script>" + PageScript.page.text + "</script>").joined()
}

@Test func thePageAsksForNothing() throws {
    for page in [try page(Fixture.analysis()), String(decoding: renderIndex(months: [], runs: []), as: UTF8.self)] {
        let html = withoutScript(page)
        for reference in [
            "http:", "https:", "//", "<script", "url(", "@import", "<iframe", "<object", "<img", " onload", "javascript:",
        ] {
            #expect(!html.contains(reference), "\(reference)")
        }
        #expect(html.contains("default-src &#39;none&#39;") || html.contains("default-src 'none'"))
        #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
    }
}

@Test func hostileTextIsInertEverywhere() throws {
    let attack = "\"><script>alert(1)</script>\u{202E}<img src=x onerror=y>&amp;"
    var analysis = Fixture.analysis()
    for at in analysis.systems.indices { analysis.systems[at].name = attack }
    for at in analysis.components.indices { analysis.components[at].name = attack }
    for at in analysis.customers.indices { analysis.customers[at].name = attack }
    for at in analysis.plan.indices {
        analysis.plan[at].document = attack
        analysis.plan[at].section = attack
    }
    for at in analysis.budgets.indices { analysis.budgets[at].owner = attack }
    for at in analysis.unmapped.indices { analysis.unmapped[at].serviceName = attack }
    var context = Fixture.context()
    context.notes = [attack]
    context.refusals = [Refusal(at: Origin(file: attack), attack)]
    context.uncounted = [
        UncountedCost(file: attack, kind: .held, records: 1, currency: Currency("USD"), costText: "1")
    ]
    context.held = [HeldFile(path: attack, reason: attack)]
    context.alerts[0].budget = attack
    context.sources[0].name = attack
    let report = Report(analysis: analysis, context: context)
    for name in ["index.html", "system-energy-platform.html", "report.xml"] {
        let text = withoutScript(try Fixture.text(report, name))
        #expect(!text.contains("<script"))
        #expect(!text.contains("<img"))
        #expect(!text.contains("\u{202E}"))
        #expect(text.contains("&lt;script&gt;alert(1)&lt;/script&gt;\u{FFFD}"))
        #expect(text.contains("&amp;amp;"))
    }
}

@Test func aSystemsIdCannotLeaveItsAnchor() throws {
    var analysis = Fixture.analysis()
    analysis.systems[0].system = "a b\"c/é"
    #expect(MonthPage.anchor("a b\"c/é") == "system-a-b-c--")
    #expect(try page(analysis).contains("<tr id=\"system-a-b-c--\">"))
}

@Test func theSameFiguresGiveTheSameBytes() throws {
    let first = try Fixture.report().files()
    #expect(try Fixture.report().files() == first)
    #expect(first.map(\.name).sorted() == Set(first.map(\.name)).sorted())
}

@Test func aLongTableIsCutAndNothingOfItIsLost() throws {
    var analysis = Fixture.analysis()
    analysis.systems = [analysis.systems[0]]
    analysis.components = (0..<300).map { index in
        Fixture.component("capacity-assessment", "part-\(index)", plan: "1", actual: "1.5")
    }
    analysis.plan = []
    let report = Report(analysis: analysis, context: Fixture.context())
    let html = try Fixture.text(report, "index.html")
    #expect(html.contains("part-199"))
    #expect(!html.contains("part-200"))
    let others = try #require(html.components(by: "all others (100)").dropFirst().first?.components(by: "</tr>").first)
    #expect(others.contains(">100.00<") && others.contains(">150.00<") && others.contains(">+50.00<"))
    #expect(html.contains("all 300 rows: <a href=\"component_month.csv\">"))
    #expect(try Fixture.text(report, "component_month.csv").split(separator: "\n").count == 301)
}

@Test func theMessageIsMadeOfTheFigures() throws {
    var analysis = Fixture.analysis()
    analysis.systems = [analysis.systems[0]]
    analysis.components.removeAll { $0.system != "capacity-assessment" }
    let report = Report(analysis: analysis, context: Fixture.context())
    let headline = Headline(page: MonthPage(report, at: .month))
    #expect(headline.message == "October 2026: hosting cost 464.00\u{A0}USD, 34.00 over plan (+7.9\u{A0}%)")
    #expect(headline.status == "complete, not closed")

    analysis.systems[0].completeDays = 19
    analysis.systems[0].variance = Fixture.amount("-20")
    let partial = Headline(page: MonthPage(Report(analysis: analysis, context: Fixture.context()), at: .month))
    #expect(partial.message == "October 2026 so far: hosting cost 464.00\u{A0}USD, 20.00 under plan to date (−4.7\u{A0}%)")
    #expect(partial.status == "flash: 19 of 31 days complete")
}

@Test func aSystemWithoutChargesIsNamedAndNotCompared() throws {
    var analysis = Fixture.analysis()
    analysis.systems[1].actual = nil
    analysis.systems[1].variance = nil
    let headline = Headline(page: MonthPage(Report(analysis: analysis, context: Fixture.context()), at: .month))
    #expect(headline.status == "flash: no charges of 1 of 2 systems")
    #expect(headline.details.contains("No charges from any source yet: Energy platform."))
    let portfolio = try #require(headline.page.portfolio)
    #expect(portfolio.planToDate == Amount(430) && portfolio.variance == Amount(34) && portfolio.actual == Amount(464))
}

@Test func aBillWithoutPlanOrMappingHasAReport() throws {
    var analysis = MonthAnalysis(month: Fixture.month)
    var system = SystemMonth(
        system: ReservedComponent.unmapped, name: ReservedComponent.unmapped, currency: Fixture.dollars, completeDays: 31,
        days: 31)
    system.actual = Fixture.amount("12.5")
    system.charged = system.actual
    analysis.systems = [system]
    analysis.unmapped = [UnmappedCost(source: "s", serviceName: nil, cost: Amount(1), currency: Fixture.dollars)]
    var context = ReportContext(month: Fixture.month, sequence: 1, generatedFor: Fixture.month.end, months: [Fixture.month])
    let html = try page(analysis, context)
    #expect(html.contains("October 2026: hosting cost 12.50\u{A0}USD, no plan to compare with"))
    // A row of empty cells would match every charge there is.
    #expect(!html.contains(",SYSTEM,"))
    context.mappingColumns = ["x_Source"]
    #expect(try page(analysis, context).contains("<code>s,SYSTEM,COMPONENT,,</code>"))
}

@Test func linksFitThePlaceOfThePage() throws {
    let report = Fixture.report()
    let html = try page(Fixture.analysis())
    #expect(html.contains("href=\"../2026-09/index.html\"") && html.contains("href=\"../2026-11/index.html\""))
    #expect(html.contains("href=\"../index.html\"") && html.contains("href=\"report.xml\""))
    let latest = String(decoding: report.latest(), as: UTF8.self)
    #expect(latest.contains("href=\"2026-09/index.html\"") && latest.contains("href=\"2026-10/report.xml\""))
    #expect(!latest.contains("href=\"../"))
}

@Test func theIndexListsMonthsNewestFirst() {
    var months = [IndexMonth(Fixture.report(), status: "closed"), IndexMonth(Fixture.report())]
    months[0].month = Month(year: 2026, month: 9)
    let run = IndexRun(run: 1, startedAt: "2026-11-21 02:00", duration: nil, files: 1, rows: 2, refused: 0, exitStatus: nil)
    let html = String(decoding: renderIndex(months: months, runs: [run]), as: UTF8.self)
    let parts = html.components(by: "href=\"2026-").dropFirst().filter { $0.dropFirst(2).hasPrefix("/index.html") }
    #expect(parts.map { $0.prefix(2) } == ["10", "09"])
    #expect(html.contains("closed") && html.contains("flash: 19 of 31 days complete"))
    #expect(html.contains("September 2026 to October 2026"))
}

@Test func whatIsNotTakenIsPricedOnThePageAndInTheXML() throws {
    var context = Fixture.context()
    context.months = [Fixture.month]
    let plain = Report(analysis: Fixture.analysis(), context: context)
    context.uncounted = [
        UncountedCost(
            file: "exports/aws/a.csv", kind: .refused, records: 3, currency: Currency("USD"), costText: "1234.500000000000000001"),
        UncountedCost(file: "exports/aws/a.csv", kind: .refused, records: 2, currency: nil, costText: nil),
        UncountedCost(file: "exports/aws/a.csv", kind: .held, records: 995, currency: Currency("EUR"), costText: "-7.25"),
    ]
    let report = Report(analysis: Fixture.analysis(), context: context)
    let table = try #require(ShownTable("Cost of what is not taken", in: try Fixture.text(report, "index.html")))
    #expect(table.headings == ["Kind", "Records", "Currency", "Cost"])
    #expect(
        table.rows.map(\.cells) == [
            ["refused", "3", "USD", "1,234.50"], ["refused", "2", "–", "–"], ["held", "995", "EUR", "−7.25"],
        ])
    let check = report.checks.first { $0.key == ["refusals"] }
    #expect(check?.note == "refused USD 1,234.50; held EUR −7.25")
    let xml = try Fixture.text(report, "report.xml")
    #expect(xml.contains("kind=\"refused\" records=\"3\">\n      <cost currency=\"USD\">1234.5</cost>"))
    #expect(xml.contains("<uncounted file=\"exports/aws/a.csv\" kind=\"refused\" records=\"2\"/>"))
    // Of a run that has none of it nothing new is said.
    for name in ["index.html", "report.xml"] {
        let text = try Fixture.text(plain, name)
        #expect(!text.contains("uncounted") && !text.contains("Cost of what is not taken"))
    }
}
