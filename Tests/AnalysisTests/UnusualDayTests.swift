import Billing
import Testing

@testable import Analysis

/// Which days stand out, and which only seem to.
@Suite struct UnusualDayTests {
    private static let history = 61
    private static let seeds: Range<UInt64> = 0..<20

    /// Costs of a component from 61 days before October 2026 on: of each day, with what is asked for on it.
    private func costs(
        _ component: String = "c", service: String? = "compute", subaccount: String? = "1", _ amount: (Day) -> Int
    ) -> [DailyCost] {
        (-Self.history..<31).map { at in
            let day = october.first.advanced(by: at)
            return DailyCost(
                system: "s", component: component, service: service, subaccount: subaccount, day: day, amount: Amount(amount(day))
            )
        }
    }

    /// Flat cost of about 1000 a day, each up to a tenth off.
    private func noisy(_ seed: UInt64) -> [DailyCost] {
        var random = SeededGenerator(seed: seed)
        return costs { _ in Int.random(in: 900...1100, using: &random) }
    }

    private func found(_ costs: [DailyCost], plan: Int = 0, complete: Int = 31) -> [UnusualDay] {
        let days = Period(start: october.first, end: october.first.advanced(by: complete))
        return unusualDays(costs, ["s": DayWatch(days: days, flag: Settings.Flag(), plan: Amount(plan))])
    }

    @Test func aConstantSeriesAndOneWithAWeekdayPatternHaveNone() {
        #expect(found(costs { _ in 1000 }) == [])
        #expect(found(costs { $0.weekday >= 5 ? 100 : 1000 }) == [])
        #expect(found([]) == [])
    }

    @Test func ofANoisySeriesExactlyTheDayThatStandsOutIsFound() throws {
        for seed in Self.seeds {
            var costs = noisy(seed)
            #expect(found(costs) == [], "seed \(seed)")
            let at = Self.history + Int(seed)
            for step in [Amount(3000), Amount(-900)] {
                costs[at].amount += step
                let only = try #require(found(costs).first)
                #expect(found(costs).map(\.day) == [costs[at].day], "seed \(seed)")
                #expect((only.excess > .zero) == (step > .zero) && (only.score > .zero) == (step > .zero))
                #expect(only.actual == costs[at].amount && !(only.low...only.high).contains(only.actual))
                #expect(only.low <= only.expected && only.expected <= only.high)
                costs[at].amount -= step
            }
        }
    }

    @Test func aQuietWeekendIsUsualAndAQuietMondayIsNot() {
        // October 5, 2026 is a Monday.
        let days = found(costs { $0.weekday >= 5 || $0 == day(5) ? 100 : 1000 })
        #expect(days.map(\.day) == [day(5)])
        #expect(days.map(\.expected) == [Amount(1000)])
    }

    @Test func timesAnythingTheScoresStay() {
        for seed in Self.seeds {
            var costs = noisy(seed)
            costs[Self.history + 9].amount += Amount(4000)
            costs[Self.history + 19].amount += Amount(2500)
            let scores = found(costs).map(\.score)
            #expect(scores.count == 2)
            for factor in [2, 7, 1000] {
                let scaled = costs.map { cost in
                    var cost = cost
                    cost.amount = cost.amount.scaled(by: Int128(factor), over: 1)
                    return cost
                }
                #expect(found(scaled).map(\.score) == scores, "seed \(seed), times \(factor)")
            }
        }
    }

    @Test func theOrderOfTheCostsDoesNotMatter() {
        for seed in Self.seeds {
            var random = SeededGenerator(seed: seed)
            var costs = noisy(seed) + costs("d", service: "storage") { $0.weekday * 100 }
            costs += self.costs(service: "egress", subaccount: nil) { $0 == day(7) ? 2000 : 50 }
            let before = found(costs)
            #expect(!before.isEmpty)
            costs.shuffle(using: &random)
            #expect(found(costs) == before, "seed \(seed)")
        }
    }

    @Test func theServiceAndAccountThatDifferMostExplainTheDay() {
        // On the 12th egress of account 2 is 2000 up and compute 500 down.
        let costs =
            costs(service: "compute", subaccount: "1") { $0 == day(12) ? 500 : 1000 }
            + costs(service: "egress", subaccount: "2") { $0 == day(12) ? 2050 : 50 }
            + costs(service: "egress", subaccount: "1") { $0 == day(12) ? 60 : 50 }
        let days = found(costs)
        #expect(days.map(\.day) == [day(12)])
        #expect(days.map(\.excess) == [Amount(1510)])
        #expect(days.map(\.service) == ["egress"] && days.map(\.subaccount) == ["2"])
        #expect(days.map(\.explained) == [Amount(2000)])
    }

    @Test func aMonthlyFeeIsUsualUntilItGrows() {
        let fee = costs { $0.civil.day == 1 ? 5000 : 1000 }
        #expect(found(fee) == [])
        let grown = costs { $0 == day(1) ? 9000 : $0.civil.day == 1 ? 5000 : 1000 }
        #expect(found(grown).map(\.excess) == [Amount(4000)])
    }

    @Test func aDifferenceWithinTheLimitsIsNotWorthALook() {
        let costs = costs { $0 == day(8) ? 30 : 10 }
        #expect(found(costs).count == 1)
        // 1 % of the system's plan is 20, and so is the difference.
        #expect(found(costs, plan: 2000) == [])
        #expect(found(self.costs { $0 == day(8) ? 20 : 10 }) == [])
    }

    @Test func daysThatAreNotCompleteAndShortSeriesAreNotJudged() {
        let costs = costs { $0 == day(20) ? 9000 : 1000 }
        #expect(found(costs, complete: 19) == [])
        #expect(found(costs, complete: 20).count == 1)
        let short = costs.filter { $0.day >= day(10) }
        #expect(found(short, complete: 22) == [])
        #expect(found(short, complete: 23).count == 1)
    }

    @Test func tenAreShownTheLargestFirstAndEqualOnesInOrder() {
        let costs = ["b", "a"].flatMap { component in
            self.costs(component) { day in day.month == october && day.civil.day <= 6 ? 2000 * day.civil.day : 1000 }
        }
        let days = found(costs)
        #expect(days.count == 10)
        #expect(
            days.map { "\($0.component)\($0.day.civil.day)" } == ["a6", "b6", "a5", "b5", "a4", "b4", "a3", "b3", "a2", "b2"])
    }

    @Test func anAnalysisFindsTheUnusualDaysOfItsComponents() {
        var facts = facts(complete: 20)
        func usual(_ day: Int) -> MonthCharge {
            var charge = charge(day == 9 ? "400" : "100", "egress", from: day)
            charge.serviceName = "transfer"
            charge.subaccount = "account-2"
            return charge
        }
        facts.charges = (1...22).map(usual) + [charge("5000", "egress", from: 12, category: .purchase)]
        facts.earlierCharges = [(-29...0).map(usual)]
        let found = analyse(facts).unusualDays
        #expect(found.map(\.day) == [day(9)])
        #expect(found.map(\.excess) == [Amount(300)])
        #expect(found.map(\.component) == ["egress"])
        #expect(found.map(\.service) == ["transfer"] && found.map(\.subaccount) == ["account-2"])
    }
}
