import Billing
import Testing

@testable import Analysis

/// What units cost over the months, and over all systems.
@Suite struct UnitHistoryTests {
    private func used(_ system: String, _ metric: String, _ number: Int, kind: MetricKind = .flow) -> UsageDay {
        var row = UsageDay(day: day(1), metric: metric, kind: kind, quantity: Quantity(number))
        row.system = system
        return row
    }

    /// October of three systems, every day complete.
    private func house() -> MonthFacts {
        var facts = facts()
        let through = facts.month.end.advanced(by: -1)
        facts.progress = ["s", "t", "u", nil].map { SourceProgress(source: "bill", system: $0, completeThrough: through) }
        return facts
    }

    private func unit(_ system: String, _ metric: String, _ quantity: Double, _ cost: Double) throws -> PastMonth.Unit {
        try #require(PastMonth.Unit(system: system, metric: metric, kind: .flow, quantity: quantity, unitCost: cost))
    }

    @Test func aUnitOfAllSystemsCostsTheirSumByTheirSum() throws {
        var facts = house()
        facts.charges = [charge("60", "compute"), charge("30", "compute", system: "t"), charge("7", "compute", system: "u")]
        facts.usage = [used("s", "requests", 2_000), used("t", "requests", 1_000), used("u", "calls", 7)]
        var past = PastMonth(month: facts.month.advanced(by: -1), currency: Currency("USD"))
        past.units = [try unit("s", "1k_requests", 1, 40), try unit("t", "1k_requests", 3, 20)]
        facts.past = [past]
        let analysis = analyse(facts)
        let figures = analysis.keyFigures.filter { $0.kind == .costPer1KRequests }
        #expect(figures.map(\.system) == [nil, "s", "t"])
        // 90 by 3 thousand; the month before 100 by 4.
        #expect(figures.map(\.actual) == [Amount(30), Amount(30), Amount(30)])
        #expect(figures.map(\.previous) == [Amount(25), Amount(40), Amount(20)])
        #expect(figures.allSatisfy { $0.history.map(\.month) == [past.month, facts.month] })
        #expect(analysis.unitHistory.filter { $0.metric == "calls" }.map(\.unitCost) == [Amount(1), Amount(1)])
    }

    @Test func unitsThatCountInTwoWaysAreNotAddedUp() {
        var facts = house()
        facts.charges = [charge("60", "compute"), charge("30", "compute", system: "t")]
        facts.usage = [used("s", "requests", 2_000), used("t", "requests", 1_000, kind: .level)]
        #expect(!analyse(facts).keyFigures.contains { $0.system == nil && $0.kind == .costPer1KRequests })
    }

    @Test func aCustomerOfTwoSystemsIsOne() {
        var facts = house()
        facts.contracts = [contract("a", "120"), contract("a", "120", system: "t"), contract("b", "120")]
        facts.charges = [charge("60", "compute"), charge("30", "compute", system: "t")]
        let figure = analyse(facts).keyFigures.first { $0.system == nil && $0.kind == .costPerCustomer }
        #expect(figure?.actual == Amount(45))
    }

    /// What was kept as a REAL and what was not are the same.
    @Test func theShortestDecimalOfABinaryNumberIsRead() {
        for text in ["154.666666666666667", "0.000012345678901", "0", "-3.5", "1234567.891", "0.00001"] {
            let exact = amount(text)
            let read = Amount(shortest: exact.real)
            #expect(read?.real == exact.real && read == Amount(shortest: read?.real ?? 1), "\(text)")
        }
        #expect(Amount(shortest: .nan) == nil && Amount(shortest: 1e20) == nil)
    }
}
