import Billing
import Testing

@testable import Analysis

/// Volumes, sizes, levers, targets, budgets of usage and unit costs.
@Suite struct ProjectionRowTests {
    private func volume(
        _ metric: String, _ low: Int, _ high: Int? = nil, feature: String? = nil, kind: MetricKind = .flow, isDaily: Bool = false
    ) -> Volume {
        Volume(
            id: feature ?? metric, name: metric, metric: metric, kind: kind, feature: feature, isDaily: isDaily,
            low: Quantity(low),
            high: Quantity(high ?? low), unit: metric)
    }

    @Test func aDailyFlowIsPlannedForTheDocumentsMonthAndALevelForEveryDay() {
        var facts = facts()
        var document = plan([planned("web", "100")])
        document.monthDays = 30
        document.phases[0].volumes = [
            volume("requests", 10, feature: "scoring", isDaily: true), volume("requests", 4, feature: "search", isDaily: true),
            volume("users", 50, kind: .level), volume("devices", 100, 500, kind: .level), volume("reads", 930),
        ]
        facts.plans = [document]
        facts.charges = [charge("100", "web")]
        facts.usage = (1...31).flatMap { day in
            [
                usage("requests", "12", day, feature: "scoring"), usage("users", "60", day, kind: .level),
                usage("devices", day < 31 ? "501" : "470", day, kind: .level),
            ]
        }
        let analysis = analyse(facts)
        #expect(analysis.volumes.map(\.planLow) == [300, 120, 50, 100, 930].map { Quantity($0) })
        #expect(analysis.volumes.map(\.actual) == [Quantity(372), nil, Quantity(60), Quantity(500), nil])
        #expect(analysis.volumes.map(\.variance) == [Quantity(72), nil, Quantity(10), Quantity(0), nil])
        let units = Dictionary(uniqueKeysWithValues: analysis.units.map { ($0.metric, $0) })
        #expect(units["requests"]?.planQuantity == Quantity(420))
        #expect(units["1k_requests"]?.planQuantity == Quantity(amount("0.42")))
        #expect(units["1k_requests"]?.actualUnitCost == Amount(100).divided(by: amount("0.372")))
        #expect(units["users"]?.planUnitCost == Amount(2))
        #expect(units["devices"]?.planQuantity == nil)
    }

    @Test func inAnOpenMonthAFlowIsPlannedForTheCompleteDays() {
        var facts = facts(complete: 10)
        var document = plan([planned("web", "310")])
        document.phases[0].volumes = [volume("requests", 7, isDaily: true), volume("users", 50, kind: .level)]
        facts.plans = [document]
        facts.charges = [charge("100", "web", days: 31)]
        facts.usage = [usage("requests", "5", 3), usage("requests", "900", 11)]
        let rows = analyse(facts).volumes
        #expect(rows.map(\.planLow) == [Quantity(70), Quantity(50)])
        #expect(rows.map(\.actual) == [Quantity(5), nil])
    }

    @Test func tokensAreAddedUpAndCountedByTheThousandAndTheMillion() {
        var facts = facts()
        facts.plans = [
            plan([planned("api", "60", driver: driven(Quantity(2_000_000), "tokens", at: amount("0.00003"), .usage(["tokens"])))])
        ]
        facts.charges = [charge("45", "api")]
        facts.usage = [usage("input_tokens", "1000000", 1), usage("output_tokens", "500000", 2)]
        let units = Dictionary(uniqueKeysWithValues: analyse(facts).units.map { ($0.metric, $0) })
        #expect(units["tokens"]?.actualQuantity == Quantity(1_500_000))
        #expect(units["1k_tokens"]?.actualUnitCost == amount("0.03"))
        #expect(units["1m_tokens"]?.actualUnitCost == Amount(30))
        #expect(units["1m_tokens"]?.planUnitCost == Amount(30))
    }

    @Test func theSizeIsAveragedAndForcesATier() throws {
        var facts = facts()
        func tier(_ id: String, _ organisations: Int?, _ transactions: Int?, _ cost: Int?) -> Tier {
            Tier(
                id: id, name: id,
                bounds: [
                    Tier.Bounds(metric: "organisations", low: nil, high: organisations.map { Amount($0) }),
                    Tier.Bounds(metric: "transactions", low: nil, high: transactions.map { Amount($0) }),
                ], cost: cost.map { Amount($0) }, isRecommended: id != "development",
                capacities: [Tier.Capacity(output: "vcpu", quantity: Amount(4))], section: nil, origin: nowhere)
        }
        var document = plan([planned("platform", "2000")])
        document.tiers = [
            tier("development", 1, 100, 150), tier("small", 10, 10_000, 626), tier("medium", 100, 100_000, 4_629),
            tier("large", nil, nil, nil),
        ]
        document.sizing = [
            SizingOutput(
                id: "vcpu", name: "vCPU", unit: "vCPU",
                formula: .greatest([.number(Amount(4)), .ratio(.figure("organisations"), .number(Amount(2)))]),
                section: nil)
        ]
        document.phases[0].tier = "small"
        facts.plans = [document]
        facts.charges = [charge("1", "platform")]
        facts.usage = [
            usage("organisations", "9", 1, kind: .level), usage("organisations", "11", 2, kind: .level),
            usage("transactions", "4000", 1), usage("transactions", "18000", 2),
        ]
        let row = try #require(analyse(facts).tiers.first)
        // Ten organisations on average are small; 11,000 transactions a day are not.
        #expect(row.tier == "medium")
        #expect(row.forcedBy == ["transactions"])
        #expect(row.cost == Amount(4_629))
        #expect(row.plannedTier == "small")
        #expect(row.inputs.map(\.actual) == [Amount(10), Amount(11_000)])
        #expect(row.capacities.map(\.needed) == [Amount(5)])
        #expect(row.capacities.map(\.offered) == [Amount(4)])
    }

    private func lever(_ id: String, _ percent: Int?, cost: Int = 0, adopted: Month? = nil, metric: String? = nil) -> Lever {
        Lever(
            id: id, name: id, components: ["egress"], metric: metric, low: percent.map { Amount($0) },
            high: percent.map { Amount($0 + 10) }, cost: Amount(cost), isAssumed: false, adopted: adopted, section: nil)
    }

    @Test func aLeverIsComputedOnTheLastCompleteMonth() {
        var document = plan([planned("egress", "100")])
        document.levers = [lever("cdn", 30, cost: 10), lever("rightsizing", nil), lever("cache", 40, metric: "tokens")]
        var facts = facts()
        facts.plans = [document]
        facts.charges = [charge("150", "egress"), charge("999", "web"), charge("50", "egress", environment: "development")]
        facts.earlierCharges = [[charge("200", "egress")], []]
        facts.usage = [usage("input_tokens", "1000", 1)]
        let complete = analyse(facts).levers
        #expect(complete.map(\.baseMonth) == [october, october, october])
        #expect(complete.map(\.base) == [Amount(150), Amount(150), Amount(150)])
        #expect(complete.map(\.savingLow) == [Amount(35), nil, Amount(60)])
        #expect(complete.map(\.savingHigh) == [Amount(50), nil, Amount(75)])
        #expect(complete.map(\.usageLow) == [nil, nil, Quantity(400)])
        facts.progress = facts.progress.map { source in
            SourceProgress(source: source.source, system: source.system, completeThrough: day(20))
        }
        let open = analyse(facts).levers
        #expect(open.map(\.baseMonth) == Array(repeating: october.advanced(by: -1), count: 3))
        #expect(open.map(\.base) == [Amount(200), Amount(200), Amount(200)])
    }

    @Test func anAdoptedLeverSavedOrNot() {
        var document = plan([planned("egress", "100")])
        document.levers = [
            lever("now", 30, adopted: october), lever("later", 30, adopted: october.advanced(by: 1)), lever("never", 30),
        ]
        var facts = facts()
        facts.plans = [document]
        facts.charges = [charge("150", "egress")]
        facts.earlierCharges = [[charge("200", "egress")]]
        #expect(analyse(facts).levers.map(\.saved) == [Amount(50), nil, nil])
    }

    @Test func aTargetIsMetMissedOrNotMeasured() {
        func target(_ metric: String, _ bound: Int, isUpper: Bool, tier: String? = nil) -> ServiceTarget {
            ServiceTarget(
                id: metric + (tier ?? ""), name: metric, metric: metric, bound: Amount(bound), isUpper: isUpper, unit: "ms",
                tier: tier,
                section: nil)
        }
        var document = plan([planned("web", "1")])
        document.phases[0].tier = "small"
        document.targets = [
            target("latency", 200, isUpper: true), target("hits", 80, isUpper: false), target("errors", 1, isUpper: true),
            target("latency", 100, isUpper: true, tier: "large"), target("latency", 150, isUpper: true, tier: "small"),
        ]
        var facts = facts()
        facts.plans = [document]
        facts.usage = [
            usage("latency", "180", 1, kind: .level), usage("latency", "220", 2, kind: .level),
            usage("hits", "79", 1, kind: .level),
        ]
        let rows = analyse(facts).targets
        #expect(rows.map(\.target) == ["latency", "hits", "errors", "latencysmall"])
        #expect(rows.map(\.state) == [.met, .missed, .notMeasured, .missed])
        // A promise is no unit that bears cost.
        #expect(analyse(facts).units.allSatisfy { $0.actualUnitCost == nil })
    }

    @Test func aBudgetOfUsageByTheDayHasARowForEachDayWithUsage() {
        var document = plan([planned("web", "1")])
        document.budgets = [
            PlannedBudget(
                id: "tokens", name: "Tokens", environment: "staging", metrics: ["tokens"], unit: "tokens", period: .day,
                thresholds: [100], steps: [PlannedBudget.Step(starts: october, ends: nil, amount: Amount(1_000))])
        ]
        var facts = facts()
        facts.plans = [document]
        facts.usage = [
            usage("input_tokens", "600", 3, environment: "staging"), usage("output_tokens", "500", 3, environment: "staging"),
            usage("input_tokens", "9000", 3), usage("input_tokens", "999", 4, environment: "staging"),
        ]
        let rows = analyse(facts).budgets.filter { $0.budget == "tokens" }
        #expect(rows.map(\.period) == ["2026-10-03", "2026-10-04"])
        #expect(rows.map(\.actual) == [Amount(1_100), Amount(999)])
        #expect(rows.map(\.reached) == [100, nil])
        #expect(rows.allSatisfy { !$0.isMoney && $0.unit == "tokens" })
        #expect(analyse(facts).alerts.map(\.period) == ["2026-10-03"])
    }

    @Test func aStatedBudgetIsTheBudgetWhileItIsInForce() {
        var document = plan([planned("web", "100")])
        document.budgets = [
            PlannedBudget(
                id: "s", name: "Programme",
                steps: [PlannedBudget.Step(starts: october, ends: october, amount: Amount(60))])
        ]
        var facts = facts()
        facts.plans = [document]
        #expect(analyse(facts).budgets.map(\.amount) == [Amount(60)])
        facts.month = october.advanced(by: 1)
        #expect(analyse(facts).budgets.map(\.amount) == [Amount(100)])
        facts.settings.budgets = [Budget(id: "s", system: "s", amount: Money(Amount(70), usd))]
        facts.month = october
        #expect(analyse(facts).budgets.map(\.amount) == [Amount(70)])
    }

    private func budget(
        _ id: String, _ amount: Int, environment: String? = nil, metrics: [String] = [], unit: String = "",
        period: BudgetPeriod = .month
    ) -> PlannedBudget {
        PlannedBudget(
            id: id, name: id, environment: environment, metrics: metrics, unit: unit, period: period, thresholds: [100],
            steps: [PlannedBudget.Step(starts: Month(year: 2026, month: 1), ends: nil, amount: Amount(amount))])
    }

    @Test func aChargeOverSeveralDaysFallsToEachOfThemAndOneOfAnotherMonthToNone() {
        var document = plan([planned("web", "1")])
        document.budgets = [budget("day", 10, period: .day)]
        var facts = facts()
        facts.plans = [document]
        facts.charges = [charge("31", "web", days: 31), charge("12", "web", from: -5), charge("5", "web", from: 3)]
        let rows = analyse(facts).budgets.filter { $0.budget == "day" }
        #expect(rows.count == 31)
        #expect(rows.first?.period == "2026-10-01")
        #expect(rows.map(\.actual).reduce(.zero, +) == Amount(36))
        #expect(rows[2].actual == Amount(6))
    }

    @Test func aDayThatWasOverWhenItsBudgetWasFirstJudgedAlarmsNobody() {
        var document = plan([planned("web", "1")])
        document.budgets = [budget("day", 1, period: .day)]
        var facts = facts()
        facts.today = day(3)
        facts.plans = [document]
        facts.silencedBudgets = ["day"]
        facts.charges = (1...3).map { charge("5", "web", from: $0) }
        let analysis = analyse(facts)
        #expect(analysis.budgets.filter { $0.budget == "day" }.map(\.isBackfill) == [true, true, false])
        #expect(analysis.alerts.filter { $0.budget == "day" }.map(\.period) == ["2026-10-03"])
    }

    @Test func aBudgetOfProductionCountsWhatNamesNoEnvironment() {
        var document = plan([planned("web", "1")])
        document.budgets = [budget("live", 10, environment: "production")]
        var facts = facts()
        facts.plans = [document]
        facts.charges = [charge("7", "web"), charge("2", "web", environment: "prod"), charge("4", "web", environment: "test")]
        #expect(analyse(facts).budgets.first { $0.budget == "live" }?.actual == Amount(9))
    }

    @Test func aStatedBudgetIsInThePlansRate() {
        var document = plan([planned("web", "1")], currency: eur, rate: amount("1.1"))
        document.budgets = [budget("live", 10)]
        var facts = facts()
        facts.plans = [document]
        #expect(analyse(facts).budgets.map(\.amount) == [Amount(11), amount("1.1")])
    }

    @Test func aQuantityInAnotherUnitIsConvertedOrDoesNotCount() {
        var document = plan([planned("web", "1")])
        document.phases[0].volumes = [
            Volume(id: "v", name: "v", metric: "stored", kind: .level, low: Quantity(10), high: Quantity(10), unit: "GB")
        ]
        document.targets = [
            ServiceTarget(
                id: "t", name: "t", metric: "latency", bound: Amount(500), isUpper: true, unit: "ms", tier: nil, section: nil)
        ]
        document.budgets = [budget("stored", 20, metrics: ["stored"], unit: "GB")]
        func stored(_ quantity: String, _ unit: String, metric: String = "stored") -> UsageDay {
            var row = usage(metric, quantity, 1, kind: .level)
            row.unit = unit
            return row
        }
        var facts = facts()
        facts.plans = [document]
        facts.usage = [stored("1", "GiB"), stored("5000", "MB"), stored("2", "s", metric: "latency")]
        let analysis = analyse(facts)
        #expect(analysis.volumes.map(\.actual) == [Quantity(amount("1.073741824"))])
        #expect(analysis.targets.map(\.state) == [.notMeasured])
        #expect(analysis.budgets.first { $0.budget == "stored" }?.actual == amount("1.073741824"))
    }

    @Test func usageThatNamesNoSystemCountsOnlyWhereThereIsOne() {
        var facts = facts()
        let driver = driven(Quantity(100), "tokens", at: Amount(1), .usage(["tokens"]))
        facts.plans = [plan([planned("api", "100", driver: driver)])]
        facts.charges = [charge("60", "api")]
        facts.usage = [UsageDay(day: day(1), metric: "input_tokens", kind: .flow, quantity: Quantity(70))]
        #expect(analyse(facts).items.map(\.actualQuantity) == [Quantity(70)])
        facts.plans.append(plan([planned("api", "100", driver: driver)], system: "t"))
        facts.charges.append(charge("60", "api", system: "t"))
        #expect(analyse(facts).items.map(\.actualQuantity) == [nil, nil])
    }

    @Test func namesThatWouldStandTwiceStandOnce() {
        var facts = facts()
        let parts = [Driver.Part(id: "B", sku: Glob("A"), quantity: Quantity(1), unitPrice: Amount(1))]
        facts.plans = [plan([planned("api", "9", driver: Driver(unit: "GB", measurement: .charged, parts: parts))])]
        facts.contracts = [contract("customer-1", "12")]
        facts.charges = ["(rest)", "A", "B"].map { sku in
            var charge = charge("3", "api")
            charge.sku = sku
            charge.consumed = Quantity(1)
            charge.consumedUnit = "GB"
            return charge
        }
        facts.usage = [
            usage("customers", "4", 1, kind: .level), usage("requests", "5000", 1), usage("1k_requests", "5", 1),
            usage("tokens", "9", 1),
        ]
        let analysis = analyse(facts)
        #expect(Set(analysis.units.map(\.metric)).count == analysis.units.count)
        #expect(analysis.units.first { $0.metric == "customers" }?.actualQuantity == Quantity(1))
        #expect(analysis.units.first { $0.metric == "tokens" }?.actualQuantity == Quantity(9))
        #expect(Set(analysis.items.map(\.item)).count == analysis.items.count)
    }

    @Test func partsWhoseQuantityNothingTellsAreSpending() {
        var facts = facts()
        let parts = ["A", "B"].map { Driver.Part(id: $0, sku: Glob($0), quantity: Quantity(50), unitPrice: Amount(1)) }
        facts.plans = [plan([planned("api", "100", driver: Driver(unit: "GB", measurement: .charged, parts: parts))])]
        var hours = charge("28", "api")
        hours.sku = "A"
        hours.consumed = Quantity(7)
        hours.consumedUnit = "Hours"
        facts.charges = [hours]
        let row = analyse(facts).components[0]
        #expect(row.variance == Amount(-72))
        #expect(row.parts?.spending == Amount(-72))
        #expect(row.flexiblePlan == nil)
    }

    @Test func aLeverLowersWhatItsComponentCovers() {
        var platform = planned("platform", "100")
        platform.covers = .others
        var document = plan([platform])
        document.levers = [
            Lever(
                id: "l", name: "l", components: ["platform"], metric: nil, low: Amount(10), high: Amount(10), cost: .zero,
                isAssumed: false, adopted: nil, section: nil)
        ]
        var facts = facts()
        facts.plans = [document]
        facts.charges = [charge("40", "web"), charge("60", "database")]
        #expect(analyse(facts).levers.map(\.base) == [Amount(100)])
    }

    @Test func whatASheetLeavesBlankIsUnknownNotZero() {
        var document = plan([planned("web", "10")])
        document.phases[0].unknown = ["database"]
        var facts = facts()
        facts.plans = [document]
        facts.charges = [charge("9", "web"), charge("28", "database")]
        let analysis = analyse(facts)
        #expect(analysis.component("database")?.plan == nil)
        #expect(analysis.component("database")?.actual == Amount(28))
        #expect(analysis.component("database")?.variance == nil)
        #expect(analysis.system()?.variance == nil)
    }

    @Test func aVolumeOfTheWholeHasItsFeaturesInIt() {
        var document = plan([planned("web", "1")])
        document.phases[0].volumes = [
            volume("requests", 9), volume("requests", 3, feature: "a"), volume("requests", 6, feature: "b"),
        ]
        var facts = facts()
        facts.plans = [document]
        #expect(analyse(facts).units.first { $0.metric == "requests" }?.planQuantity == Quantity(9))
    }
}
