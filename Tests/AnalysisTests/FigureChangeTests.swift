import Billing
import Testing

@testable import Analysis

@Suite struct FigureChangeTests {
    private static let seeds: Range<UInt64> = 1..<100

    private func total(_ changes: [FigureChange], _ figure: FigureChange.Figure) -> Amount {
        changes.filter { $0.figure == figure }.reduce(.zero) { $0 + $1.difference }
    }

    /// Two analyses of one month.
    private func analyses(_ seed: UInt64) -> (MonthAnalysis, MonthAnalysis) {
        let one = analyse(randomFacts(seed))
        var other = analyse(randomFacts(seed + 1000))
        other.month = one.month
        return (one, other)
    }

    private func sum(_ amounts: some Sequence<Amount?>) -> Amount { amounts.reduce(.zero) { $0 + ($1 ?? .zero) } }

    @Test func theDifferencesAreWhatLiesBetweenTheTotals() {
        for seed in Self.seeds {
            let (one, other) = analyses(seed)
            let changes = figureChanges(from: one, to: other)
            #expect(
                total(changes, .actual) == sum(other.components.map(\.actual)) - sum(one.components.map(\.actual)), "seed \(seed)"
            )
            #expect(
                total(changes, .charged) == sum(other.components.map(\.charged)) - sum(one.components.map(\.charged)),
                "seed \(seed)")
            #expect(
                total(changes, .revenue) == sum(other.customers.map(\.revenue)) - sum(one.customers.map(\.revenue)),
                "seed \(seed)")
            // Customers bear what components cost.
            #expect(total(changes, .cost) == total(changes, .actual), "seed \(seed)")
        }
    }

    @Test func whatDoesNotMoveIsNotListedAndTheWayBackIsTheOpposite() {
        for seed in Self.seeds {
            let (one, other) = analyses(seed)
            #expect(figureChanges(from: one, to: one) == [], "seed \(seed)")
            let there = figureChanges(from: one, to: other), back = figureChanges(from: other, to: one)
            let turned = back.map { change in
                var turned = change
                (turned.before, turned.after) = (change.after, change.before)
                return turned
            }
            #expect(Set(there).symmetricDifference(turned).isEmpty, "seed \(seed)")
            #expect(there.allSatisfy { !$0.difference.isZero }, "seed \(seed)")
        }
    }

    @Test func aMonthThatIsNewOrGoneMovesFromAndToTheUnknown() {
        var facts = facts()
        facts.plans = [plan([planned("compute", "100"), ranged("disks", "5", "9")])]
        facts.charges = [charge("60", "compute", customer: "a")]
        let analysis = analyse(facts)
        let new = figureChanges(from: nil, to: analysis)
        #expect(
            new.map { [$0.subject.kind, $0.subject.id, $0.figure.rawValue, $0.after?.description ?? ""] } == [
                ["component", "compute", "actual", "60"], ["component", "compute", "charged", "60"],
                ["component", "compute", "plan", "100"], ["component", "disks", "plan_low", "5"],
                ["component", "disks", "plan_high", "9"], ["customer", "a", "cost", "60"],
            ])
        #expect(new.allSatisfy { $0.before == nil && $0.month == october && $0.currency == usd })
        #expect(figureChanges(from: analysis, to: nil).allSatisfy { $0.after == nil })
        #expect(figureChanges(from: nil, to: nil) == [])
    }
}
