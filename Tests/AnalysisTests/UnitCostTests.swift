import Billing
import Testing

@testable import Analysis

@Suite struct UnitCostTests {
    private func used(_ metric: String, _ kind: MetricKind, _ number: Int, on dayOfMonth: Int) -> UsageDay {
        var row = UsageDay(day: day(dayOfMonth), metric: metric, kind: kind, quantity: Quantity(number))
        row.system = "s"
        return row
    }

    @Test func flowsAreSummedLevelsAveragedAndPeaksHighest() {
        var facts = facts(complete: 10)
        facts.charges = [charge("60", "compute")]
        facts.usage = [
            used("requests", .flow, 10, on: 1), used("requests", .flow, 20, on: 2), used("requests", .flow, 99, on: 11),
            used("users", .level, 3, on: 1), used("users", .level, 1, on: 1), used("users", .level, 2, on: 5),
            used("rps", .peak, 4, on: 1), used("rps", .peak, 6, on: 2), used("rps", .peak, 5, on: 3),
        ]
        let units = analyse(facts).units
        #expect(units.map(\.metric) == ["requests", "1k_requests", "rps", "users"])
        #expect(units.map(\.actualQuantity) == [Quantity(30), Quantity(amount("0.03")), Quantity(6), Quantity(3)])
        #expect(units.map(\.actualUnitCost) == [Amount(2), Amount(2_000), nil, Amount(20)])
    }

    @Test func correctionsOfEarlierMonthsAreInNoUnitCost() {
        var facts = facts()
        facts.contracts = [contract("a", "12"), contract("b", "12", end: day(-9)), contract("c", "12", start: day(31))]
        facts.charges = [charge("60", "compute"), charge("9", "compute", from: -5)]
        let customers = analyse(facts).units.first
        #expect(customers?.actualQuantity == Quantity(2))
        #expect(customers?.actualUnitCost == Amount(30))
        #expect(analyse(facts).system()?.costOfRevenue == Amount(69))
    }

    @Test func usageWithoutASystemIsTheOnlySystems() {
        var facts = facts()
        facts.charges = [charge("60", "compute")]
        facts.usage = [UsageDay(day: day(1), metric: "requests", kind: .flow, quantity: Quantity(6))]
        #expect(analyse(facts).units.map(\.actualUnitCost) == [Amount(10), Amount(10_000)])
        facts.charges.append(charge("60", "compute", system: "t"))
        #expect(analyse(facts).units.isEmpty)
    }
}
