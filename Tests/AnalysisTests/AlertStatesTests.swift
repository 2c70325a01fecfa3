import Billing
import Testing

@testable import Analysis

@Suite struct AlertStatesTests {
    private func level(_ percent: String, backfill: Bool = false) -> BudgetMonth {
        BudgetMonth(
            Budget(id: "b", system: nil, amount: Money(Amount(200), usd)), period: "2026-10", unit: "USD", isMoney: true,
            amount: Amount(200), actual: amount(percent) + amount(percent), isBackfill: backfill)
    }

    /// What each level of a month in turn makes be said, as `raised 50`.
    private func told(_ levels: [String], before: [AlertMemory] = []) -> [[String]] {
        var memory = before
        return levels.map { percent in
            let alerts = budgetAlerts([level(percent)], memory)
            for alert in alerts {
                memory.removeAll { $0.threshold == alert.threshold }
                memory.append(
                    AlertMemory(budget: "b", period: "2026-10", threshold: alert.threshold, isSaid: alert.state != .corrected))
            }
            return alerts.map { "\($0.state.rawValue) \($0.threshold)" }
        }
    }

    @Test func eachThresholdIsSaidOnceUntilItIsCorrected() {
        #expect(
            told(["46", "53", "81", "102", "99", "101", "96", "101"])
                == [[], ["raised 50"], ["raised 80"], ["raised 100"], [], [], ["corrected 100"], ["raised 100"]])
    }

    @Test func aJumpRaisesOnlyTheHighestAndPassesTheOthers() {
        #expect(
            told(["120", "120", "40"]) == [
                ["passed 50", "passed 80", "raised 100"], [], ["corrected 50", "corrected 80", "corrected 100"],
            ])
    }

    /// Whatever thresholds a budget has: where its forecast is over, either the actual says so at 100 % or more, or the forecast does.
    @Test(arguments: [[50, 80, 100], [50, 80], [50, 120], [100]], [90, 99, 100, 130])
    func aForecastOverTheBudgetIsSaidWhateverItsThresholds(_ thresholds: [Int], _ used: Int) throws {
        var budget = level("\(used)")
        budget.thresholds = thresholds
        var basis = LandingBasis(Month(year: 2026, month: 10).period, completeDays: 20, history: 0)
        for day in 0..<20 {
            basis.counted.add(budget.actual.scaled(by: 1, over: 20), on: Day(year: 2026, month: 10, day: day + 1))
        }
        for day in 0..<20 {
            basis.recurring.add(budget.actual.scaled(by: 1, over: 20), on: Day(year: 2026, month: 10, day: day + 1))
        }
        budget.foresee(try #require(Landing(basis)))
        let alerts = budgetAlerts([budget], [])
        let isSaidByActual = alerts.contains { $0.basis == .actual && $0.threshold >= 100 }
        #expect(isSaidByActual == thresholds.contains { $0 >= 100 && used >= $0 })
        #expect(alerts.contains { $0.basis == .forecast && $0.threshold == 100 && $0.state == .raised } == !isSaidByActual)
    }

    @Test func aThresholdIsReachedExactlyAtItsPercentage() {
        #expect(told(["49.999999999999", "50"]) == [[], ["raised 50"]])
        #expect(told(["50", "48", "47.999999999999"]) == [["raised 50"], [], ["corrected 50"]])
    }

    @Test func aThresholdAddedBelowTheLevelIsPassed() {
        let said = [80, 100].map { AlertMemory(budget: "b", period: "2026-10", threshold: $0, isSaid: true) }
        #expect(told(["101"], before: said) == [["passed 50"]])
    }

    @Test func anotherPeriodsMemoryDoesNotCount() {
        let memory = [AlertMemory(budget: "b", period: "2026-09", threshold: 50, isSaid: true)]
        #expect(budgetAlerts([level("60")], memory).map(\.state) == [.raised])
    }

    @Test func anOldMonthSeenForTheFirstTimeRaisesNothing() {
        let budget = level("120", backfill: true)
        #expect(budgetAlerts([budget], []).isEmpty)
        #expect(budget.state == "would have raised 100 %")
    }

    @Test func aBudgetOfNothingNeverAlerts() {
        var budget = level("120")
        budget.amount = .zero
        #expect(budgetAlerts([budget], []).isEmpty)
    }
}
