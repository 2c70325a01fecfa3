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
}
