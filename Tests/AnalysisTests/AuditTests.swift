import Billing
import Testing

@testable import Analysis

@Suite struct AuditTests {
    /// The findings of one stated figure and its checks beside other figures.
    private func found(
        _ stated: String, unit: String = "", _ relations: Check.Relation..., beside others: [Figure] = []
    ) -> [String] {
        audit(audited([figure("f", stated, unit: unit)] + others, relations.map { check("f", $0) })).map(\.text)
    }

    @Test(arguments: [
        ("5179", "5179.5", true), ("5179", "5178.5", true), ("5179", "5179.500000000000001", false), ("5179", "5178.4", false),
        ("3.4", "3.45", true), ("3.4", "3.451", false), ("0.12", "0.125", true), ("0.12", "0.1251", false), ("~440", "441", true),
        ("~440", "439", true), ("~440", "441.01", false), ("~3.4", "3.5", true), ("~3.4", "3.51", false), ("-3.4", "-3.45", true),
        ("-3.4", "3.4", false),
    ])
    func aFigureIsAsExactAsItIsWritten(_ stated: String, _ computed: String, _ holds: Bool) {
        #expect(found(stated, .equals(number(computed))).isEmpty == holds)
    }

    @Test func boundsHoldWithinTheToleranceToo() {
        #expect(found("10", .atMost(number("9.5"))) == [])
        #expect(found("10", .atMost(number("9.4"))) == ["f 10 → 9.4"])
        #expect(found("10", .atLeast(number("10.5"))) == [])
        #expect(found("10", .atLeast(number("10.6"))) == ["f 10 → 10.6"])
        #expect(found("~10", .atLeast(number("11")), .atMost(number("9"))) == [])
        #expect(found("10", .atMost(number("900")), .atLeast(number("-9"))) == [])
    }

    @Test func percentagesHaveOneDecimalMoreThanStated() {
        let change = Formula.change(from: number("626"), to: number("800"))
        #expect(found("20", unit: "%", .equals(change)) == ["f 20 → 27.8"])
        #expect(found("20.1", unit: "%", .equals(change)) == ["f 20.1 → 27.8"])
        #expect(found("20.12", unit: "%", .equals(change)) == ["f 20.12 → 27.796"])
        #expect(found("20", .equals(change)) == ["f 20 → 27.795527156549521"])
        #expect(found("28", unit: "%", .equals(change)) == [])
    }

    @Test func everyFormulaOfAListIsCheckedByItself() {
        #expect(found("5", .equals(number("4")), .equals(number("5")), .equals(number("6"))) == ["f 5 → 4", "f 5 → 6"])
    }

    @Test func aRangeIsCheckedOnEachSide() {
        let parts = [figure("a", "50", "150"), figure("b", "315", "660"), figure("c", "5")]
        let sum = Formula.sum([.figure("a"), .figure("b")])
        let total = figure("total", "400", "800", name: "Total", unit: "USD")
        #expect(
            audit(audited(parts + [total], [check("total", .equals(sum))])).map(\.text)
                == ["total.low 400 → 365", "total.high 800 → 810"])
        #expect(
            audit(audited(parts + [total], [check("total", .equals(.sum([sum, .figure("c")])))])).map(\.text)
                == ["total.low 400 → 370", "total.high 800 → 815"])
        #expect(
            audit(audited(parts + [total], [check("total", .atMost(sum))])).map(\.text) == ["total.low 400 → 365"])
        #expect(
            audit(audited(parts + [total], [check("total.high", .equals(.figure("a.high")))])).map(\.text)
                == ["total.high 800 → 150"])
        #expect(
            audit(audited(parts + [total], [check("c", .equals(.difference(.figure("b.low"), .figure("a.high"))))])).map(\.text)
                == ["c 5 → 165"])
    }

    @Test func aSingleFigureIsNotHeldAgainstARange() {
        let range = figure("a", "50", "150")
        #expect(found("5", .equals(.figure("a")), beside: [range]) == [])
        #expect(found("5", .equals(.figure("a.low")), beside: [range]) == ["f 5 → 50"])
        // A figure that is no range has no sides.
        #expect(found("5", .equals(.figure("b.low")), beside: [figure("b", "7")]) == [])
    }

    @Test func aComputedFigureIsExact() {
        let figures = [figure("half", .computed(.ratio(number("1"), number("2")))), figure("limit", "0")]
        #expect(audit(audited(figures, [check("half", .atMost(.figure("limit")))])).map(\.text) == ["half 0.5 → 0"])
        #expect(audit(audited(figures, [check("limit", .equals(.figure("half")))])) == [])
        let ranged = [figure("a", "1", "2"), figure("twice", .computed(.product([.figure("a"), number("2")])))]
        #expect(
            audit(audited(ranged, [check("twice", .equals(number("3")))])).map(\.text)
                == ["twice.low 2 → 3", "twice.high 4 → 3"])
    }

    @Test func whatCannotBeComputedGivesNoFinding() {
        #expect(found("5", .equals(.figure("nothing")), .atLeast(.ratio(number("1"), number("0"))), .part(of: "nothing")) == [])
        #expect(found("5", .equals(.figure("p.*"))) == [])
        #expect(audit(audited([], [check("f", .equals(number("1")))])) == [])
        let cycle = [
            figure("a", .computed(.sum([.figure("b"), number("1")]))), figure("b", .computed(.figure("a"))),
            figure("self", .computed(.figure("self"))), figure("f", "5"),
        ]
        let checks = ["a", "b", "self"].flatMap { [check($0, .equals(number("1"))), check("f", .equals(.figure($0)))] }
        #expect(audit(audited(cycle, checks)) == [])
    }

    @Test func aPartThatItsTotalDoesNotNameCountsAsZero() {
        let figures = [
            figure("cdn", "100"), figure("none", "0"), figure("range", "2", "3"), figure("a", "5"), figure("total", "5"),
        ]
        func parts(_ formulas: Formula...) -> [String] {
            let parts = ["cdn", "none", "range"].map { check($0, .part(of: "total")) }
            return audit(audited(figures, parts + formulas.map { check("total", .equals($0)) })).map(\.text)
                .filter { !$0.hasPrefix("total") }
        }
        #expect(parts(.sum([.figure("a")])) == ["cdn 100 → 0", "range.low 2 → 0", "range.high 3 → 0"])
        #expect(parts(.figure("a"), .sum([.figure("cdn"), .figure("range.low")])) == [])
        // A total of which nothing is known leaves nothing out.
        #expect(parts() == [])
        let computed = [figure("cdn", "100"), figure("a", "5"), figure("total", .computed(.sum([.figure("a")])))]
        #expect(audit(audited(computed, [check("cdn", .part(of: "total"))])).map(\.text) == ["cdn 100 → 0"])
    }

    @Test func aPhasesComponentsArePartsOfATotal() {
        let ids = ["compute", "storage"]
        var plan = audited(
            [figure("p.compute", "60", "70"), figure("p.storage", "5"), figure("cdn", "9"), figure("total", "65", "80")],
            [check("total", .equals(.sum([.figure("p.*")])))]
                + ["p.compute", "p.storage", "cdn"].map { check($0, .part(of: "total")) })
        plan.phases = [phase("p", ids.map { PlanComponent(id: $0, name: $0, amount: Amount(1), origin: nowhere) })]
        #expect(audit(plan).map(\.text) == ["cdn 9 → 0", "total.high 80 → 75"])
        plan.checks = [check("total", .atMost(.share(number("50"), of: .figure("p.*"))))]
        #expect(audit(plan).map(\.text) == ["total.low 65 → 32.5", "total.high 80 → 37.5"])
    }

    @Test func aFindingSaysWhereItsFigureStands() {
        let plan = audited([figure("f", "5", name: "Five", unit: "GB")], [check("f", .equals(number("4")))])
        let finding = audit(plan).first
        #expect(finding?.system == "s" && finding?.document == "document.txt" && finding?.section == "Section of f")
        #expect(finding?.name == "Five" && finding?.unit == "GB" && finding?.difference == Amount(1))
    }
}
