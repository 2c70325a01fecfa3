import Analysis
import Billing
import Testing

@testable import Reports

private func plan(_ analysis: MonthAnalysis = PlanningRows.analysis()) throws -> String {
    try Fixture.text(PlanningRows.report(analysis), "plan.html")
}

/// The number that a page shows.
private func number(_ text: String) throws -> Amount {
    let plain = text.filter { $0 != "," && $0 != "+" && $0 != "~" }.map { $0 == "\u{2212}" ? "-" : String($0) }.joined()
    return try Amount(parsing: plain)
}

@Test func everyNumberOfTheFindingsIsThatOfTheirRows() throws {
    let analysis = PlanningRows.analysis()
    let table = try #require(ShownTable("Figures of Capacity assessment that contradict", in: try plan()))
    #expect(table.rows.count == analysis.findings.count)
    for (shown, row) in zip(table.rows, analysis.findings) {
        #expect(shown.name == row.name)
        let cells = Dictionary(zip(table.headings, shown.cells), uniquingKeysWith: { first, _ in first })
        for (heading, exact) in [("Stated", row.stated), ("Computed", row.computed), ("Difference", row.difference)] {
            let text = try #require(cells[heading])
            guard let exact else {
                #expect(text == "–")
                continue
            }
            let distance = try number(text) - exact
            // Four digits of a number below one; four decimals of any other.
            #expect(
                distance.magnitude * Amount(10_000) <= max(exact.magnitude, .zero) + Amount(1), "\(row.item) \(heading): \(text)")
            if heading == "Stated" { #expect(distance.isZero) }
        }
        #expect(cells["Unit"] == row.unit && cells["How it is computed"] == row.note && cells["Section"] == row.section)
    }
}

@Test(arguments: [
    ("440", "440"), ("95.522", "95.522"), ("32.115740740740741", "32.1157"), ("0.115740740740741", "0.1157"),
    ("-0.005740740740741", "−0.005741"), ("0.000000000000001", "0.000000000000001"), ("0", "0"), ("12000", "12,000"),
])
func aComputedFigureHasTheDigitsItNeeds(_ raw: String, _ expected: String) {
    #expect(NumberText.computed(Fixture.amount(raw)) == expected)
}

@Test func everyFigureStandsInTheOrderOfItsFileWithItsPlace() throws {
    let html = try plan()
    let table = try #require(ShownTable("All figures of Capacity assessment", in: html))
    #expect(table.rows.map(\.name) == ["Total", "Indexes", "Share", "Reads a day"])
    #expect(table.rows.map { $0.cells[0] } == PlanningRows.analysis().figures.map(\.figure))
    #expect(table.rows.map { $0.cells[1] } == ["~440", "40–50", "4.128", "50,000,000"])
    #expect(table.rows.allSatisfy { $0.cells[3] == "Part 3" })
    #expect(html.contains("<tr id=\"figure-capacity-assessment.budget.reads-a-day\">"))
    // Of a range the finding names the side; it leads to the figure.
    #expect(html.contains("<a href=\"#figure-capacity-assessment.indexes\">Indexes</a>"))
    let derived = html.components(by: "<tr id=").filter { $0.contains(">derived</span>") }
    #expect(derived.count == 1 && derived[0].hasPrefix("\"figure-capacity-assessment.share\""))
    #expect(html.components(by: ">contradicted</span>").count == 3)
}

@Test func allFiguresAreShownHoweverManyThereAre() throws {
    var analysis = PlanningRows.analysis()
    analysis.figures = (0..<450).map { PlanningRows.figure("figure-\($0)", "Figure \($0)", value: "\($0)") }
    let html = try plan(analysis)
    #expect(html.contains(">Figure 449<") && !html.contains("all others ("))
    let ids = html.components(by: " id=\"").dropFirst().compactMap { $0.components(by: "\"").first }
    #expect(Set(ids).count == ids.count && ids.count > 450)
}

@Test func thePlansPageAndTheMonthsLeadToEachOther() throws {
    let report = PlanningRows.report()
    let month = try Fixture.pages(report), plan = try Fixture.text(report, "plan.html")
    let target = "plan.html#system-capacity-assessment"
    #expect(
        month.contains("href=\"plan.html\">Planning documents<")
            && month.contains("href=\"\(target)\">3 contradictions in the document<"))
    #expect(
        plan.contains("<section id=\"system-capacity-assessment\"")
            && plan.contains("href=\"system-capacity-assessment.html\""))
    #expect(
        plan.contains("href=\"index.html\"") && plan.contains("href=\"../index.html\"")
            && plan.contains("href=\"plan_figure.csv\""))
    #expect(plan.contains("version 2 of the plan file; in force in October 2026: week 13"))
    #expect(String(decoding: report.latest(), as: UTF8.self).contains("href=\"2026-10/system-capacity-assessment.html\""))
    #expect(try !Fixture.text(Fixture.report(), "index.html").contains("href=\"plan.html\""))
}

@Test func aPageWithoutDocumentsSaysSo() throws {
    let empty = Report(analysis: MonthAnalysis(month: Fixture.month), context: Fixture.context())
    let html = try Fixture.text(empty, "plan.html")
    #expect(html.contains("No planning document") && !html.contains("id=\"search\""))
}

@Test(arguments: ["index.html", "plan.html", "system-energy-platform.html"]) func aPageRunsItsOwnScriptAndNoOther(
    _ name: String
) throws {
    let html = try Fixture.text(PlanningRows.report(), name)
    let pieces = html.components(by: "<script>")
    let script = try #require(pieces.last?.components(by: "</script>").first)
    #expect(pieces.count == 2 && script == PageScript.page.text)
    #expect(PageScript.page.digest == "sha256-" + base64(sha256(Array(script.utf8))))
    #expect(html.contains("script-src '\(PageScript.page.digest)'") && html.contains("default-src 'none'"))
    for reference in ["http:", "https:", "url(", "@import", "<iframe", "<img", " onload", "javascript:", "<script "] {
        #expect(!html.contains(reference), "\(reference)")
    }
}

@Test func withoutTheScriptThereIsNoFieldThatDoesNothing() throws {
    #expect(try plan().contains("<div class=\"search\" id=\"search\" hidden=\"hidden\">"))
}

@Test func theDigestIsThatOfTheStandard() {
    // The examples of FIPS 180-2, one and two blocks.
    #expect(base64(sha256(Array("abc".utf8))) == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")
    let long = Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8)
    #expect(base64(sha256(long)) == "JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE=")
}

@Test func hostileNamesAreInertOnBothPagesAndInXML() throws {
    let attack = "\"><script>alert(1)</script>\u{202E}<img src=x onerror=y>&amp;"
    var analysis = PlanningRows.analysis()
    analysis.volumes[1].name = attack
    analysis.volumes[1].section = attack
    analysis.tiers[0].name = attack
    analysis.tiers[0].plannedTier = attack
    analysis.tiers[0].forcedBy = [attack]
    analysis.tiers[0].capacities[0].name = attack
    analysis.levers[0].name = attack
    analysis.levers[0].components = [attack]
    analysis.levers[0].section = attack
    analysis.targets[0].name = attack
    analysis.targets[0].unit = attack
    analysis.tokens[0].model = attack
    analysis.tokens[0].environment = attack
    analysis.priced[0].component = attack
    analysis.items[1].item = attack
    for at in analysis.budgets.indices { analysis.budgets[at].unit = analysis.budgets[at].isMoney ? "USD" : attack }
    for at in analysis.figures.indices {
        analysis.figures[at].name = attack
        analysis.figures[at].figure = attack
        analysis.figures[at].unit = attack
        analysis.figures[at].section = attack
    }
    for at in analysis.findings.indices {
        analysis.findings[at].item = attack
        analysis.findings[at].name = attack
        analysis.findings[at].note = attack
        analysis.findings[at].document = attack
    }
    let report = PlanningRows.report(analysis)
    for (name, scripts) in [("system-capacity-assessment.html", 1), ("plan.html", 1), ("report.xml", 0)] {
        let text = try Fixture.text(report, name)
        #expect(text.components(by: "<script").count == scripts + 1, "\(name)")
        #expect(!text.contains("<img") && !text.contains("\u{202E}"), "\(name)")
        #expect(text.components(by: "&lt;script&gt;alert(1)&lt;/script&gt;\u{FFFD}").count > 5, "\(name)")
        #expect(!text.contains(" id=\"figure-capacity-assessment.\""), "\(name)")
    }
}
