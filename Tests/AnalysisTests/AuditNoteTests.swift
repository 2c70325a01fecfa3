import Billing
import Testing

@testable import Analysis

@Suite struct AuditNoteTests {
    private let figures = [
        figure("scoring", "5000", name: "scoring"), figure("predictions", "500", name: "revenue predictions"),
        figure("forecasts", "200", name: "demand forecasts"), figure("total", "5179", name: "total of year 1"),
        figure("price", "0.03", name: "price"), figure("nameless", "7"), figure("range", "2", "3", name: "range"),
    ]

    private func note(_ relation: Check.Relation) -> String? {
        audit(audited(figures + [figure("f", "6000000")], [check("f", relation)])).first?.note
    }

    @Test func relationsReadAsSentences() {
        #expect(
            note(.equals(.sum(["scoring", "predictions", "forecasts"].map(Formula.figure))))
                == "scoring 5,000 + revenue predictions 500 + demand forecasts 200 = 5,700")
        #expect(note(.equals(.figure("total"))) == "equals total of year 1 5,179")
        #expect(note(.atMost(.figure("nameless"))) == "at most nameless 7")
        #expect(note(.atMost(.sum([.figure("range.high")]))) == "at most range 3")
        #expect(
            note(.atLeast(.ratio(.product([number("9000000000"), number("30"), .figure("price")]), number("1000"))))
                == "at least 9,000,000,000 × 30 × price 0.03 ÷ 1,000 = 8,100,000")
        let left = [check("f", .part(of: "total")), check("total", .equals(.figure("scoring")))]
        #expect(audit(audited(figures + [figure("f", "9")], left)).last?.note == "in no part of total")
    }

    @Test func operatorsReadAsPeopleWriteThem() {
        #expect(note(.equals(.share(number("20"), of: .figure("total")))) == "20 % of total of year 1 5,179 = 1,035.8")
        #expect(
            note(.equals(.percent(.figure("scoring"), of: .figure("total"))))
                == "scoring 5,000 in % of total of year 1 5,179 ≈ 96.54")
        #expect(note(.equals(.change(from: number("626"), to: number("800")))) == "from 626 to 800 in % ≈ 27.8")
        #expect(
            note(.equals(.greatest([number("4"), .ratio(.figure("scoring"), number("50"))])))
                == "greatest of 4 and scoring 5,000 ÷ 50 = 100")
        #expect(
            note(
                .equals(
                    .product([.sum([number("4000"), number("-1")]), .difference(number("5"), .sum([number("1"), number("2")]))])))
                == "(4,000 + (−1)) × (5 − (1 + 2)) = 7,998")
        #expect(note(.equals(.ratio(number("9"), .ratio(number("3"), number("2"))))) == "9 ÷ (3 ÷ 2) = 6")
    }

    @Test func aPhaseIsNamedBeforeTheFirstOfItsFigures() {
        let ids = ["q1", "q2"].flatMap { [$0 + ".platform", $0 + ".users"] }
        var plan = audited(ids.map { figure($0, "6", name: "name of " + $0) } + [figure("f", "1", name: "f")], [])
        plan.phases = [phase("q1"), phase("q2")]
        func note(_ id: String, _ parts: [String]) -> String? {
            plan.checks = [check(id, .equals(.sum(parts.map(Formula.figure))))]
            return audit(plan).first?.note
        }
        #expect(note("f", ["q1.platform"]) == "equals Phase q1: name of q1.platform 6")
        #expect(
            note("f", ids)
                == "Phase q1: name of q1.platform 6 + name of q1.users 6 + Phase q2: name of q2.platform 6 + name of q2.users 6 = 24"
        )
        #expect(note("q2.users", ["q2.platform", "f"]) == "name of q2.platform 6 + f 1 = 7")
    }

    @Test func longSumsAreCutToThreeTerms() {
        let short = (0..<9).map { figure("part\($0)", "1", name: "part") }
        let long = (0..<9).map { figure("part\($0)", "1", name: "a part whose name has thirty letters") }
        let endless = (0..<9).map { figure("part\($0)", "1", name: String(repeating: "name ", count: 40)) }
        let sum = Formula.sum((0..<9).map { .figure("part\($0)") })
        func note(_ parts: [Figure]) -> String? {
            audit(audited(parts + [figure("f", "100")], [check("f", .atMost(sum))])).first?.note
        }
        #expect(note(short)?.contains("…") == false)
        #expect(note(short)?.hasSuffix("part 1 + part 1 = 9") == true)
        let term = "a part whose name has thirty letters 1"
        #expect(note(long) == "at most \(term) + \(term) + \(term) … and 6 more = 9")
        #expect(note(endless) == "at most 1 + 1 + 1 … and 6 more = 9")
        let nested = Formula.sum([.sum([.figure("part0"), .figure("part1")]), sum])
        let twice = audited(endless + [figure("f", "100")], [check("f", .equals(nested))])
        #expect(audit(twice).first?.note == "1 + 1 + 1 … and 8 more = 11")
    }

    @Test(arguments: [
        ("0", "0"), ("999", "999"), ("1000", "1,000"), ("-1234567.5", "−1,234,567.5"), ("0.0000247", "0.0000247"),
        ("0.000001", "0.000001"), ("143.333333333333333", "143.33"), ("0.115740740740741", "0.1157"),
        ("-0.666666666666667", "−0.6667"),
        ("0.000000123456", "0.0000001235"), ("95.522", "95.522"), ("123456.1234567", "123,456.12"),
    ])
    func numbersAreShortAndSayWhetherTheyAreExact(_ value: String, _ text: String) {
        #expect(NoteNumber(amount(value)).text == text)
        #expect(
            NoteNumber(amount(value)).isExact
                == (amount(text.filter { $0 != "," }.map { $0 == "−" ? "-" : String($0) }.joined()) == amount(value)))
    }
}
