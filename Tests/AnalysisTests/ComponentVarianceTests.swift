import Billing
import Testing

@testable import Analysis

@Suite struct ComponentVarianceTests {
    @Test func absentIsNotZero() {
        var facts = facts()
        facts.plans = [plan([planned("compute", "100"), planned("idle", "5")])]
        let absent = analyse(facts)
        #expect(absent.component("compute")?.plan == Amount(100))
        #expect(absent.component("compute")?.actual == nil)
        #expect(absent.component("compute")?.variance == nil)
        #expect(absent.system()?.actual == nil)
        #expect(absent.system()?.variance == nil)

        facts.charges = [charge("100", "compute")]
        let present = analyse(facts)
        #expect(present.component("idle")?.actual == .zero)
        #expect(present.component("idle")?.variance == Amount(-5))
        #expect(present.component("idle")?.effect == .favourable)
    }

    @Test(arguments: [Month(year: 2026, month: 8), Month(year: 2027, month: 1)])
    func outsideEveryPhaseThereIsNoPlan(_ month: Month) {
        var facts = facts(month: month)
        facts.plans = [plan([planned("compute", "100")])]
        var cost = charge("70", "compute")
        cost.period = Period(start: month.first, end: month.first.advanced(by: 1))
        facts.charges = [cost]
        let row = analyse(facts).component("compute")
        #expect(row?.actual == Amount(70))
        #expect(row?.plan == nil)
        #expect(row?.planToDate == nil)
        #expect(row?.variance == nil)
        #expect(analyse(facts).budgets.isEmpty)
        #expect(analyse(facts).system()?.plan == nil)
        #expect(analyse(facts).system()?.name == "System s")
    }

    @Test func whatNoPlanKnowsIsUnplanned() {
        var facts = facts()
        facts.plans = [plan([planned("compute", "100")])]
        facts.charges = [charge("100", "compute"), charge("40", "new"), charge("2", nil)]
        let analysis = analyse(facts)
        #expect(analysis.components.map(\.component) == ["compute", "new", "(no component)"])
        #expect(analysis.component("new")?.plan == .zero)
        #expect(analysis.component("new")?.variance == Amount(40))
        #expect(analysis.component("new")?.variancePercent == nil)
        #expect(analysis.component("new")?.parts?.unplanned == Amount(40))
        #expect(analysis.component("new")?.isFlagged == true)
        #expect(analysis.component("(no component)")?.isFlagged == false)
    }

    @Test func aRangeIsOnPlanInsideAndMeasuredFromTheNearerBoundOutside() {
        var facts = facts()
        facts.plans = [plan([ranged("low", "10", "20"), ranged("inside", "10", "20"), ranged("high", "10", "20")])]
        facts.charges = [charge("7", "low"), charge("15", "inside"), charge("40", "high")]
        let analysis = analyse(facts)
        #expect(analysis.components.map(\.variance) == [Amount(-3), .zero, Amount(20)])
        #expect(analysis.components.map(\.effect) == [.favourable, .onPlan, .adverse])
        #expect(analysis.components.map(\.plan) == [nil, nil, nil])
        #expect(analysis.components.map(\.planHigh) == [Amount(20), Amount(20), Amount(20)])
        // The total is judged on its own bounds, 30 to 60.
        #expect(analysis.system()?.variance == Amount(2))
        #expect(analysis.budgets.map(\.amount) == [Amount(60)])
    }

    @Test(arguments: [
        (0, ["0", "0", "0"]), (1, ["10", "310", "0"]), (30, ["300", "310", "0"]), (31, ["310", "310", "310"]),
    ])
    func aPlanIsSpreadAsItsPacingSays(_ complete: Int, _ toDate: [String]) {
        var facts = facts(complete: complete)
        facts.plans = [
            plan([
                planned("even", "310"), planned("start", "310", pacing: .start), planned("end", "310", pacing: .end),
            ])
        ]
        #expect(analyse(facts).components.map(\.planToDate) == toDate.map(amount))
    }

    @Test func costOfAnEarlierPeriodIsSpendingAndNotRate() {
        let driver = driven(Quantity(100), "GB", at: Amount(1), .charged)
        var facts = facts()
        facts.plans = [plan([planned("egress", "100", driver: driver)])]
        var now = charge("110", "egress")
        (now.consumed, now.consumedUnit) = (Quantity(100), "GB")
        var late = charge("9", "egress", from: -2)
        (late.consumed, late.consumedUnit) = (Quantity(9), "GB")
        facts.charges = [now, late, charge("4", "egress", category: .purchase)]
        let row = analyse(facts).component("egress")
        #expect(row?.actual == Amount(123))
        #expect(row?.priorPeriod == Amount(9))
        #expect(row?.parts?.rate == Amount(10))
        #expect(row?.parts?.volume == .zero)
        #expect(row?.parts?.spending == Amount(13))
    }

    @Test func gibibytesAreConvertedAndOtherUnitsDoNotCount() {
        let driver = driven(Quantity(0), "GB", at: Amount(1), .charged)
        var facts = facts()
        facts.plans = [plan([planned("egress", "0", driver: driver)])]
        var binary = charge("1", "egress")
        (binary.pricing, binary.pricingUnit) = (Quantity(1000), "GiB")
        var other = charge("1", "egress")
        (other.pricing, other.pricingUnit) = (Quantity(7), "Hours")
        facts.charges = [binary, other]
        #expect(analyse(facts).items.map(\.actualQuantity) == [Quantity(amount("1073.741824"))])
        facts.charges = [other]
        #expect(analyse(facts).items.map(\.actualQuantity) == [nil])
        #expect(analyse(facts).component("egress")?.parts?.spending == Amount(1))
        #expect(convert(Quantity(amount("1.073741824")), from: "GB-Mo", to: "GiB-Mo") == Quantity(1))
    }

    @Test func tokensAreTheSumOfTheirFourKinds() {
        let driver = driven(Quantity(10), "tokens", at: Amount(2), .usage(["tokens"]))
        var facts = facts(complete: 10)
        facts.plans = [plan([planned("api", "20", pacing: .start, driver: driver)])]
        facts.charges = [charge("26", "api")]
        for (metric, number) in [
            ("input_tokens", 1), ("output_tokens", 2), ("cache_read_tokens", 3), ("cache_write_tokens", 6), ("requests", 50),
        ] {
            var row = UsageDay(day: day(10), metric: metric, kind: .flow, quantity: Quantity(number))
            row.system = "s"
            facts.usage.append(row)
            row.day = day(11)
            facts.usage.append(row)
        }
        let row = analyse(facts).component("api")
        #expect(row?.parts?.volume == Amount(4))
        #expect(row?.parts?.rate == Amount(2))
        #expect(row?.parts?.spending == .zero)
    }

    @Test func aVarianceIsFlaggedOnlyOverEveryLimit() {
        var facts = facts()
        facts.plans = [plan([planned("large", "2000"), planned("small", "50"), planned("middle", "100")])]
        facts.charges = [charge("2150", "large"), charge("62", "small"), charge("125", "middle")]
        // 150 is 7.5 %; 12 is 24 % but under 1 % of 2,150; 25 is 25 % and over both amounts.
        #expect(analyse(facts).components.map(\.isFlagged) == [false, false, true])
    }

    @Test func whatRoundsToNothingIsOnPlan() {
        #expect(Effect(ofCostVariance: amount("0.004999")) == .onPlan)
        #expect(Effect(ofCostVariance: amount("0.0051")) == .adverse)
        #expect(Effect(ofCostVariance: amount("-0.0051")) == .favourable)
    }

    @Test func taxStandsBesideUnlessItIsCost() {
        var facts = facts()
        facts.plans = [plan([planned("compute", "100")])]
        facts.charges = [charge("100", "compute"), charge("19", "compute", category: .tax)]
        let beside = analyse(facts)
        #expect(beside.component("compute")?.actual == Amount(100))
        #expect(beside.component("(tax)")?.actual == Amount(19))
        #expect(beside.component("(tax)")?.plan == nil)
        #expect(beside.component("(tax)")?.variance == nil)
        #expect(beside.customer("(tax)")?.cost == Amount(19))
        #expect(beside.system()?.actual == Amount(100))
        #expect(beside.system()?.costOfRevenue == Amount(100))
        #expect(beside.budgets.map(\.actual) == [Amount(100)])

        facts.settings.tax = .cost
        #expect(analyse(facts).component("compute")?.actual == Amount(119))
        #expect(analyse(facts).component("(tax)") == nil)
    }
}
