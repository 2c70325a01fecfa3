import Analysis
import Billing
import Testing

@testable import Reports

/// A month's line on the page of all months.
@Suite struct IndexLineTests {
    private func told(_ system: String, _ days: Int, _ landing: String, _ month: Month = Fixture.month) -> ToldLanding {
        ToldLanding(month: month, system: system, completeDays: days, landing: Money(Fixture.amount(landing), Fixture.dollars))
    }

    @Test func theLandingErrorIsOfTheLastLandingBeforeTheTwentyFirstDay() throws {
        let analysis = Fixture.analysis()
        let e = "capacity-assessment"
        let actual = try #require(analysis.systems.first { $0.system == e }?.actual)
        let off = actual - Amount(410)
        #expect(analysis.landingErrorPercent(of: [told(e, 18, "1"), told(e, 20, "410")]) == off.percent(of: actual))
        // Too early, another month's, and of a system that is not complete.
        let others = [told(e, 17, "410"), told(e, 20, "410", Fixture.month.advanced(by: -1)), told("energy-platform", 19, "9")]
        #expect(analysis.landingErrorPercent(of: others) == nil)
    }

    @Test func theLineHasWhatACustomerCostsAndWhereAnOpenMonthLands() throws {
        var analysis = Fixture.analysis()
        for at in analysis.components.indices { analysis.components[at].landing = analysis.components[at].actual }
        let open = IndexMonth(Report(analysis: analysis, context: Fixture.context()))
        let compared = analysis.systems.filter { $0.variance != nil }
        #expect(open.landing == compared.compactMap { analysis.landing(of: $0) }.reduce(.zero, +))
        let portfolio = try #require(PortfolioMonth(analysis))
        let cost = try #require(portfolio.costOfRevenue)
        #expect(portfolio.customers > 1)
        #expect(open.costPerCustomer == cost.scaled(by: 1, over: Int128(portfolio.customers)))
        for at in analysis.systems.indices { analysis.systems[at].completeDays = 31 }
        #expect(IndexMonth(Report(analysis: analysis, context: Fixture.context())).landing == nil)
    }

    @Test func aPlanThatIsARangeStandsBesideItsActual() throws {
        var analysis = Fixture.analysis()
        analysis.systems[1].plan = nil
        analysis.systems[1].planToDate = nil
        (analysis.systems[1].planLow, analysis.systems[1].planHigh) = (Amount(6_000), Amount(8_000))
        (analysis.systems[1].planToDateLow, analysis.systems[1].planToDateHigh) = (Amount(3_600), Amount(4_800))
        analysis.systems[1].variance = .zero
        let report = Report(analysis: analysis, context: Fixture.context())
        let line = IndexMonth(report)
        #expect(line.plan == nil && line.planLow == Amount(6_430) && line.planHigh == Amount(8_430))
        var before = line
        before.month = line.month.advanced(by: -1)
        let index = String(decoding: renderIndex(months: [line, before], runs: []), as: UTF8.self)
        #expect(index.contains("6,430.00–<br>8,430.00") && index.contains("plan 6,430–8,430"))
        #expect(index.contains("class=\"pl range\""))
        // The chart and the table of a month that goes on compare with the range of its complete days.
        let page = MonthPage(report, at: .month)
        #expect(page.systemsChart.rows[1].low == Amount(3_600) && page.systemsChart.rows[1].high == Amount(4_800))
        let html = try Fixture.text(report, "index.html")
        #expect(html.contains("3,600.00–<br>4,800.00") && html.contains("4,030.00–<br>5,230.00"))
        #expect(
            try Fixture.text(report, "system_month.csv").contains(
                "2026-10,(all systems),All systems,USD,19,,6430,8430,,4030,5230,"))
    }
}
