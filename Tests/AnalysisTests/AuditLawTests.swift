import Billing
import Testing

@testable import Analysis

@Suite struct AuditLawTests {
    /// A plan whose stated figures follow from random parts; `checked` names those that a check is about.
    private func consistent(_ generator: inout SeededGenerator) -> (plan: Plan, checked: [String]) {
        var figures: [Figure] = []
        var checks: [Check] = []
        let cents = (0..<Int.random(in: 2...9, using: &generator)).map { _ in Int.random(in: 1...9_000_000, using: &generator) }
        func state(_ id: String, _ exact: Amount, decimals: Int, _ formula: Formula, unit: String = "USD") {
            figures.append(
                figure(id, .stated(Stated(exact.rounded(to: decimals), decimals: decimals)), name: "Name of " + id, unit: unit))
            checks.append(check(id, .equals(formula)))
        }
        var components: [PlanComponent] = []
        for (index, number) in cents.enumerated() {
            let value = Amount(femtos: Int128(number) * Amount.unit / 100)
            components.append(PlanComponent(id: "c\(index)", name: "", amount: value, origin: nowhere))
            figures.append(figure("p.c\(index)", .stated(Stated(value, decimals: 2)), name: "Component \(index)", unit: "USD"))
            checks.append(check("p.c\(index)", .part(of: "total")))
        }
        let total = Amount(femtos: Int128(cents.reduce(0, +)) * Amount.unit / 100)
        state("total", total, decimals: Int.random(in: 0...2, using: &generator), .sum([.figure("p.*")]))
        guard case .stated(let stated) = figures[figures.count - 1].value else { return (audited([], []), []) }
        let year = stated.value.scaled(by: 12, over: 1)
        state("year", year, decimals: 1, .product([.figure("total"), number("12")]))
        let first = Amount(femtos: Int128(cents[0]) * Amount.unit / 100)
        let percent = first.scaled(by: 100 * Amount.unit, over: stated.value.femtos)
        state(
            "percent", percent, decimals: Int.random(in: 0...3, using: &generator),
            .percent(.figure("p.c0"), of: .figure("total")),
            unit: "%")
        figures.append(figure("rest", .computed(.difference(.figure("total"), .figure("p.c0")))))
        checks.append(check("rest", .atMost(.figure("total"))))
        checks.append(check("total", .atLeast(.figure("rest"))))
        var plan = audited(figures, checks)
        plan.phases = [phase("p", components)]
        return (plan, ["total", "year", "percent"])
    }

    @Test func whatFollowsFromItsPartsGivesNoFinding() {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<200 {
            #expect(audit(consistent(&generator).plan) == [])
        }
    }

    @Test func aFigureBeyondItsToleranceIsFound() {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<200 {
            let (plan, checked) = consistent(&generator)
            for id in checked {
                var broken = plan
                for index in plan.figures.indices where plan.figures[index].id == id {
                    guard case .stated(var stated) = plan.figures[index].value else { continue }
                    // Two units of the last digit away, wherever the exact value lies within the first half.
                    let units = Bool.random(using: &generator) ? Int128(4) : -4
                    stated.value += Amount(femtos: stated.tolerance.femtos * units)
                    broken.figures[index].value = .stated(stated)
                }
                let findings = audit(broken)
                #expect(findings.first?.item == id)
                #expect(findings.first?.difference.map { !$0.isZero } == true)
            }
        }
    }

    @Test func aTotalWithoutOneOfItsPartsIsFoundAndSoIsThePart() {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<200 {
            var (plan, _) = consistent(&generator)
            let parts = plan.phases[0].components.map { "p." + $0.id }
            let left = parts[Int.random(in: parts.indices, using: &generator)]
            for index in plan.checks.indices where plan.checks[index].figure == "total" {
                guard case .equals = plan.checks[index].relation else { continue }
                plan.checks[index].relation = .equals(.sum(parts.filter { $0 != left }.map(Formula.figure)))
            }
            guard case .stated(let total) = plan.figures.first(where: { $0.id == "total" })?.value,
                case .stated(let part) = plan.figures.first(where: { $0.id == left })?.value,
                part.value > total.tolerance + total.tolerance
            else { continue }
            let findings = audit(plan)
            #expect(findings.map(\.item) == [left, "total"])
            #expect(findings.first?.stated == part.value && findings.first?.computed == .zero)
        }
    }

    @Test func findingsStandInTheOrderOfTheFigures() {
        var generator = SeededGenerator(seed: 6)
        for _ in 0..<50 {
            let ids = (0..<8).map { "f\($0)" }.shuffled(using: &generator)
            let checks = ids.shuffled(using: &generator).map { check($0, .equals(number("2"))) }
            #expect(audit(audited(ids.map { figure($0, "9") }, checks)).map(\.item) == ids)
        }
    }

    @Test func aNoteIsTheFormulaThatWasComputed() throws {
        var generator = SeededGenerator(seed: 7)
        var judged = 0
        func formula(_ depth: Int) -> Formula {
            func part() -> Formula { formula(depth - 1) }
            guard depth > 0 else {
                return .number(Amount(femtos: Int128.random(in: -9_000...9_000, using: &generator) * Amount.unit / 8))
            }
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: return .sum((0..<Int.random(in: 1...3, using: &generator)).map { _ in part() })
            case 1: return .product([part(), part()])
            case 2: return .difference(part(), part())
            case 3: return .ratio(part(), part())
            default: return formula(0)
            }
        }
        for _ in 0..<2_000 {
            let formula = formula(3)
            let plan = audited([figure("f", "900000000000")], [check("f", .equals(formula))])
            guard let finding = audit(plan).first, let computed = finding.computed, finding.note.count <= 300,
                !finding.note.hasPrefix("equals")
            else { continue }
            var written = Expression(finding.note)
            let sum = written.sum()
            let value = try #require(sum, "\(finding.note)")
            // Small divisors and differences lose digits: what is compared is the order of the operators.
            guard abs(value) > 1e-6, abs(value) < 1e12 else { continue }
            #expect(abs(value - computed.real) <= abs(value) * 1e-4, "\(finding.note)")
            judged += 1
        }
        #expect(judged > 1_000)
    }
}

/// Reads a note as people do: × and ÷ before + and −, from left to right.
private struct Expression {
    private var rest: Substring

    init(_ note: String) {
        let text = note.prefix { $0 != "=" && $0 != "≈" }
        rest = Substring(text.filter { $0 != " " && $0 != "," })
    }

    mutating func sum() -> Double? {
        guard var value = product() else { return nil }
        while let sign = rest.first, sign == "+" || sign == "−" {
            rest.removeFirst()
            guard let next = product() else { return nil }
            value += sign == "+" ? next : -next
        }
        return value
    }

    private mutating func product() -> Double? {
        guard var value = single() else { return nil }
        while let sign = rest.first, sign == "×" || sign == "÷" {
            rest.removeFirst()
            guard let next = single() else { return nil }
            value = sign == "×" ? value * next : value / next
        }
        return value
    }

    private mutating func single() -> Double? {
        if rest.first == "(" {
            rest.removeFirst()
            let value = sum()
            return rest.popFirst() == ")" ? value : nil
        }
        if rest.first == "−" {
            rest.removeFirst()
            return single().map { -$0 }
        }
        let digits = rest.prefix { $0.isNumber || $0 == "." }
        rest = rest.dropFirst(digits.count)
        return Double(digits)
    }
}
