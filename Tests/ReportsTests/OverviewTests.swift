import Billing
import Testing

@testable import Analysis
@testable import Reports

@Test func aBridgesStepsAddUpExactly() throws {
    for analysis in [Fixture.analysis(), PlanningRows.analysis(), ReservedRows.analysis()] {
        let bridges = analysis.planBridges
        #expect(bridges.map(\.system) == [nil, "capacity-assessment", "energy-platform"])
        for bridge in bridges {
            #expect(bridge.steps.reduce(bridge.plan) { $0 + $1.amount } == bridge.actual)
            #expect(bridge.steps.allSatisfy { !$0.amount.isZero })
        }
        #expect(
            bridges[0].plan == bridges[1].plan + bridges[2].plan && bridges[0].actual == bridges[1].actual + bridges[2].actual)
    }
    let first = try #require(Fixture.analysis().planBridges.dropFirst().first)
    #expect(first.plan == Amount(430) && first.steps.map(\.cause) == [.volume, .spending])
    #expect(first.steps.map(\.amount) == [Amount(6), Amount(28)] && first.steps.map(\.effect) == [.adverse, .adverse])
}

@Test func theBridgeOfARangeStartsAtItsNearestFigure() {
    var analysis = Fixture.analysis()
    analysis.systems[0].planToDate = nil
    analysis.systems[0].variance = Amount(14)
    let bridge = analysis.planBridges[1]
    #expect(bridge.isBound && bridge.plan == Amount(450) && bridge.steps.map(\.cause) == [.notSplit])
    analysis.systems[0].variance = .zero
    #expect(analysis.planBridges[1].steps.isEmpty)
    analysis.systems[0].variance = nil
    #expect(analysis.planBridges.map(\.system) == [nil, "energy-platform"])
}

@Test func whatChangedInClosedMonthsIsAStepAndNoVariance() {
    var analysis = Fixture.analysis()
    var row = ComponentMonth(
        system: PlanningRows.e, component: ReservedComponent.adjustment, name: "x", currency: Fixture.dollars, completeDays: 31)
    row.actual = Fixture.amount("2.5")
    analysis.components.append(row)
    analysis.systems[0].actual? += Fixture.amount("2.5")
    let bridge = analysis.planBridges[1]
    #expect(bridge.plan == Amount(430) && bridge.steps.last?.cause == .closedMonths && bridge.actual == Fixture.amount("466.5"))
}

@Test func theBridgeIsDrawnFromZeroWithItsNumbers() throws {
    let html = try Fixture.text(Fixture.report(), "system-capacity-assessment.html")
    let section = try #require(
        html.components(by: "<section id=\"bridge\">").dropFirst().first?.components(by: "</section>").first)
    let chart = try #require(section.components(by: "<svg").dropFirst().first?.components(by: "</svg>").first)
    #expect(chart.contains("role=\"img\"") && chart.contains("<title>From plan to actual") && chart.contains("<desc>"))
    for text in [">430.00<", ">+6.00<", ">+28.00<", ">464.00<"] { #expect(chart.contains(text), "\(text)") }
    #expect(chart.components(by: "class=\"connector\"").count == 4)
    // Plan and actual begin at the axis.
    #expect(chart.components(by: "x=\"200\"").count == 3 && chart.contains("x1=\"200\""))
    let table = try #require(ShownTable("From plan to actual, Capacity assessment", in: section))
    #expect(table.rows.map(\.name) == ["Plan", "Volume", "Spending", "Actual"])
    #expect(table.rows.map { $0.cells[0] } == ["430.00", "+6.00", "+28.00", "464.00"])
    let file = try Fixture.text(Fixture.report(), "plan_bridge.csv")
    #expect(file.contains("2026-10,capacity-assessment,spending,USD,28,adverse\n"))
}

@Test func anOutlookIsOfSystemsThatAreNotComplete() throws {
    let analysis = PlanningRows.analysis()
    #expect(Set(analysis.outlooks.map(\.system)) == [PlanningRows.d] && analysis.outlooks.first?.component == nil)
    let whole = try #require(analysis.outlooks.first)
    #expect(whole.landing == Amount(7_420) && whole.variance == Amount(220) && whole.effect == .adverse)
    let report = PlanningRows.report()
    let month = try #require(ShownTable("Outlook, October 2026", in: try Fixture.text(report, "index.html")))
    #expect(month["Energy platform"]?["Landing"] == "7,420.00" && month["Energy platform"]?["Range"] == "7,250.00–7,600.00")
    let html = try Fixture.text(report, "system-energy-platform.html")
    let table = try #require(ShownTable("Outlook, Energy platform, October 2026", in: html))
    #expect(table.rows.map(\.name) == ["compute", "database", "storage", "networking", "monitoring", "Total"])
    #expect(table["compute"]?["Range"] == "2,900.00–3,150.00" && table["Total"]?["Landing less plan"] == "+220.00")
    // In both drawings what is expected is hatched by lines of its own, since the page's style has the last word on how a box is filled;
    // only a landing with a range has a whisker beside the legend's.
    let outlook = try #require(html.components(by: "<figcaption>Outlook").last?.components(by: "</figure>").first)
    let drawings = outlook.components(by: "<svg").dropFirst()
    #expect(drawings.count == 2)
    for drawing in drawings {
        #expect(drawing.components(by: "<path class=\"hatch\" d=\"M").count == 1 + 1 + 5)
        #expect(drawing.components(by: "class=\"whisker\"").count == 1 + 3 + 3)
    }
    #expect(try !Fixture.text(report, "system-capacity-assessment.html").contains("<h2>Outlook"))
}

@Test func keyFiguresHavePlanMonthBeforeAndTrend() throws {
    let figures = PlanningRows.analysis().keyFigures.filter { $0.system == PlanningRows.e }
    #expect(figures.map(\.kind) == [.cost, .revenue, .costOfRevenue, .grossMargin, .customers, .costPerCustomer])
    let cost = try #require(figures.first)
    #expect(cost.actual == Amount(464) && cost.plan == Amount(430) && cost.previous == Amount(400) && cost.history.count == 2)
    let unit = try #require(figures.last)
    #expect(unit.variance == Fixture.amount("11.333333333333334") && unit.effect == .adverse)
    let html = try Fixture.text(PlanningRows.report(), "system-capacity-assessment.html")
    for text in [
        ">PL 430.00<", ">Δ +34.00 (+7.9\u{A0}%)<", ">PM 400.00<", ">154.67<", ">Δ +11.33 (+7.9\u{A0}%)<",
        "<title>Hosting cost by month</title>",
    ] { #expect(html.contains(text), "\(text)") }
    let table = try #require(ShownTable("Key figures by month, September 2026", in: html))
    #expect(table.rows.map(\.name) == ["September 2026", "October 2026 (open)"])
    #expect(table["September 2026"]?["Hosting cost"] == "400.00")
    // What is unknown is said once and is no tile.
    let other = try Fixture.text(PlanningRows.report(), "system-energy-platform.html")
    #expect(other.contains("unknown: revenue, hosting gross margin, customers.") && !other.contains("<dt>Revenue"))
}

/// A chart that draws nothing.
private struct DrawnChart: BarChart {
    let greatestScale: Double
    let span: ClosedRange<Double>
    func markup(_ scale: ChartScale.Pixels) -> Markup { .group([]) }
}

@Test func chartsOfAPageHaveOneScale() {
    let least = DrawnChart(greatestScale: 1.5, span: 0...100), other = DrawnChart(greatestScale: 2, span: -10...90)
    let small = DrawnChart(greatestScale: 40, span: 0...1)
    let scale = ChartScale([least, other, small])
    #expect(scale.of(least) == ChartScale.Pixels(wide: 1.5, narrow: 3.38) && scale.of(other) == scale.of(least))
    // What has its own scale on a wide screen has it on a narrow one, since one sentence is said of both.
    #expect(scale.of(small) == ChartScale.Pixels(wide: 40, narrow: 338))
    #expect(scale.drawn(other).count == 1 && scale.drawn(small).count == 2)
}
