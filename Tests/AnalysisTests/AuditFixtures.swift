import Billing

@testable import Analysis

/// A number as a document writes it: `5179`, `3.4`, `~440`.
func written(_ text: String) -> Stated {
    let digits = text.hasPrefix("~") ? String(text.dropFirst()) : text
    let parts = digits.split(separator: ".")
    return Stated(amount(digits), decimals: parts.count > 1 ? parts[1].count : 0, isApproximate: digits != text)
}

func figure(_ id: String, _ value: Figure.Value, name: String = "", unit: String = "") -> Figure {
    Figure(id: id, name: name, value: value, unit: unit, section: "Section of " + id, origin: nowhere)
}

func figure(_ id: String, _ text: String, name: String = "", unit: String = "") -> Figure {
    figure(id, .stated(written(text)), name: name, unit: unit)
}

func figure(_ id: String, _ low: String, _ high: String, name: String = "", unit: String = "") -> Figure {
    figure(id, .range(low: written(low), high: written(high)), name: name, unit: unit)
}

func check(_ figure: String, _ relation: Check.Relation) -> Check { Check(figure, relation, origin: nowhere) }

func number(_ text: String) -> Formula { .number(amount(text)) }

/// A plan of figures and checks alone.
func audited(_ figures: [Figure], _ checks: [Check]) -> Plan {
    var plan = Plan(
        system: "s", name: "System s", document: "document.txt", currency: usd, phases: [], planRate: nil, origin: nowhere)
    plan.figures = figures
    plan.checks = checks
    return plan
}

/// A phase of January 2026.
func phase(_ id: String, _ components: [PlanComponent] = [], volumes: [Volume] = [], tier: String? = nil) -> PlanPhase {
    let month = Month(year: 2026, month: 1)
    return PlanPhase(
        id: id, name: "Phase " + id, starts: month, ends: month, components: components, volumes: volumes, tier: tier,
        origin: nowhere)
}

extension PlanFinding {
    /// `ITEM STATED → COMPUTED`.
    var text: String { item + " " + (stated?.description ?? "–") + " → " + (computed?.description ?? "–") }
}

/// The tiers of the sizing guide: metric, from and to of each, the development installation first.
let guideTiers: [Tier] = {
    func tier(_ id: String, _ organisations: (Int, Int?), _ users: (Int, Int?), _ transactions: (Int?, Int?)) -> Tier {
        func bounds(_ metric: String, _ ends: (Int?, Int?)) -> Tier.Bounds {
            Tier.Bounds(metric: metric, low: ends.0.map { Amount($0) }, high: ends.1.map { Amount($0) })
        }
        return Tier(
            id: id, name: id.prefix(1).uppercased() + id.dropFirst(),
            bounds: [
                bounds("organisations", organisations), bounds("users", users), bounds("transactions", transactions),
            ], cost: nil, isRecommended: id != "development", capacities: [], section: nil, origin: nowhere)
    }
    return [
        tier("development", (1, 1), (1, 5), (nil, 100)), tier("small", (1, 10), (10, 100), (nil, 10_000)),
        tier("medium", (10, 100), (100, 1_000), (nil, 100_000)), tier("large", (100, 1_000), (1_000, 10_000), (nil, 1_000_000)),
        tier("enterprise", (1_000, nil), (10_000, nil), (10_000_000, nil)),
    ]
}()

/// The sizing formula of the guide.
let guideSizing: [SizingOutput] = {
    func output(_ id: String, _ unit: String, _ formula: Formula) -> SizingOutput {
        SizingOutput(id: id, name: id, unit: unit, formula: formula, section: nil)
    }
    func least(_ least: String, _ input: String, over divisor: String) -> Formula {
        .greatest([number(least), .ratio(.figure(input), number(divisor))])
    }
    func each(_ input: String, _ factor: String) -> Formula { .product([.figure(input), number(factor)]) }
    return [
        output("web-vcpu", "vCPU", least("4", "users", over: "50")),
        output("worker-vcpu", "vCPU", least("8", "transactions", over: "10000")),
        output("total-vcpu", "vCPU", .sum([.figure("web-vcpu"), .figure("worker-vcpu")])),
        output("web-ram", "GB", each("web-vcpu", "4")), output("worker-ram", "GB", each("worker-vcpu", "8")),
        output("total-ram", "GB", .sum([.figure("web-ram"), .figure("worker-ram")])),
        output("database-vcpu", "vCPU", least("4", "organisations", over: "10")),
        output("database-ram", "GB", each("database-vcpu", "4")),
        output("database-storage", "GB", .greatest([number("500"), each("organisations", "50")])),
        output("cache-ram", "GB", least("8", "users", over: "100")),
        output("s3-storage", "TB", .greatest([number("1"), each("organisations", "0.5")])),
    ]
}()
