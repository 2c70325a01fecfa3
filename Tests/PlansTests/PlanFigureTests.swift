import Billing
import Plans
import Testing

/// A plan of one phase, `p` of three months, with components, volumes and what stands beside the phases.
func plan(components: String..., volumes: [String] = [], rest: String = "", top: String = "") throws(RefusedFile) -> Plan {
    try readPlan(Array(planText(components: components, volumes: volumes, rest: rest, top: top).utf8), file: "p.yaml")
}

/// The text of such a plan: the first component stands in line 8, each in a line of its own.
func planText(
    components: [String], volumes: [String] = [], rest: String = "", top: String = "", tier: String? = nil, total: String? = nil
) -> String {
    var text = "plan: s\ndocument: d.txt\n\(top.isEmpty ? "# nothing" : top)\nphases:\n"
    text +=
        "  - {id: p, starts: 2026-01, ends: 2026-03,\(tier.map { " tier: \($0)," } ?? "")\(total.map { " total: \($0)," } ?? "")\n"
    text += "     volumes: [\(volumes.joined(separator: ", "))],\n     components: [\n"
    text += components.map { "       \($0)" }.joined(separator: ",\n") + "]}\n"
    return text + rest
}

@Suite struct PlanFigureTests {
    /// The ids and names of a plan's figures, and their units.
    private func lines(_ plan: Plan) -> [String] { plan.figures.map { "\($0.id) = \($0.name) [\($0.unit)]" } }

    @Test func theTotalOfAPhaseIsTheRangeThatItNames() throws {
        let text = planText(
            components: ["{id: c, range: [1, 2]}"], rest: "figures: [{id: all, value: [3, 5], unit: USD}]\n", total: "all")
        #expect(try readPlan(Array(text.utf8), file: "p.yaml").phases.map(\.total) == [Amount(3)...Amount(5)])
    }

    @Test func everyNumberOfAComponentIsAFigure() throws {
        let read = try plan(
            components: "{id: c, name: C, amount: 12, growth: {to: 15}}", "{id: r, name: R, range: [1, 2]}",
            "{id: d, name: D, driver: {unit: GB, quantity: 4, price: 2, price_per: 1000}}",
            "{id: e, name: E, amount: 9, driver: {unit: tokens, per_day: 3}}",
            "{id: f, name: F, driver: {unit: reads, parts: [{id: a, sku: A*, quantity: 5, price: 1}, {id: b, sku: B, quantity: 6, "
                + "price: 2, price_per: 10}]}}",
            volumes: ["{id: v, name: V, metric: requests, value: 5, unit: calls}"], top: "month_days: 30")
        #expect(
            lines(read) == [
                "p.v = V [calls]", "p.c = C [USD]", "p.c.last = C: last month [USD]", "p.r = R [USD]", "p.d = D [USD]",
                "p.d.quantity = D: quantity [GB]", "p.d.price = D: price [USD per 1000 GB]", "p.e = E [USD]",
                "p.e.per-day = E: quantity a day [tokens]", "p.e.quantity = E: quantity [tokens]", "p.f = F [USD]",
                "p.f.a.quantity = F, a: quantity [reads]", "p.f.a.price = F, a: price [USD per reads]",
                "p.f.b.quantity = F, b: quantity [reads]", "p.f.b.price = F, b: price [USD per 10 reads]",
            ])
    }

    @Test func everyNumberBesideThePhasesIsAFigure() throws {
        let read = try plan(
            components: "{id: c, amount: 1}",
            rest: """
                budgets:
                  - {id: b, name: B, amount: 500}
                  - {id: t, metric: tokens, unit: tokens, steps: [{id: s, starts: 2026-01, ends: 2026-02, amount: 4, growth: {to: 5}}]}
                tiers: [{id: small, name: Small, bounds: {users: {from: 1, to: 9}}, cost: 626, capacity: {vcpu: 4}}]
                sizing: [{id: vcpu, name: Cores, unit: vCPU, value: {ratio: [users, 50]}}]
                levers: [{id: l, name: L, saving: [20, 40], cost: 10}]
                targets: [{id: q, name: Q, metric: latency, at_most: 200, unit: ms}]
                figures: [{id: own, name: Own, value: ~7, unit: GB}]
                """)
        #expect(
            lines(read) == [
                "p.c = c [USD]", "budget.b = B [USD]", "budget.t.s = t: s [tokens]",
                "budget.t.s.last = t: s: last month [tokens]",
                "tier.small.users.from = Small: users from [users]", "tier.small.users.to = Small: users to [users]",
                "tier.small.cost = Small: cost [USD]", "tier.small.vcpu = Small: Cores [vCPU]", "lever.l.saving = L: saving [%]",
                "lever.l.cost = L: cost [USD]", "target.q = Q [ms]", "own = Own [GB]",
            ])
        #expect(read.figures.last?.value == .stated(Stated(Amount(7), isApproximate: true)))
        #expect(read.figures.last.map { "\($0.origin)" } == "p.yaml:16:39")
    }

    @Test(arguments: [
        ("12.50", 2), ("1e6", 0), ("12", 0), ("0.12", 2), ("6.71E-8", 10), ("1.5e3", 0), ("1.25e1", 1), ("-0.5", 1), (".5", 1),
        ("1E-3", 3), ("12.0", 1),
    ])
    func aFigureKeepsItsDecimals(_ text: String, _ decimals: Int) throws {
        let read = try plan(
            components: "{id: c, amount: 1}",
            rest: "figures: [{id: a, value: \(text)}, {id: b, value: ~\(text)}, {id: c, value: \"~\(text)\"}]")
        let value = try Amount(parsing: text)
        #expect(
            read.figures.dropFirst().map(\.value) == [
                .stated(Stated(value, decimals: decimals)),
                .stated(Stated(value, decimals: decimals, isApproximate: true)),
                .stated(Stated(value, decimals: decimals, isApproximate: true)),
            ])
    }

    @Test func theSectionIsTheNearestSource() throws {
        let read = try plan(
            components: "{id: c, driver: {unit: GB, quantity: 1, price: 2}, source: C}",
            rest: "budgets: [{id: b, source: B, steps: [{id: s, starts: 2026-01, amount: 1}, {id: t, starts: 2026-02, amount: 1, "
                + "source: T}]}]\nfigures: [{id: f, value: 1}]")
        #expect(read.figures.map(\.section) == ["C", "C", "C", "B", "T", nil])
    }

    @Test func aFormulaNamesFiguresThatStandAfterIt() throws {
        let read = try plan(
            components: "{id: c, amount: 100, driver: {unit: tokens, per_day: {product: [p.v, each]}}}",
            "{id: d, driver: {unit: GB, quantity: {sum: [{difference: [9, 4]}, p.r.high]}, price: {p}}}"
                .replacing("{p}", with: "0.5"),
            "{id: r, range: [1, 2]}", volumes: ["{id: v, metric: requests, per: day, value: 5}"],
            rest: """
                budgets: [{id: b, amount: {share: [50, all]}}]
                figures:
                  - {id: each, value: 2}
                  - {id: all, value: {sum: [p.c, p.d, {greatest: [1, p.r.low]}]}}
                """, top: "month_days: 10")
        let components = read.phases[0].components
        #expect(components[0].driver?.parts.map(\.quantity) == [Quantity(100)])
        #expect(components[0].driver?.parts.map(\.unitPrice) == [Amount(1)])
        #expect(components[0].driver?.days == 10)
        #expect(components[1].driver?.parts.map(\.quantity) == [Quantity(7)])
        #expect(components[1].driver?.days == nil)
        #expect(components[1].plan(in: try month("2026-01")) == (try Amount(parsing: "3.5")))
        // Half of 100 + 3.5 + 1.
        #expect(read.budgets[0].steps.map(\.amount) == [try Amount(parsing: "52.25")])
    }

    @Test func allComponentsOfAPhaseAreASumOfTheirAmounts() throws {
        let read = try plan(
            components: "{id: c, amount: 100}", "{id: d, driver: {unit: GB, quantity: 3, price: 2}}",
            rest: "budgets: [{id: b, amount: {sum: [p.*, 4]}}]")
        #expect(read.budgets[0].steps.map(\.amount) == [Amount(110)])
        #expect(read.figures.last?.value == .computed(.sum([.figure("p.*"), .number(Amount(4))])))
    }

    @Test func everyRelationIsACheck() throws {
        let read = try plan(
            components: "{id: c, amount: 1}", "{id: r, range: [1, 2]}",
            rest: """
                figures:
                  - {id: a, value: 1, equals: p.c, at_most: [3, {product: [2, p.c]}], at_least: 0.5, part_of: [p.c, p.r]}
                checks:
                  - {figure: p.r, sum: [p.r, 0]}
                  - {figure: p.r.low, percent: [a, 100]}
                  - {figure: a, difference: [2, 1], ratio: [1, 1], share: [100, 1], change: [1, 2], greatest: [1], product: [1]}
                """)
        let one = Formula.number(Amount(1))
        let relations: [Check.Relation] = [
            .equals(.figure("p.c")), .atMost(.number(Amount(3))), .atMost(.product([.number(Amount(2)), .figure("p.c")])),
            .atLeast(.number(try Amount(parsing: "0.5"))), .part(of: "p.c"), .part(of: "p.r"),
            .equals(.sum([.figure("p.r"), .number(.zero)])), .equals(.percent(.figure("a"), of: .number(Amount(100)))),
            .equals(.difference(.number(Amount(2)), one)), .equals(.ratio(one, one)),
            .equals(.share(.number(Amount(100)), of: one)), .equals(.change(from: one, to: .number(Amount(2)))),
            .equals(.greatest([one])), .equals(.product([one])),
        ]
        #expect(read.checks.map(\.relation) == relations)
        #expect(
            read.checks.map(\.figure) == Array(repeating: "a", count: 6) + ["p.r", "p.r.low"] + Array(repeating: "a", count: 6))
        #expect(read.checks.map { $0.origin.line } == Array(repeating: 11, count: 6) + [13, 14] + Array(repeating: 15, count: 6))
    }

    @Test(
        arguments: [
            ("2026-01", "2026-12", nil, 12), ("2026-01", nil, "2026-07", 6), ("2026-03", "2026-03", "2026-07", 1),
        ] as [(String, String?, String?, Int)])
    func aGrowthLastsToTheLastMonth(_ starts: String, _ ends: String?, _ next: String?, _ months: Int) throws {
        var text = "plan: s\ndocument: d.txt\nphases:\n  - id: p\n    starts: \(starts)\n"
        if let ends { text += "    ends: \(ends)\n" }
        text += "    components: [{id: c, amount: 10, growth: {to: 20}}, {id: d, amount: 10, growth: {by: -1, every: 2}}]\n"
        if let next { text += "  - {id: q, starts: \(next), components: [{id: c, amount: 1, growth: {by: 5}}]}\n" }
        let phases = try readPlan(Array(text.utf8), file: "p.yaml").phases
        let first = try month(starts)
        #expect(
            phases[0].components.map(\.growth) == [
                Growth(.linear(to: Amount(20)), starts: first, months: months),
                Growth(.stepped(by: Amount(-1), every: 2), starts: first, months: months),
            ])
        #expect(phases[0].components[0].plan(in: first.advanced(by: months - 1)) == (months == 1 ? Amount(10) : Amount(20)))
        if let next {
            let growth = try Growth(.stepped(by: Amount(5), every: 1), starts: month(next), months: 1)
            #expect(phases[1].components.map(\.growth) == [growth])
        }
    }
}
