import Billing
import Testing

@testable import Analysis

/// What a quarter is expected to come to.
@Suite struct QuarterTests {
    private let november = Month(year: 2026, month: 11)

    /// Ten complete days of November at 10 a day; October came to 290 of a plan of 310.
    private func tenDays(plan document: Plan? = nil) -> MonthFacts {
        var facts = facts(complete: 10, month: november)
        facts.today = november.first.advanced(by: 12)
        facts.charges = (1...10).map { charge("10", "egress", from: 31 + $0) }
        facts.plans = document.map { [$0] } ?? []
        let before = MonthOutcome(
            actual: Amount(290), landing: Amount(290), low: Amount(290), high: Amount(290), plan: .exact(Amount(310)))
        facts.quarterSoFar = [["s": before]]
        return facts
    }

    @Test func theMonthsToComeAreTakenFromThePlan() throws {
        let analysis = analyse(tenDays(plan: plan([planned("egress", "310")])))
        let row = try #require(analysis.quarters.first)
        // 290, 10 × 30 and the 310 of December; planned are 3 × 310.
        #expect(row.quarter == "2026-Q4" && row.months == 3 && row.rest == .plan)
        #expect(row.actual == Amount(390))
        #expect(row.landing == Amount(900))
        #expect(row.plan == Amount(930) && row.variance == Amount(-30) && row.effect == .favourable)
        // December's plan is off by up to a tenth, 31, November's landing by its own range: their squares add up.
        let own = try #require(analysis.component("egress"))
        let half = try #require(own.landingHigh).approximate - 300
        #expect((row.high.approximate - 900 - (half * half + 31 * 31).squareRoot()).magnitude < 1e-5)
        #expect(row.high - row.landing > Amount(31) && row.low < row.landing)
    }

    @Test func whereThePlanEndsRecentDaysSayWhatIsToCome() throws {
        var document = plan([planned("egress", "310")])
        document.phases[0].ends = november
        let row = try #require(analyse(tenDays(plan: document)).quarters.first)
        // December's 31 days at 10.
        #expect(row.rest == .runRate && row.landing == Amount(900) && row.actual == Amount(390))
        #expect(row.plan == nil && row.planLow == nil && row.variance == nil && row.effect == nil)
        #expect(row.low < row.landing && row.landing < row.high)
        // A plan that leaves a component blank in December does not say what December costs.
        document.phases.append(document.phases[0])
        document.phases[1].starts = november.advanced(by: 1)
        document.phases[1].ends = nil
        document.phases[1].unknown = ["storage"]
        #expect(analyse(tenDays(plan: document)).quarters.first?.rest == .runRate)
    }

    @Test func aRangeIsPlannedAtItsMiddleAndAsUnsureAsItIsWide() throws {
        let row = try #require(analyse(tenDays(plan: plan([ranged("egress", "200", "400")]))).quarters.first)
        // 290 + 300 + 300; 100 and a tenth of 300 either side of December.
        #expect(row.landing == Amount(890) && row.plan == nil)
        #expect(row.planLow == Amount(710) && row.planHigh == Amount(1110) && row.variance == .zero)
        #expect(row.high - row.landing > Amount(130) && row.high - row.landing < Amount(150))
    }

    @Test func aQuarterThatIsOverIsItsActual() throws {
        let december = november.advanced(by: 1)
        var facts = facts(month: december)
        facts.charges = [charge("40", "egress", from: 70)]
        facts.quarterSoFar = tenDays().quarterSoFar + tenDays().quarterSoFar
        let row = try #require(analyse(facts).quarters.first)
        #expect(row.actual == Amount(620) && row.landing == Amount(620) && row.low == Amount(620) && row.high == Amount(620))
        #expect(row.months == 3 && row.rest == .none)
    }

    @Test func aMonthWithoutChargesIsCountedNeitherInTheLandingNorInThePlan() throws {
        var facts = tenDays(plan: plan([planned("egress", "310")]))
        facts.quarterSoFar = [["another": MonthOutcome(actual: .zero, landing: .zero, low: .zero, high: .zero)]]
        let row = try #require(analyse(facts).quarters.first)
        #expect(row.months == 2 && row.landing == Amount(610) && row.plan == Amount(620))
    }

    @Test func theNewestMonthSpeaksOfTheQuarter() {
        var facts = tenDays()
        facts.nextMonth = november.advanced(by: 1)
        #expect(analyse(facts).quarters == [])
        // A fiscal year from February on has November to January in its fourth quarter, of which October is no part.
        facts.settings.fiscalYearStart = 12
        #expect(analyse(facts).quarters.map(\.quarter) == ["2026-Q4"])
    }

    @Test func aSystemWithoutChargesHasNoQuarter() {
        var facts = tenDays(plan: plan([planned("egress", "310")]))
        facts.charges = []
        #expect(analyse(facts).quarters == [])
        facts.charges = [charge("10", nil, system: nil, from: 32)]
        #expect(analyse(facts).quarters == [])
    }

    @Test func whatAMonthCameToIsWhatItsTotalsSay() {
        var count = 0
        for seed in UInt64(1)..<120 {
            let facts = randomFacts(seed)
            let outcomes = monthOutcomes(facts)
            let analysis = analyse(facts)
            for system in analysis.systems where system.system != ReservedComponent.unmapped {
                guard let outcome = outcomes[system.system] else { continue }
                count += 1
                #expect(outcome.actual == system.actual, "seed \(seed), \(system.system)")
                let isKnown = analysis.components.allSatisfy { $0.system != system.system || $0.actual != nil }
                if isKnown { #expect(outcome.landing == analysis.landing(of: system), "seed \(seed), \(system.system)") }
                #expect(outcome.low <= outcome.landing && outcome.landing <= outcome.high)
            }
        }
        #expect(count > 100)
    }
}
