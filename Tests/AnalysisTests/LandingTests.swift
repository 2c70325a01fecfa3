import Billing
import Testing

@testable import Analysis

/// What holds of every landing, and the cases that a run rate gets wrong.
@Suite struct LandingTests {
    private static let seeds: Range<UInt64> = 0..<12

    /// A basis for October 2026 with what each of its complete days cost and what those before it did.
    private func basis(_ days: [Int], before: [Int] = [], plan: PlannedMonth? = nil) -> LandingBasis {
        var basis = LandingBasis(october.period, completeDays: days.count, history: before.count)
        for (at, cost) in (before + days).enumerated() {
            let day = october.first.advanced(by: at - before.count)
            basis.counted.add(Amount(cost), on: day)
            basis.recurring.add(Amount(cost), on: day)
        }
        if let plan { basis.plan = [plan] }
        return basis
    }

    private func plan(_ figure: Int, pacing: PlanComponent.Pacing = .even) -> PlannedMonth {
        PlannedMonth(month: october, figure: .exact(Amount(figure)), pacing: pacing)
    }

    @Test func aCompleteMonthLandsAtItsActualToTheLastUnit() throws {
        for kind in GeneratedSeries.Kind.allCases {
            for seed in Self.seeds {
                let series = GeneratedSeries(kind, seed: seed)
                let landing = try #require(Landing(series.basis(completeDays: series.month.days, history: 59)))
                #expect([landing.expected, landing.low, landing.high] == Array(repeating: series.actual, count: 3))
            }
        }
    }

    @Test func theExpectedLiesWithinItsRangeAndTheRangeAboveWhatIsSpent() throws {
        for kind in GeneratedSeries.Kind.allCases {
            for seed in Self.seeds {
                let series = GeneratedSeries(kind, seed: seed)
                for day in [0, 1, 2, 4, 7, 13, 27] {
                    let landing = try #require(Landing(series.basis(completeDays: day, history: Int(seed) * 5)))
                    #expect(landing.low <= landing.expected && landing.expected <= landing.high, "\(kind), \(seed), day \(day)")
                    #expect(landing.low >= series.total(day), "\(kind), \(seed), day \(day)")
                    #expect(landing.path.amounts.count == series.month.days && landing.path.amounts.last == landing.expected)
                    #expect(Array(landing.path.amounts.prefix(day)) == (0..<day).map { series.total($0 + 1) })
                }
            }
        }
    }

    @Test func whatIsSeenTwiceOverLandsTwiceAsHigh() throws {
        for kind in GeneratedSeries.Kind.allCases {
            for seed in Self.seeds {
                let basis = GeneratedSeries(kind, seed: seed).basis(completeDays: 12, history: 40, planned: false)
                var double = basis
                double.counted = DailySeries(start: basis.counted.start, amounts: basis.counted.amounts.map { $0 + $0 })
                double.recurring = DailySeries(start: basis.recurring.start, amounts: basis.recurring.amounts.map { $0 + $0 })
                let (one, two) = try (#require(Landing(basis)), #require(Landing(double)))
                let step = amount("0.000004")
                #expect((two.expected - one.expected - one.expected).magnitude <= step, "\(kind), \(seed)")
                #expect((two.low - one.low - one.low).magnitude <= step && (two.high - one.high - one.high).magnitude <= step)
            }
        }
    }

    @Test func theRangeNarrowsAsDaysBecomeComplete() throws {
        var widths: [Double] = []
        for day in [8, 16, 24, 30] {
            var width = 0.0
            for seed in Self.seeds {
                let landing = try #require(Landing(GeneratedSeries(.noisy, seed: seed).basis(completeDays: day, history: 56)))
                width += (landing.high - landing.low).approximate / landing.expected.approximate
            }
            widths.append(width)
        }
        #expect(widths == widths.sorted(by: >))
    }

    @Test func withNothingCompleteThePlanIsTheLandingAndWithoutOneThereIsNone() throws {
        let before = Array(repeating: 10, count: 56)
        #expect(Landing(basis([], before: before)) == nil)
        let landing = try #require(Landing(basis([], before: before, plan: plan(620))))
        #expect(landing.expected == Amount(620))
        #expect(landing.low < Amount(620) && landing.high > Amount(620))
    }

    @Test func underSevenCompleteDaysThePlanFadesOut() throws {
        // 10 a day were spent where 20 were planned: each complete day takes a seventh of the plan's word.
        for days in 1...8 {
            let landing = try #require(Landing(basis(Array(repeating: 10, count: days), plan: plan(620))))
            let doubt = Double(max(0, 7 - days)) / 7
            let expected = Double(days) * 10 + Double(31 - days) * (10 + doubt * 10)
            #expect((landing.expected.approximate - expected).magnitude < 0.001, "\(days) days")
        }
    }

    @Test func aFeeOfTheFirstDayIsPaidOnce() throws {
        // September had it too; nothing else is charged.
        let september = [500] + Array(repeating: 0, count: 29)
        let fee = try #require(Landing(basis([500, 0, 0, 0, 0, 0, 0, 0], before: september)))
        #expect(fee.expected == Amount(500))
        // Beside 10 a day, with and without the month before.
        let usual = [510] + Array(repeating: 10, count: 29)
        for before in [[], usual] {
            let mixed = try #require(Landing(basis(Array(usual.prefix(9)), before: before)))
            #expect(mixed.expected == Amount(810))
        }
    }

    @Test func aFeeOfTheSameDayOfEachMonthIsExpectedBeforeItComes() throws {
        // 200 more on every 15th: August's and September's are known, October's is not yet.
        let before = (0..<61).map { at in october.first.advanced(by: at - 61).civil.day == 15 ? 210 : 10 }
        let landing = try #require(Landing(basis(Array(repeating: 10, count: 10), before: before)))
        #expect(landing.expected == Amount(510))
        #expect(landing.day(reaching: Amount(300)) == day(15))
    }

    @Test func planPacingOfTheStartOrTheEndTakesThePlaceOfRecentDays() throws {
        let start = try #require(Landing(basis([300, 0], plan: plan(310, pacing: .start))))
        #expect([start.low, start.expected, start.high] == Array(repeating: Amount(300), count: 3))
        let end = try #require(Landing(basis(Array(repeating: 0, count: 12), plan: plan(310, pacing: .end))))
        #expect(end.expected == Amount(310))
        #expect(end.day(reaching: Amount(1)) == day(31))
    }

    @Test func whatDoesNotRecurIsCountedAndNotExtrapolated() throws {
        var basis = basis(Array(repeating: 10, count: 10))
        basis.counted.add(Amount(1000), on: day(4))
        basis.ahead[day(20)] = Amount(-50)
        let landing = try #require(Landing(basis))
        #expect(landing.expected == Amount(310 + 1000 - 50))
    }

    @Test func aChargeOverTheWholeMonthGoesOnEvenly() throws {
        var basis = LandingBasis(october.period, completeDays: 12, history: 0)
        basis.counted.add(amount("100"), over: october.period)
        basis.recurring.add(amount("100"), over: october.period)
        let landing = try #require(Landing(basis))
        // The rest is rounded to a millionth.
        #expect((landing.expected - amount("100")).magnitude <= amount("0.000001"))
    }

    @Test func aThresholdHasTheDayItWasOrWillBeReached() throws {
        let landing = try #require(Landing(basis(Array(repeating: 10, count: 10))))
        #expect(landing.day(reaching: Amount(95)) == day(10))
        #expect(landing.day(reaching: Amount(30)) == day(3))
        #expect(landing.day(reaching: Amount(201)) == day(21))
        #expect(landing.day(reaching: Amount(310)) == day(31))
        #expect(landing.day(reaching: Amount(311)) == nil)
        #expect(landing.day(reaching: .zero) == nil)
    }

    @Test func aQuarterHasTheFeesOfItsMonthsAndThePlansOfAll() throws {
        let quarter = Period(start: october.first, end: october.advanced(by: 3).first)
        var basis = LandingBasis(quarter, completeDays: 35, history: 30)
        for day in basis.recurring.start..<basis.recurring.end {
            let cost = Amount(day == day.month.first ? 110 : 10)
            basis.counted.add(cost, on: day)
            basis.recurring.add(cost, on: day)
        }
        #expect(try #require(Landing(basis)).expected == Amount(92 * 10 + 300))
        var planned = LandingBasis(quarter, completeDays: 0, history: 0)
        planned.plan = (0..<3).map { PlannedMonth(month: october.advanced(by: $0), figure: .exact(Amount(100)), pacing: .even) }
        #expect(try #require(Landing(planned)).expected == Amount(300))
    }

    @Test func aTotalIsTheSumOfItsPartsWithTheRangeOfTheWhole() throws {
        let parts = try [UInt64(1), 2].map { seed in
            let counted = GeneratedSeries(.noisy, seed: seed).basis(completeDays: 10, history: 0).counted
            return try #require(Landing(basis(counted.amounts.map { Int($0.micros / 1_000_000) })))
        }
        let alone = try #require(Landing(totalOf: parts))
        #expect(alone.expected == parts[0].expected + parts[1].expected && alone.path.amounts.last == alone.expected)
        #expect(alone.low == parts[0].low + parts[1].low && alone.high == parts[0].high + parts[1].high)
        let ranged = try #require(Landing(totalOf: parts, rangeOf: parts[0]))
        #expect(ranged.expected == alone.expected)
        #expect(ranged.high - ranged.low == parts[0].high - parts[0].low)
        #expect(Landing(totalOf: []) == nil)
    }

    @Test func whatNoAmountCanHoldHasNoLanding() {
        var basis = LandingBasis(october.period, completeDays: 8, history: 0)
        for at in 1...8 { basis.recurring.add(Amount(femtos: Amount.bound * 1_000_000_000), on: day(at)) }
        #expect(Landing(basis) == nil)
    }
}
