import Billing
import Testing

@testable import Analysis

/// How amounts fall to the days of a series.
@Suite struct DailySeriesTests {
    @Test func theFirstDaysOfAChargeAreItsShareOfThemToTheLastUnit() {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<400 {
            let days = Int.random(in: 1...40, using: &random)
            let wide =
                Bool.random(using: &random)
                ? Int64.random(in: -200...200, using: &random) : .random(in: .min ... .max, using: &random)
            let amount = Amount(femtos: Int128(wide))
            var series = DailySeries(over: Period(start: day(1), end: day(1 + days)))
            series.add(amount, over: Period(start: day(1), end: day(1 + days)))
            var sum = Amount.zero
            for at in 0..<days {
                sum += series.amounts[at]
                #expect(sum == amount.scaled(by: Int128(at + 1), over: Int128(days)), "\(amount), day \(at + 1) of \(days)")
            }
        }
    }

    @Test func whatFallsToOtherDaysIsLeftOut() {
        var series = DailySeries(over: Period(start: day(3), end: day(5)))
        series.add(amount("4"), over: Period(start: day(1), end: day(5)))
        series.add(amount("9"), on: day(5))
        series.add(amount("2"), over: Period(start: day(4), end: day(4)))
        #expect(series.amounts == [amount("1"), amount("3")])
    }

    @Test func anEstimateIsRoundedToAMillionthOrRefused() {
        #expect(Amount(estimate: 1.2345678) == amount("1.234568"))
        #expect(Amount(estimate: -0.0000025) == amount("-0.000002"))
        #expect(Amount(estimate: .nan) == nil && Amount(estimate: .infinity) == nil && Amount(estimate: 1e22) == nil)
    }
}
