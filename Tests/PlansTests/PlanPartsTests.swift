import Billing
import Foundation
import Plans
import Testing

@Suite struct PlanPartsTests {
    @Test func everyKeyOfThePhasesIsRead() throws {
        let read = try plan(
            components: "{id: c, name: C, amount: 9, covers: others, pacing: end, behaviour: fixed, source: Part 6}",
            "{id: d, covers: [x, y], driver: {unit: reads, measure: consumed, parts: "
                + "[{id: a, sku: A*, per_day: 5, price: 1}, {id: b, sku: B, per_day: 2, price: 3, price_per: 1000}]}}",
            volumes: [
                "{id: v, metric: requests, feature: scoring, per: day, value: 5}", "{id: w, metric: users, range: [1, 9]}",
                "{id: z, name: Z, metric: rate, kind: peak, value: 3, unit: requests/s, source: Z}",
            ], top: "month_days: 30")
        let phase = read.phases[0]
        let (c, d) = (phase.components[0], phase.components[1])
        #expect(read.monthDays == 30)
        #expect(c.covers == .others && c.pacing == .end && c.behaviour == .fixed && c.section == "Part 6" && c.name == "C")
        #expect(d.covers == .components(["x", "y"]))
        let parts = [
            Driver.Part(id: "a", sku: Glob("A*"), quantity: Quantity(150), unitPrice: Amount(1)),
            Driver.Part(id: "b", sku: Glob("B"), quantity: Quantity(60), unitPrice: try Amount(parsing: "0.003")),
        ]
        #expect(d.driver == Driver(unit: "reads", measurement: .consumed, parts: parts, days: 30))
        #expect(d.plan(in: try month("2026-02")) == (try Amount(parsing: "150.18")))
        #expect(
            phase.volumes == [
                Volume(
                    id: "v", name: "v", metric: "requests", kind: .flow, feature: "scoring", isDaily: true, low: Quantity(5),
                    high: Quantity(5), unit: "requests"),
                Volume(id: "w", name: "w", metric: "users", kind: .level, low: Quantity(1), high: Quantity(9), unit: "users"),
                Volume(
                    id: "z", name: "Z", metric: "rate", kind: .peak, low: Quantity(3), high: Quantity(3), unit: "requests/s",
                    section: "Z"),
            ])
    }

    @Test func aDriverWithoutPartsIsOnePartOfTheComponent() throws {
        let read = try plan(components: "{id: c, driver: {unit: GB, quantity: 3, price: 2}}")
        #expect(
            read.phases[0].components[0].driver?.parts == [
                Driver.Part(id: "c", sku: nil, quantity: Quantity(3), unitPrice: Amount(2))
            ])
    }

    @Test func everyKeyOfTheBudgetsIsRead() throws {
        let read = try plan(
            components: "{id: c, amount: 9}",
            rest: """
                budgets:
                  - {id: s, name: System, amount: 500, thresholds: [90], component: c, environment: staging, source: X}
                  - {id: t, metric: tokens, unit: tokens, period: day, steps: [{id: a, starts: 2026-02, amount: 4},
                     {id: b, starts: 2026-04, ends: 2026-06, amount: 10, growth: {to: 20}}]}
                """)
        let months = try ["2025-12", "2026-01", "2026-03", "2026-04", "2026-06", "2026-07"].map(month)
        let amount = Money(Amount(500), Currency("USD"))
        var first = Budget(id: "s", system: "s", amount: amount, thresholds: [90])
        first.scope.component = "c"
        first.scope.environment = "staging"
        first.origin = read.budgets[0].origin
        #expect(first.origin?.line != 0)
        #expect(months.map { read.budgets[0].budget(in: $0, of: read) } == Array(repeating: first, count: 6))
        #expect(read.budgets[0].name == "System" && read.budgets[0].section == "X")
        let limits = months.map { read.budgets[1].budget(in: $0, of: read)?.limit }
        let expected = [nil, nil, 4, 10, 20, nil].map { (tokens: Int?) -> Budget.Limit? in
            tokens.map { .usage(metrics: ["tokens"], Quantity($0), unit: "tokens") }
        }
        #expect(limits == expected)
        #expect(read.budgets[1].period == .day)
    }

    @Test func tiersSizingLeversAndTargetsAreRead() throws {
        let read = try plan(
            components: "{id: c, amount: 9}",
            rest: """
                sizing:
                  - {id: web, name: Web, unit: vCPU, value: {greatest: [4, {ratio: [users, 50]}]}, source: S}
                  - {id: all, value: {sum: [web, users]}}
                tiers:
                  - {id: dev, recommended: false, bounds: {users: {to: 5}}}
                  - {id: small, bounds: {users: {from: 6}, calls: {from: 1, to: 2}}, cost: 626, capacity: {all: 4, web: 0.5}}
                levers:
                  - {id: l, components: [c], metric: tokens, saving: 20, cost: 10, assumed: true, adopted: 2026-09}
                  - {id: m}
                targets:
                  - {id: t, metric: latency, at_most: 2000, unit: ms, tier: small, source: T}
                  - {id: u, metric: uptime, at_least: 99.5}
                """)
        let users = Formula.figure("users")
        #expect(
            read.sizing == [
                SizingOutput(
                    id: "web", name: "Web", unit: "vCPU",
                    formula: .greatest([.number(Amount(4)), .ratio(users, .number(Amount(50)))]), section: "S"),
                SizingOutput(id: "all", name: "all", unit: "", formula: .sum([.figure("web"), users]), section: nil),
            ])
        #expect(read.tiers.map(\.isRecommended) == [false, true])
        #expect(read.tiers.map(\.cost) == [nil, Amount(626)])
        #expect(
            read.tiers.map(\.bounds) == [
                [Tier.Bounds(metric: "users", low: nil, high: Amount(5))],
                [
                    Tier.Bounds(metric: "users", low: Amount(6), high: nil),
                    Tier.Bounds(metric: "calls", low: Amount(1), high: Amount(2)),
                ],
            ])
        #expect(read.tiers[1].capacities.map(\.output) == ["all", "web"])
        #expect(
            read.levers == [
                Lever(
                    id: "l", name: "l", components: ["c"], metric: "tokens", low: Amount(20), high: Amount(20),
                    cost: Amount(10), isAssumed: true, adopted: try month("2026-09"), section: nil),
                Lever(
                    id: "m", name: "m", components: [], metric: nil, low: nil, high: nil, cost: .zero, isAssumed: false,
                    adopted: nil, section: nil),
            ])
        #expect(
            read.targets == [
                ServiceTarget(
                    id: "t", name: "t", metric: "latency", bound: Amount(2000), isUpper: true, unit: "ms", tier: "small",
                    section: "T"),
                ServiceTarget(
                    id: "u", name: "u", metric: "uptime", bound: try Amount(parsing: "99.5"), isUpper: false, unit: "",
                    tier: nil, section: nil),
            ])
    }

    @Test func everyShippedPlanIsTaken() throws {
        let folder = root.appending(path: "Inputs/plans")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
        #expect(names.count >= 5)
        for name in names.sorted() {
            let plan = try readPlan(bytes("Inputs/plans/\(name)"), file: name)
            #expect(plan.system + ".yaml" == name)
            #expect(Set(plan.figures.map(\.id)).count == plan.figures.count)
            #expect(plan.figures.allSatisfy { $0.section != nil || $0.value.isComputed })
        }
    }
}

extension Figure.Value {
    /// Whether it follows from others.
    fileprivate var isComputed: Bool {
        if case .computed = self { return true }
        return false
    }
}
