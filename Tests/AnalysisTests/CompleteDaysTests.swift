import Billing
import Testing

@testable import Analysis

@Suite struct CompleteDaysTests {
    private func progress(_ source: String, _ system: String?, _ through: Day?) -> SourceProgress {
        SourceProgress(source: source, system: system, completeThrough: through)
    }

    @Test func aLateSourceFreezesOnlyItsSystems() {
        let rows = [
            progress("bill", "s", day(20)), progress("bill", "t", day(20)), progress("late", "t", day(4)),
            progress("silent", "u", nil), progress("bill", "u", day(20)),
        ]
        #expect(completeDays(of: "s", in: october, rows) == 20)
        #expect(completeDays(of: "t", in: october, rows) == 4)
        #expect(completeDays(of: "u", in: october, rows) == 0)
        #expect(completeDays(of: "v", in: october, rows) == 0)
        #expect(completeDays(of: nil, in: october, rows) == 0)
    }

    @Test func completeDaysStayWithinTheMonth() {
        #expect(completeDays(of: nil, in: october, [progress("bill", nil, day(31).advanced(by: 40))]) == 31)
        #expect(completeDays(of: nil, in: october, [progress("bill", nil, day(1).advanced(by: -40))]) == 0)
    }

    @Test func aChargeOverManyDaysCountsByItsCompleteDaysInTheMonth() {
        // Ten days, of which four lie in October; the first two of those are complete.
        let period = Period(start: day(28).advanced(by: 0), end: day(38))
        let share = CompleteShare(period, in: october, completeDays: 29)
        #expect(share.part(of: Amount(8)) == Amount(4))
        #expect(CompleteShare(period, in: october, completeDays: 31).part(of: Amount(8)) == Amount(8))
        #expect(CompleteShare(period, in: october, completeDays: 27).part(of: Amount(8)) == .zero)
    }

    @Test func aChargeOfAnEarlierMonthCountsWhole() {
        let share = CompleteShare(Period(start: day(-3), end: day(1)), in: october, completeDays: 0)
        #expect(share.isPrior && !share.isInMonth)
        #expect(share.part(of: Amount(8)) == Amount(8))
        let later = CompleteShare(Period(start: day(32), end: day(33)), in: october, completeDays: 0)
        #expect(!later.isPrior && !later.isInMonth)
    }

    @Test func aChargeAtAMomentIsAChargeOfItsDay() {
        let share = CompleteShare(Period(start: day(5), end: day(5)), in: october, completeDays: 4)
        #expect(share.isInMonth)
        #expect(share.part(of: Amount(8)) == .zero)
        #expect(CompleteShare(Period(start: day(5), end: day(5)), in: october, completeDays: 5).part(of: Amount(8)) == Amount(8))
    }

    @Test func incompleteDaysCountInBudgetsButNotInTheActual() {
        var facts = facts(complete: 10)
        facts.plans = [plan([planned("compute", "310")])]
        facts.charges = [charge("90", "compute", from: 10), charge("150", "compute", from: 11)]
        let analysis = analyse(facts)
        #expect(analysis.component("compute")?.actual == Amount(90))
        #expect(analysis.component("compute")?.charged == Amount(240))
        #expect(analysis.component("compute")?.planToDate == Amount(100))
        #expect(analysis.component("compute")?.variance == Amount(-10))
        #expect(analysis.budgets.map(\.actual) == [Amount(240)])
    }
}
