import Analysis
import Billing
import Testing

@testable import Reports

private func page(_ change: (inout MonthAnalysis) -> Void = { _ in }) throws -> String {
    var analysis = PlanningRows.analysis()
    change(&analysis)
    return try Fixture.pages(PlanningRows.report(analysis))
}

@Test func costToServeShowsTheLargestComponentFirstAndAddsUp() throws {
    let html = try page()
    let table = try #require(ShownTable("Cost to serve by component, Capacity assessment", in: html))
    #expect(
        table.headings == ["cloud-run", "network-egress", "monitoring", "redis-cache", "firestore", "load-balancer", "Cost"])
    #expect(table.rows.map(\.name) == ["Customer 1", "Customer 2", "Customer 3", "Total"])
    #expect(table.rows.last?.cells == ["230.00", "150.00", "25.00", "25.00", "18.00", "16.00", "464.00"])
    #expect(table["Customer 1"]?["cloud-run"] == "76.67")
    #expect(table["Customer 1"]?["Cost"] == "154.67")
}

@Test func manyComponentsAreAllOthersAndTheFileHasEach() throws {
    func add(_ analysis: inout MonthAnalysis) {
        for number in 1...5 {
            analysis.costToServe.append(
                ServedComponent(
                    system: PlanningRows.e, component: "small-\(number)", currency: Fixture.dollars,
                    customers: ["customer-1"], directCosts: [Amount(1)], sharedCosts: [.zero]))
        }
    }
    let table = try #require(ShownTable("Cost to serve by component, Capacity assessment", in: try page(add)))
    #expect(table.headings.suffix(3) == ["small-1", "all others (4)", "Cost"])
    #expect(table.rows.last?.cells.suffix(3) == ["1.00", "4.00", "469.00"])
    var analysis = PlanningRows.analysis()
    add(&analysis)
    let file = try Fixture.text(PlanningRows.report(analysis), "cost_to_serve.csv")
    #expect(file.contains("2026-10,capacity-assessment,small-5,customer-1,USD,1,0,1\n"))
}

@Test func aCustomerBelowTheFloorIsMarked() throws {
    let html = try page { analysis in analysis.customers[1].grossMarginPercent = Fixture.amount("93.99") }
    // On the page of the month, where the worst customer of all systems comes first, and on that of its system.
    let marks = html.components(by: ">below floor</span>")
    #expect(marks.count == 3)
    #expect(marks[0].components(by: "<tr").last?.contains("Customer 2") == true)
    #expect(marks[1].hasSuffix("Customer 2 <span class=\"flag\" title=\"its gross margin is below the settings' margin floor\""))
    #expect(html.contains("Below the margin floor of 94\u{A0}%: 1 customer."))
    #expect(html.contains("below floor: the hosting gross margin is under 94\u{A0}% (settings, margin_floor)."))
    let xml = try Fixture.text(PlanningRows.report(), "report.xml")
    #expect(xml.contains("<customer id=\"customer-1\" name=\"Customer 1\" belowMarginFloor=\"false\">"))
    let plain = try Fixture.pages(Fixture.report())
    #expect(!plain.contains("below floor") && !plain.contains("margin floor"))
}

@Test func theYearToDateIsShownAgainstBothPlans() throws {
    let html = try page()
    let systems = try #require(ShownTable("Year to date, 2026, through October 2026", in: html))
    #expect(systems.rows.first?.name == "Capacity assessment")
    #expect(
        systems.rows.first?.cells == [
            "2 of 10", "894.00", "860.00", "+34.00", "+4.0\u{A0}%", "850.00", "+44.00", "+5.2\u{A0}%",
        ])
    let components = try #require(ShownTable("Year to date of Capacity assessment", in: html))
    #expect(components.rows.map(\.name) == ["cloud-run", "Total"])
    #expect(components["cloud-run"]?["Against original"] == "+40.00")
    let xml = try Fixture.text(PlanningRows.report(), "report.xml")
    #expect(
        xml.contains("<year component=\"cloud-run\" name=\"cloud-run\" fiscalYear=\"2026\" firstMonth=\"2026-09\" months=\"2\""))
    #expect(xml.components(by: "<original>").count == 3)
}

@Test func aCustomersMonthsAreDrawnAndListed() throws {
    let html = try page()
    let table = try #require(ShownTable("Customers of Capacity assessment, September 2026 to October 2026", in: html))
    #expect(table["Customer 2"]?["Cost Sep\u{A0}2026"] == "140.50")
    #expect(html.components(by: "<title>Cost of Customer 2 by month").count == 2)
    // The two months' bars are one shape from zero up, and margins are a line of two points with a dot at its end.
    let drawings = html.components(by: "<title>Gross margin of Customer 2 by month")
    #expect(drawings.count == 2 && drawings[1].components(by: "</svg>")[0].components(by: "<circle").count == 2)
    #expect(drawings[0].components(by: "<svg").last?.contains("width=\"18\"") == true)
    #expect(html.contains("Closed: September 2026. Complete, not closed: October 2026."))
    let all = try #require(ShownTable("Every month of the customers of Capacity assessment", in: html))
    #expect(all.rows.count == 6)
    #expect(all.rows.map { $0.cells.first } == Array(repeating: ["September 2026", "October 2026"], count: 3).flatMap(\.self))
    // A month alone is no history.
    let alone = try page { analysis in analysis.customerHistory.removeAll { $0.month < Fixture.month } }
    #expect(!alone.contains("Customers over time"))
}

@Test func theErrorOfPastLandingsStandsBesideTheLanding() throws {
    let html = try page()
    #expect(
        html.contains("Past landings of this system were off on average by 71.25\u{A0}USD (1.5\u{A0}%) at day 10 over 3 months."))
    let unknown = try page { $0.landingAccuracy = [] }
    #expect(unknown.contains("How far off past landings of this system were is told here once"))
    let xml = try Fixture.text(PlanningRows.report(), "report.xml")
    #expect(xml.contains("<accuracy day=\"10\" months=\"3\">"))
}
