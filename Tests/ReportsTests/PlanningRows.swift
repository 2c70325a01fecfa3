import Billing
import Reports

@testable import Analysis

/// The fixture's month with everything that plans project and usage costs: volumes, a tier, levers, targets, tokens, findings,
/// figures, budgets by the day and in units, and an environment with a budget of its own.
enum PlanningRows {
    static let e = "capacity-assessment"
    static let d = "energy-platform"
    static let document = "004_capacity-assessment"

    static func report(_ analysis: MonthAnalysis = analysis()) -> Report {
        Report(analysis: analysis, context: Fixture.context())
    }

    static func analysis() -> MonthAnalysis {
        var analysis = Fixture.analysis()
        addUse(to: &analysis)
        addDocument(to: &analysis)
        addBudgets(to: &analysis)
        analysis.journal = [
            JournalMonth(
                system: e, component: "network-egress", customer: nil, environment: nil,
                money: Money(Fixture.amount("12.5"), Currency("USD")), kind: .accrual, note: "not billed yet")
        ]
        analysis.invoices = [
            InvoiceMonth(
                invoice: "INV-1", currency: Currency("USD"), invoiced: Amount(31), billed: Fixture.amount("31.02"), lines: 3,
                state: .differs)
        ]
        analysis.bridges = [
            CostBridge(
                provider: "AWS", currency: Currency("USD"), billed: Amount(1_000), purchases: Amount(-800),
                amortised: Fixture.amount("61.5"), unused: Fixture.amount("4.25"), other: .zero)
        ]
        analysis.unusualDays = [
            UnusualDay(
                system: e, component: "network-egress", day: Fixture.month.first.advanced(by: 9), actual: Amount(44),
                expected: Amount(8), low: Amount(5), high: Amount(11), score: Amount(12), service: "Egress",
                subaccount: "acct-7", explained: Fixture.amount("35.5"))
        ]
        analysis.quarters = [
            QuarterLanding(
                quarter: "2026-Q4", system: e, currency: Currency("USD"), months: 3, actual: Fixture.amount("464"),
                landing: Fixture.amount("1324.5"), low: Fixture.amount("1238"), high: Fixture.amount("1411"),
                planLow: Fixture.amount("1290"), planHigh: Fixture.amount("1290"), rest: .plan),
            QuarterLanding(
                quarter: "2026-Q4", system: d, currency: Currency("USD"), months: 2, actual: Fixture.amount("4400"),
                landing: Fixture.amount("14400"), low: Fixture.amount("13100"), high: Fixture.amount("15700"),
                planLow: Fixture.amount("12000"), planHigh: Fixture.amount("14000"), rest: .runRate),
        ]
        analysis.adjustments = [
            Adjustment(
                closedMonth: Fixture.month.advanced(by: -1), bookedMonth: Fixture.month, system: e, component: "network-egress",
                customer: nil, money: Money(Fixture.amount("2.5"), Currency("USD")), cause: "restated by exports/aws/09.csv",
                sequence: 7)
        ]
        var part = analysis.plan[3]
        part.item = "egress-eu"
        part.kind = "part"
        part.behaviour = "variable"
        analysis.plan.append(part)
        let staging = beside("staging", "61.5", charged: "63.25")
        analysis.components.append(staging)
        analysis.systems[0].beside = staging.actual
        analysis.components[3].parts?.monthLength = Fixture.amount("4.8")
        analysis.components[3].flexiblePlan = Amount(150)
        analysis.items[0].parts.monthLength = Fixture.amount("4.8")
        var rest = Fixture.egressItem()
        rest.item = "(rest)"
        rest.planQuantity = nil
        rest.actualQuantity = nil
        analysis.items.append(rest)
        addUnitEconomics(to: &analysis)
        return analysis
    }

    /// Customers by component and month, the year to date against two versions of the plan, and how far off landings were.
    static func addUnitEconomics(to analysis: inout MonthAnalysis) {
        for at in analysis.customers.indices { analysis.customers[at].marginFloorPercent = Fixture.amount("94") }
        analysis.costToServe = costToServeRows(analysis)
        for row in analysis.customers {
            for back in [1, 0] {
                let past = PastMonth.Customer(
                    system: e, customer: row.customer, revenue: row.revenue, cost: back == 1 ? Fixture.amount("140.5") : row.cost)
                analysis.customerHistory.append(
                    CustomerHistoryMonth(
                        past, name: row.name, currency: row.currency, month: Fixture.month.advanced(by: -back),
                        state: back == 1 ? .closed : .final, completeDays: 31 - back))
            }
        }
        for system in [nil, e, d] {
            for back in [1, 0] {
                let of = analysis.systems.filter { system == nil || $0.system == system }
                let spent = back == 0 ? of.compactMap(\.actual).reduce(.zero, +) : Amount(of.count * 400)
                analysis.systemHistory.append(
                    SystemHistoryMonth(
                        system: system, currency: Fixture.dollars, month: Fixture.month.advanced(by: -back),
                        state: back == 1 ? .closed : .open, completeDays: back == 1 ? 30 : 19, cost: spent,
                        revenue: system == d ? nil : Amount(9_000), costOfRevenue: system == d ? nil : Amount(450),
                        grossMarginPercent: system == d ? nil : Amount(95), customers: system == d ? nil : 3))
            }
        }
        for (component, actual, plan, original) in [("cloud-run", "430", "400", "390"), (nil, "894", "860", "850")] {
            var row = YearToDate(
                system: e, component: component, name: component ?? "Capacity assessment", currency: Fixture.dollars,
                fiscalYear: "2026", firstMonth: Fixture.month.advanced(by: -1), months: 2, monthsOfYear: 10,
                actual: Fixture.amount(actual))
            row.inForce = compared(row.actual, .exact(Fixture.amount(plan)))
            row.original = compared(row.actual, .exact(Fixture.amount(original)))
            analysis.yearToDate.append(row)
        }
        analysis.landingAccuracy = [
            LandingAccuracy(
                system: d, day: 10, months: 3, currency: Fixture.dollars, meanError: Fixture.amount("71.25"),
                errorPercent: Fixture.amount("1.5"))
        ]
        for (at, landing) in zip(6...10, [3_000, 2_600, 780, 640, 400]) { analysis.components[at].landing = Amount(landing) }
        (analysis.components[6].landingLow, analysis.components[6].landingHigh) = (Amount(2_900), Amount(3_150))
        (analysis.systems[1].landingLow, analysis.systems[1].landingHigh) = (Amount(7_250), Amount(7_600))
    }

    private static func beside(_ id: String, _ actual: String, charged: String) -> ComponentMonth {
        var row = Fixture.component(e, id, plan: nil, actual: actual, charged: charged)
        row.parts = nil
        row.isBeside = true
        return row
    }

    private static func addUse(to analysis: inout MonthAnalysis) {
        analysis.volumes = [
            VolumeMonth(
                system: e,
                Volume(
                    id: "reads", name: "Reads", metric: "reads", kind: .flow, low: Quantity(1), high: Quantity(1),
                    unit: "operations"),
                planLow: Quantity(620_000), planHigh: Quantity(620_000), actual: Quantity(617_899)),
            VolumeMonth(
                system: e,
                Volume(
                    id: "peak", name: "Requests a second", metric: "peak", kind: .peak, feature: "api", low: Quantity(95),
                    high: Quantity(125), unit: "requests/second", section: "Part 2"),
                planLow: Quantity(95), planHigh: Quantity(125), actual: nil),
        ]
        analysis.tiers = [
            TierMonth(
                system: e, tier: "medium", name: "Medium", cost: Amount(4629), currency: Fixture.dollars,
                forcedBy: ["organisations"],
                plannedTier: "small",
                inputs: [
                    TierMonth.Input(metric: "organisations", actual: Fixture.amount("74.935483870967742"), planned: Amount(80)),
                    TierMonth.Input(metric: "users", actual: nil, planned: nil),
                ],
                capacities: [
                    TierMonth.Capacity(output: "vcpu", name: "vCPU in all", unit: "vCPU", needed: Amount(12), offered: Amount(4)),
                    TierMonth.Capacity(output: "ram", name: "RAM in all", unit: "GB", needed: Amount(80), offered: nil),
                ])
        ]
        func token(_ metric: String, _ quantity: Int, component: String?) -> TokenMonth {
            TokenMonth(
                system: e, component: component, customer: component == nil ? nil : "customer-1", model: "model-a",
                metric: metric,
                environment: "production", quantity: Quantity(quantity))
        }
        var priced = token("input_tokens", 59_374_325, component: "cloud-run")
        priced.unitPrice = Fixture.amount("0.000015")
        priced.pricedCost = Fixture.amount("890.614875")
        priced.unpricedQuantity = .zero
        analysis.tokens = [priced, token("output_tokens", 1_200, component: nil)]
        analysis.priced = [
            PricedMonth(
                system: e, component: "cloud-run", priced: Fixture.amount("890.614875"), billed: Fixture.amount("900.25"),
                unpricedQuantity: Quantity(1_200))
        ]
        analysis.usagePrices = [
            UsagePrice(
                model: "model-a", metric: "input_tokens", starts: Fixture.month.first, ends: Fixture.month.end.advanced(by: -1),
                unitPrice: Fixture.amount("0.000015"))
        ]
    }

    private static func addDocument(to analysis: inout MonthAnalysis) {
        func lever(_ id: String, _ low: Int?, _ high: Int?, assumed: Bool = false, adopted: Month? = nil) -> LeverMonth {
            let lever = Lever(
                id: id, name: "Lever " + id, components: assumed ? [] : ["network-egress"], metric: "tokens",
                low: low.map { Amount($0) },
                high: high.map { Amount($0) }, cost: Amount(10), isAssumed: assumed, adopted: adopted, section: "Part 6")
            return LeverMonth(system: e, lever, baseMonth: Fixture.month, currency: Fixture.dollars, cost: lever.cost)
        }
        var cdn = lever("cdn", 30, 40, adopted: Month(year: 2026, month: 9))
        (cdn.base, cdn.savingLow, cdn.savingHigh, cdn.saved) = (Amount(150), Amount(35), Amount(50), Fixture.amount("-2.5"))
        (cdn.usageLow, cdn.usageHigh) = (Quantity(3000), Quantity(4000))
        analysis.levers = [cdn, lever("tuning", nil, nil, assumed: true)]
        func target(_ id: String, _ bound: Int, isUpper: Bool, measured: String?) -> TargetMonth {
            let target = ServiceTarget(
                id: id, name: "Target " + id, metric: id, bound: Amount(bound), isUpper: isUpper, unit: "ms", tier: nil,
                section: "Part 5")
            return TargetMonth(system: e, target, measured: measured.map(Fixture.amount))
        }
        analysis.targets = [
            target("latency", 2000, isUpper: true, measured: "1262.290322580645161"),
            target("throughput", 1000, isUpper: false, measured: "984"), target("recovery", 24, isUpper: true, measured: nil),
        ]
        analysis.figures = [
            figure("total", "Total", value: "440", isApproximate: true),
            figure("indexes", "Indexes", low: "40", high: "50", unit: "indexes"),
            figure("share", "Share", value: "4.128", unit: "%", isStated: false),
            figure("budget.reads-a-day", "Reads a day", value: "50000000", unit: "operations"),
        ]
        analysis.findings = [
            finding("total", "Total", "440", "430", unit: "USD"),
            finding("indexes.low", "Indexes", "40", "32.115740740740741", unit: "indexes"),
            finding("cost", "Cost", nil, "0.005740740740741", unit: ""),
        ]
    }

    static func figure(
        _ id: String, _ name: String, value: String? = nil, low: String? = nil, high: String? = nil, unit: String = "USD",
        isApproximate: Bool = false, isStated: Bool = true
    ) -> DocumentFigure {
        DocumentFigure(
            system: e, document: document, figure: id, name: name, value: value.map(Fixture.amount), low: low.map(Fixture.amount),
            high: high.map(Fixture.amount), unit: unit, isApproximate: isApproximate, isStated: isStated, section: "Part 3",
            line: 7)
    }

    static func finding(_ item: String, _ name: String, _ stated: String?, _ computed: String?, unit: String) -> PlanFinding {
        PlanFinding(
            system: e, document: document, item: item, name: name, section: "Part 3", stated: stated.map(Fixture.amount),
            computed: computed.map(Fixture.amount), unit: unit, note: "Parts 1 + 2 = 3")
    }

    private static func addBudgets(to analysis: inout MonthAnalysis) {
        for (day, reads) in [
            ("2026-10-01", 20_000_000), ("2026-10-02", 61_000_000), ("2026-10-03", 61_000_000), ("2026-10-04", 50_000_000),
        ] {
            analysis.budgets.append(
                Fixture.budget(
                    "reads-a-day", of: e, period: day, unit: "operations", amount: Amount(50_000_000),
                    actual: Amount(reads)))
        }
        analysis.budgets.append(
            Fixture.budget("tokens", of: nil, unit: "tokens", amount: Amount(1_000_000), actual: Amount(250_000)))
    }
}
