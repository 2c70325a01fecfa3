import Billing

@testable import Analysis

/// Facts of a month that have a bit of everything, from a seed.
func randomFacts(_ seed: UInt64) -> MonthFacts {
    var random = SeededGenerator(seed: seed)
    func some<T>(_ choices: [T]) -> T { choices[Int.random(in: 0..<choices.count, using: &random)] }
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    func money(_ range: ClosedRange<Int64>) -> Amount {
        Amount(femtos: Int128(Int64.random(in: range, using: &random)) * 1_000_003)
    }

    let month = Month(year: 2026, month: number(1...12))
    var facts = MonthFacts(month: month, today: month.end)
    let systems = ["alpha", "beta", "gamma"]
    let components = ["compute", "egress", "storage", "extra", nil]
    let customers = ["c1", "c2", "c3"]
    facts.settings.tax = some([.separate, .separate, .cost])
    if number(0...4) == 0 { facts.silencedBudgets = Set(facts.plans.map(\.system)) }
    for system in systems + [nil] where number(0...9) > 0 {
        let settled = number(-3...40)
        facts.progress.append(
            SourceProgress(
                source: "bill", system: system, completeThrough: settled < 0 ? nil : month.first.advanced(by: settled - 1)))
    }
    facts.rates = [Rate(month: month, currency: eur, rate: amount("1.0837"), origin: nowhere)]
    for _ in 0..<number(0...80) {
        let start = month.first.advanced(by: number(-5...34))
        let usage = number(0...3) > 0
        facts.charges.append(
            MonthCharge(
                source: "bill",
                assignment: Assignment(
                    system: some(systems + [nil]), component: some(components),
                    customer: number(0...2) == 0 ? some(customers) : nil,
                    environment: some([nil, nil, "production", "Prod", "development"])),
                category: usage ? .usage : some(ChargeCategory.allCases), billingAccount: some(["a", "b"]),
                serviceName: some(["Storage", nil]), currency: some([usd, usd, usd, eur, Currency("JPY")]),
                period: Period(start: start, end: start.advanced(by: number(0...40))),
                cost: money(-2_000_000_000_000...9_000_000_000_000), billed: .zero,
                consumed: number(0...3) == 0 ? nil : Quantity(money(-1_000_000_000...9_000_000_000_000)),
                consumedUnit: some(["GB", "GiB", "Requests"]), pricing: nil, pricingUnit: nil))
        let last = facts.charges.count - 1
        facts.charges[last].sku = some([nil, "zone-1", "zone-2", "world", "moon"])
        facts.charges[last].isPromotion = facts.charges[last].category == .credit && last.isMultiple(of: 2)
    }
    for system in systems where number(0...3) > 0 {
        var driver = driven(
            Quantity(number(0...500)), "GB", at: amount(some(["0", "0.12", "3"])),
            some([.charged, .consumed, .pricing, .usage(["reads"]), .usage(["tokens"])]))
        if number(0...1) == 0 {
            driver = Driver(
                unit: "GB", measurement: some([.charged, .consumed, .pricing]),
                parts: ["zone-*", "world", "region-?"].map { sku in
                    Driver.Part(
                        id: sku, sku: Glob(sku), quantity: Quantity(number(0...500)), unitPrice: amount(some(["0", "0.12", "3"])))
                }, days: some([nil, 30]))
        }
        var parts = [planned("compute", "200", pacing: some([.even, .start, .end]))]
        parts.append(
            PlanComponent(
                id: "egress", name: "Egress", amount: some([nil, amount("70.5")]), driver: driver, origin: nowhere))
        parts.append(number(0...4) == 0 ? ranged("storage", "10", "20.01") : planned("storage", "33.333333333333333"))
        var document = plan(parts, system: system, currency: some([usd, usd, eur, Currency("CHF")]))
        document.phases[0].starts = month.advanced(by: number(-2...1))
        document.phases[0].ends = nil
        if number(0...3) == 0 {
            document.phases[0].components[0].covers = some([.others, .components(["c1", "cdn"])])
        }
        if number(0...2) == 0 {
            document.phases[0].components[0].growth = Growth(
                some([.linear(to: amount("900")), .stepped(by: amount("-7.5"), every: 2)]), starts: document.phases[0].starts,
                months: 5)
        }
        if number(0...2) == 0 {
            document.budgets = [
                PlannedBudget(
                    id: "test-environment", name: "Test", environment: "development",
                    steps: [PlannedBudget.Step(starts: month, ends: nil, amount: Amount(7))])
            ]
        }
        facts.plans.append(document)
    }
    for _ in 0..<number(0...6) {
        let start = month.first.advanced(by: number(-500...40))
        facts.contracts.append(
            contract(
                some(customers), "\(number(1...90000)).37", system: some(systems), start: start,
                end: number(0...1) == 0 ? nil : start.advanced(by: number(0...700))))
    }
    for _ in 0..<number(0...3) {
        facts.revenue.append(
            RevenueEntry(
                month: month, customer: some(customers + ["c4"]), system: some(systems),
                money: Money(money(-90_000_000_000...900_000_000_000_000), some([usd, eur, Currency("JPY")])), origin: nowhere))
    }
    for _ in 0..<number(0...60) {
        var row = UsageDay(
            day: month.first.advanced(by: number(0...27)), metric: some(["reads", "input_tokens", "users"]), kind: .flow,
            quantity: Quantity(money(-1_000_000...900_000_000_000)))
        row.kind = MetricKind.usual(for: row.metric)
        row.system = some(systems + [nil])
        row.customer = some(customers + [nil])
        row.environment = some([nil, "development"])
        facts.usage.append(row)
    }
    let shares = ["c1", "c3"].map { AllocationMethod.Share(customer: $0, weight: Amount(number(0...40))) }
    for _ in 0..<number(0...5) {
        facts.allocation.append(
            rule(
                some(["*", "alpha", "be*"]), some(["*", "compute", "s*", "(no component)"]),
                some([.direct, .even, .shares(shares), .driver(["reads", "tokens"]), .revenue, .cost])))
    }
    facts.settings.budgets = [Budget(id: "all", system: nil, amount: Money(Amount(5), some([usd, eur])))]
    return facts
}
