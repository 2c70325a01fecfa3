import Analysis
import Billing
import Testing

@testable import Reports

private let page = "system-capacity-assessment.html"

/// Ids and the targets within a page.
private func anchors(_ html: String) -> (ids: [String], targets: [String]) {
    func all(_ start: String) -> [String] {
        html.components(by: start).dropFirst().compactMap { $0.components(by: "\"").first }
    }
    return (all(" id=\""), all("href=\"#"))
}

@Test func eachOfSeveralSystemsHasAPageInTheOrderItIsReadIn() throws {
    let report = PlanningRows.report()
    #expect(
        try report.files().map(\.name).filter { $0.hasSuffix(".html") } == [
            "index.html", page, "system-energy-platform.html", "plan.html",
        ])
    let html = try Fixture.text(report, page)
    let headings = html.components(by: "<h2>").dropFirst().compactMap { $0.components(by: "<").first }
    #expect(
        headings == [
            "Budgets", "From plan to actual", "Components", "Customers", "Units and volumes", "Tokens", "Levers", "Year to date",
            "Quarter 2026-Q4", "Planning document", "Unusual days",
        ])
    #expect(
        html.contains("<h1>Capacity assessment, October 2026: hosting cost 464.00\u{A0}USD, 34.00 over plan (+7.9\u{A0}%)</h1>"))
    #expect(!html.contains("Energy platform"))
    let month = try Fixture.text(report, "index.html")
    for gone in ["Components of", "Quantities and prices", "<h2>Levers", "<h2>Tokens"] { #expect(!month.contains(gone)) }
    #expect(month.contains("<h2>Systems</h2>") && month.contains("Customers of all systems"))
}

@Test func aSystemsPageLeadsToItsMonthAndToTheSamePageOfTheMonthBefore() throws {
    let html = try Fixture.text(PlanningRows.report(), page)
    #expect(
        html.contains("href=\"../2026-09/\(page)\"") && html.contains("href=\"../2026-11/index.html#system-capacity-assessment\"")
    )
    #expect(html.contains("href=\"index.html\">All systems, October 2026<") && html.contains("href=\"index.html#plan\""))
    // Another version's month may have none: its row is as near as a link can lead.
    let report = PlanningRows.report()
    var context = report.context
    context.monthsOfOtherVersions = [context.month.advanced(by: -1)]
    #expect(
        try Fixture.text(Report(analysis: report.analysis, context: context), page).contains(
            "href=\"../2026-09/index.html#system-capacity-assessment\""))
    // A month of which no system is known has a table of systems, if anything.
    #expect(try Fixture.text(Fixture.report(), page).contains("href=\"../2026-09/index.html#system-capacity-assessment\""))
}

@Test func everyLinkWithinAPageLeadsSomewhereAndEveryIdIsThereOnce() throws {
    for report in [PlanningRows.report(), Report(analysis: ReservedRows.analysis(), context: Fixture.context())] {
        for file in try report.files() where file.name.hasSuffix(".html") {
            let found = anchors(String(decoding: file.bytes, as: UTF8.self))
            #expect(Set(found.ids).count == found.ids.count, "\(file.name)")
            for target in found.targets { #expect(found.ids.contains(target), "\(file.name) #\(target)") }
        }
    }
    // What led to a system's part of the month's page leads to its row now.
    #expect(try Fixture.text(PlanningRows.report(), "index.html").contains("<tr id=\"system-capacity-assessment\">"))
}

@Test func aMonthOfOneSystemIsOnePage() throws {
    var analysis = PlanningRows.analysis().narrowed(to: PlanningRows.e)
    let report = Report(analysis: analysis, context: Fixture.context())
    #expect(try report.files().map(\.name).filter { $0.hasSuffix(".html") } == ["index.html", "plan.html"])
    let html = try Fixture.text(report, "index.html")
    for part in ["<div id=\"system-capacity-assessment\">", "Components of", "<h2>Levers", "<h2>Method", "href=\"#plan\""] {
        #expect(html.contains(part), "\(part)")
    }
    #expect(!html.contains("<h2>Systems"))
    // What no rule matches is no system, and stands in a table of systems.
    var unmapped = SystemMonth(
        system: ReservedComponent.unmapped, name: ReservedComponent.unmapped, currency: Fixture.dollars, completeDays: 31,
        days: 31)
    unmapped.actual = Amount(5)
    analysis.systems.append(unmapped)
    let both = Report(analysis: analysis, context: Fixture.context())
    #expect(try both.files().count { $0.name.hasPrefix("system-") } == 0)
    #expect(try Fixture.text(both, "index.html").contains("<h2>Systems"))
}

@Test func twoSystemsNeverShareAFile() {
    let long = String(repeating: "x", count: 400)
    let files = SystemPages(["a b", "a-b", "A-B", long + "1", long + "2", ReservedComponent.unmapped]).files
    #expect(files.count == 5 && Set(files.map { $0.lowercased() }).count == 5)
    #expect(files.allSatisfy { $0.hasPrefix("system-") && $0.hasSuffix(".html") && $0.utf8.count < 200 })
    #expect(SystemPages(["a", ReservedComponent.unmapped]).files.isEmpty && SystemPages([]).files.isEmpty)
    #expect(Report.systemFiles(["b", "a"]) == ["system-a.html", "system-b.html"])
}

@Test func whatASystemsPageTellsIsOfThatSystem() {
    let all = PlanningRows.analysis()
    let own = all.narrowed(to: PlanningRows.d)
    #expect(own.systems.map(\.system) == [PlanningRows.d] && !own.components.isEmpty && own.customers.isEmpty)
    let names = Mirror(reflecting: own).children.flatMap { child in
        Mirror(reflecting: child.value).children.compactMap { row in
            Mirror(reflecting: row.value).children.first { $0.label == "system" }.map { String(describing: $0.value) }
        }
    }
    #expect(names.count > 10 && names.allSatisfy { $0.contains(PlanningRows.d) })
}
