import Billing
import Testing

@testable import Analysis

/// Checks that no plan file writes down.
@Suite struct AuditImpliedTests {
    private func part(_ id: String, _ quantity: String, _ unitPrice: String) -> Driver.Part {
        Driver.Part(id: id, sku: nil, quantity: Quantity(amount(quantity)), unitPrice: amount(unitPrice))
    }

    private func plan(_ component: PlanComponent, _ figures: [Figure]) -> Plan {
        var plan = audited(figures, [])
        plan.phases = [phase("p", [component])]
        return plan
    }

    private func component(_ figure: String?, _ parts: [Driver.Part], days: Int? = nil) -> PlanComponent {
        PlanComponent(
            id: "c", name: "c", amount: figure.map(amount),
            driver: Driver(unit: "GB", measurement: .charged, parts: parts, days: days),
            origin: nowhere)
    }

    @Test func anAmountIsItsQuantityAtItsPrice() {
        let tokens = part("c", "2700000000", "0.00003")
        let figures = [
            figure("p.c", "79200", unit: "USD"), figure("p.c.per-day", "90000000", name: "tokens a day"),
            figure("p.c.price", "0.03", name: "price"),
        ]
        let findings = audit(plan(component("79200", [tokens], days: 30), figures))
        #expect(findings.map(\.text) == ["p.c 79200 → 81000"])
        #expect(findings.first?.note == "tokens a day 90,000,000 × 30 × price 0.03 ÷ 1,000 = 81,000")
        #expect(findings.first?.unit == "USD")
        let right = [figure("p.c", "81000")] + figures.dropFirst()
        #expect(audit(plan(component("81000", [tokens], days: 30), right)) == [])
        // Without a price of its own, the price is the amount over the quantity.
        #expect(audit(plan(component("79200", [tokens], days: 30), Array(figures.dropLast()))) == [])
    }

    @Test func anAmountIsTheSumOfItsPriceParts() {
        let parts = [part("reads", "600000", "0.000001"), part("writes", "300", "1.666666666666667")]
        func figures(_ amount: String) -> [Figure] {
            [
                figure("p.c", amount), figure("p.c.reads.quantity", "600000", name: "reads"),
                figure("p.c.reads.price", "0.000001", name: "price of reads"),
                figure("p.c.writes.quantity", "300", name: "writes"),
                figure("p.c.writes.price", "5", name: "price of writes"),
            ]
        }
        let findings = audit(plan(component("600", parts), figures("600")))
        #expect(findings.map(\.text) == ["p.c 600 → 500.6"])
        #expect(
            findings.first?.note == "reads 600,000 × price of reads 0.000001 + writes 300 × price of writes 5 ÷ 3 = 500.6")
        #expect(audit(plan(component("501", parts), figures("501"))) == [])
        #expect(audit(plan(component("600", parts), figures("600").dropLast())) == [])
    }

    @Test func aRangeHasItsQuantityAtItsPriceWithinIt() {
        func found(_ low: String, _ high: String) -> [String] {
            var ranged = component(nil, [part("c", "4000", "0.12")])
            (ranged.low, ranged.high) = (amount(low), amount(high))
            return audit(
                plan(ranged, [figure("p.c", low, high), figure("p.c.quantity", "4000"), figure("p.c.price", "0.12")])
            ).map(\.text)
        }
        #expect(found("400", "500") == [])
        #expect(found("500", "600") == ["p.c.low 500 → 480"])
        #expect(found("300", "400") == ["p.c.high 400 → 480"])
    }

    /// The guide with phases that name tiers; capacities by `TIER.OUTPUT`.
    private func guide(_ phases: [PlanPhase], capacities: [(tier: String, output: String, String)] = []) -> Plan {
        var plan = audited([], [])
        plan.phases = phases
        plan.tiers = guideTiers
        plan.sizing = guideSizing
        for index in plan.tiers.indices {
            let own = capacities.filter { $0.tier == plan.tiers[index].id }
            plan.tiers[index].capacities = own.map { Tier.Capacity(output: $0.output, quantity: amount($0.2)) }
        }
        for phase in phases {
            for volume in phase.volumes {
                let id = phase.id + "." + volume.id
                let (low, high) = (volume.low.description, volume.high.description)
                plan.figures.append(
                    low == high ? figure(id, low, name: volume.name) : figure(id, low, high, name: volume.name))
            }
        }
        for tier in plan.tiers {
            for bound in tier.bounds {
                let name = tier.name + ", " + bound.metric
                if let low = bound.low { plan.figures.append(figure("tier.\(tier.id).\(bound.metric).from", low.description)) }
                if let high = bound.high {
                    plan.figures.append(figure("tier.\(tier.id).\(bound.metric).to", high.description, name: name))
                }
            }
        }
        plan.figures += capacities.map { figure("tier.\($0.tier).\($0.output)", $0.2) }
        return plan
    }

    private func volume(_ metric: String, _ low: Int, _ high: Int? = nil, kind: MetricKind = .level) -> Volume {
        Volume(
            id: metric, name: metric, metric: metric, kind: kind, low: Quantity(low), high: Quantity(high ?? low), unit: metric)
    }

    /// The findings of the phase alone, not those of the tiers themselves.
    private func found(_ tier: String, _ volumes: Volume..., monthDays: Int? = nil) -> [PlanFinding] {
        var plan = guide([phase("q", volumes: volumes, tier: tier)])
        plan.monthDays = monthDays
        return audit(plan).filter { $0.item.hasPrefix("q.") }
    }

    @Test func aPhaseLiesWithinTheTierThatItIsCalledBy() {
        let small = found("small", volume("organisations", 20), volume("users", 100))
        #expect(small.map(\.text) == ["q.tier 2 → 3", "q.organisations 20 → 10"])
        #expect(small.first?.note == "called Small; the smallest that holds organisations 20 and users 100 is Medium")
        #expect(small.first?.unit == "tier" && small.first?.name == "Phase q")
        #expect(small.last?.note == "at most Small, organisations 10")
        let enterprise = found("enterprise", volume("organisations", 1_000), volume("users", 8_000))
        #expect(enterprise.map(\.text) == ["q.tier 5 → 4", "q.users 8000 → 10000"])
        #expect(found("small", volume("organisations", 10), volume("users", 50)) == [])
        #expect(found("medium", volume("organisations", 100), volume("users", 800)) == [])
        #expect(found("small", volume("organisations", 11)).map(\.text) == ["q.tier 2 → 3", "q.organisations 11 → 10"])
        #expect(found("unknown", volume("organisations", 11)) == [])
    }

    @Test func aPhaseIsJudgedByWholeMetricsThatItsTierBounds() {
        #expect(found("small", volume("devices", 11)) == [])
        #expect(found("small", volume("users", 9_999, kind: .peak), monthDays: 1) == [])
        var part = volume("users", 5)
        (part.id, part.feature) = ("reports", "reports")
        #expect(found("small", part) == [])
        #expect(found("small", part, volume("users", 50)) == [])
    }

    @Test func aRangedVolumeLiesWithinItsTierOnBothSides() {
        #expect(
            found("medium", volume("users", 50, 5_000)).map(\.text)
                == ["q.tier 3 → 4", "q.users.high 5000 → 1000", "q.users.low 50 → 100"])
        #expect(found("medium", volume("users", 100, 1_000)) == [])
    }

    @Test func aFlowForAMonthIsHeldAgainstTheTiersDays() {
        let month = volume("transactions", 300_000, kind: .flow)
        #expect(found("small", month) == [])
        #expect(found("small", month, monthDays: 30) == [])
        #expect(found("small", month, monthDays: 20).map(\.text) == ["q.tier 2 → 3", "q.transactions 300000 → 200000"])
        var daily = month
        daily.isDaily = true
        #expect(found("small", daily).map(\.text) == ["q.tier 2 → 4", "q.transactions 300000 → 10000"])
    }

    @Test func aTierBeginsWhereTheOneBeforeItEnds() {
        let findings = audit(guide([]))
        #expect(
            findings.map(\.text) == [
                "tier.small.organisations.from 1 → 2", "tier.small.users.from 10 → 6", "tier.medium.organisations.from 10 → 11",
                "tier.medium.users.from 100 → 101", "tier.large.organisations.from 100 → 101",
                "tier.large.users.from 1000 → 1001",
                "tier.enterprise.organisations.from 1000 → 1001", "tier.enterprise.users.from 10000 → 10001",
                "tier.enterprise.transactions.from 10000000 → 1000001",
            ])
        #expect(findings[1].note == "Development, users 5 + 1 = 6")
        var touching = guide([])
        for index in touching.figures.indices {
            guard let finding = findings.first(where: { $0.item == touching.figures[index].id }), let computed = finding.computed
            else { continue }
            touching.figures[index].value = .stated(Stated(computed))
        }
        #expect(audit(touching) == [])
    }

    @Test func aTiersCapacityIsEnoughAtItsUpperBounds() {
        let capacities = [
            ("small", "total-vcpu", "4"), ("small", "cache-ram", "3.09"), ("small", "s3-storage", "0.5"),
            ("medium", "cache-ram", "37"),
            ("medium", "database-vcpu", "4"), ("medium", "database-storage", "2000"), ("medium", "s3-storage", "6"),
            ("large", "database-vcpu", "16"), ("large", "s3-storage", "160"), ("large", "total-ram", "3840"),
            ("enterprise", "s3-storage", "1"), ("small", "users", "1"),
        ]
        let findings = audit(guide([], capacities: capacities)).filter { !$0.item.hasSuffix(".from") }
        #expect(
            findings.map(\.text) == [
                "tier.small.total-vcpu 4 → 12", "tier.small.cache-ram 3.09 → 8", "tier.small.s3-storage 0.5 → 5",
                "tier.medium.database-vcpu 4 → 10", "tier.medium.database-storage 2000 → 5000", "tier.medium.s3-storage 6 → 50",
                "tier.large.database-vcpu 16 → 100", "tier.large.s3-storage 160 → 500",
            ])
        let note = "(greatest of 4 and Small, users 100 ÷ 50) + (greatest of 8 and Small, transactions 10,000 ÷ 10,000) = 12"
        #expect(findings.first?.note == "at least " + note)
    }

    @Test func aTierWithoutAnUpperBoundHasEnoughOfEverything() {
        var plan = guide([], capacities: [("enterprise", "s3-storage", "1"), ("large", "s3-storage", "500")])
        // A figure of the same name is no upper bound.
        plan.figures.append(figure("organisations", "5000"))
        #expect(audit(plan).allSatisfy { $0.item.hasSuffix(".from") })
    }
}
