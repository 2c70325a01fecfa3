import Billing
import Testing

@testable import Analysis

/// Budgets of customers, services, accounts and tags, and over several months.
@Suite struct LongBudgetTests {
    private func budget(_ id: String, _ period: BudgetPeriod = .month, _ set: (inout BudgetScope) -> Void = { _ in }) -> Budget {
        var budget = Budget(id: id, system: nil, amount: Money(Amount(100), usd))
        budget.period = period
        set(&budget.scope)
        return budget
    }

    /// A budget of each scope that random facts have, for a period.
    private func scopes(_ period: BudgetPeriod) -> [Budget] {
        [
            budget("whole", period),
            budget("of system", period) { $0.system = "alpha" },
            budget("of component", period) { $0.component = "compute" },
            budget("of customer", period) { $0.customer = "c1" },
            budget("of environment", period) { $0.environment = "development" },
            budget("of service", period) { $0.service = Glob("St*") },
            budget("of account", period) { $0.account = Glob("a") },
        ]
    }

    @Test func aQuarterIsTheSumOfItsMonthsExactly() {
        for seed in UInt64(1)...20 {
            var sums: [String: Amount] = [:]
            var last = randomFacts(seed * 3)
            for part in 0..<3 {
                var facts = randomFacts(seed * 3 + UInt64(part))
                facts.settings.budgets = scopes(.month)
                for row in analyse(facts).budgets where row.periodKind == .month {
                    sums[row.budget, default: .zero] += row.actual
                }
                facts.settings.budgets = scopes(.quarter)
                let long = budgetsInForce(facts).filter(\.budget.period.isLong)
                #expect(long.map(\.budget.id) == facts.settings.budgets.map(\.id))
                if part == 2 {
                    facts.carried = last.carried
                    last = facts
                } else {
                    last.carried.merge(budgetCounts(long, in: facts), uniquingKeysWith: +)
                }
            }
            let rows = analyse(last).budgets.filter { $0.periodKind == .quarter }
            #expect(rows.count == 7)
            for row in rows { #expect(row.actual == sums[row.budget], "seed \(seed), \(row.budget)") }
        }
    }

    /// Where every customer has a budget, and nothing is left over: their forecasts add up to that of the system, which no plan paces.
    @Test func theForecastsOfCustomersAddUpToThatOfWhatTheyShare() throws {
        let month = Month(year: 2026, month: 10)
        func charge(_ day: Int, _ cost: Int, _ component: String, _ customer: String?) -> MonthCharge {
            let start = month.first.advanced(by: day)
            return MonthCharge(
                source: "aws", assignment: Assignment(system: "s", component: component, customer: customer, environment: nil),
                category: .usage, currency: usd, period: Period(start: start, end: start.advanced(by: 1)), cost: Amount(cost),
                billed: Amount(cost))
        }
        var facts = MonthFacts(month: month, today: month.first.advanced(by: 16))
        facts.progress = [SourceProgress(source: "aws", system: "s", completeThrough: month.first.advanced(by: 13))]
        facts.charges = (0..<14).flatMap { day in
            [charge(day, 10, "servers", nil), charge(day, 4, "disks", nil), charge(day, 3, "servers", "ada")]
        }
        facts.allocation = [
            AllocationRule(
                system: Glob("s"), component: Glob("*"),
                method: .shares([
                    AllocationMethod.Share(customer: "ada", weight: Amount(25)),
                    AllocationMethod.Share(customer: "bob", weight: Amount(75)),
                ]), origin: Origin(file: "allocation.csv"))
        ]
        facts.settings.budgets =
            [budget("whole") { $0.system = "s" }] + ["ada", "bob"].map { id in budget(id) { $0.customer = id } }
        let rows = analyse(facts).budgets
        let forecasts = try rows.map { try #require($0.forecast, "\($0.budget)") }
        #expect((forecasts[1] + forecasts[2]).rounded(to: 9) == forecasts[0].rounded(to: 9))
        // Of 31 days at 3 alone.
        #expect((forecasts[1] - forecasts[2].scaled(by: 1, over: 3)).rounded(to: 6) == Amount(93))
        #expect(rows.allSatisfy { $0.completeDays == 14 && $0.forecastLow ?? .zero <= $0.forecast ?? .zero })
    }

    @Test func aCustomersBudgetIsItsCostInTheReport() {
        for seed in UInt64(1)...30 {
            var facts = randomFacts(seed)
            facts.settings.budgets = ["c1", "c2", "c3"].flatMap { customer in
                [nil, "alpha"].map { system in
                    budget("\(customer) \(system ?? "")") {
                        $0.customer = customer
                        $0.system = system
                    }
                }
            }
            let analysis = analyse(facts)
            for customer in ["c1", "c2", "c3"] {
                let rows = analysis.customers.filter { $0.customer == customer }
                let all = analysis.budgets.first { $0.budget == "\(customer) " }?.actual
                #expect(all == rows.reduce(.zero) { $0 + $1.cost }, "seed \(seed)")
                let own = analysis.budgets.first { $0.budget == "\(customer) alpha" }?.actual
                #expect(own == rows.filter { $0.system == "alpha" }.reduce(.zero) { $0 + $1.cost }, "seed \(seed)")
            }
        }
    }

    @Test func servicesAccountsAndTagsAreToldApart() {
        var facts = facts()
        var tagged = charge("7", "c", account: "b2")
        tagged.serviceName = "Compute"
        tagged.subaccount = "team-1"
        tagged.tags = ["team": "search"]
        facts.charges = [charge("3", "c"), tagged]
        facts.settings.budgets = [
            budget("service") { $0.service = Glob("Comp*") }, budget("account") { $0.account = Glob("team-?") },
            budget("billing") { $0.account = Glob("a") },
            budget("tag") { $0.tag = BudgetScope.Tag(key: "team", value: Glob("s*")) },
            budget("other") { $0.tag = BudgetScope.Tag(key: "team", value: Glob("x")) },
        ]
        #expect(analyse(facts).budgets.map(\.actual) == [Amount(7), Amount(7), Amount(3), Amount(7), Amount(0)])
    }

    @Test func aPeriodSpeaksInItsNewestMonthOnly() {
        var facts = facts()
        facts.charges = [charge("90", "c")]
        facts.settings.budgets = [budget("q", .quarter), budget("y", .year), budget("m")]
        facts.settings.fiscalYearStart = 11
        #expect(analyse(facts).budgets.map(\.period) == ["2026-Q4", "2026", "2026-10"])
        #expect(Set(analyse(facts).alerts.map(\.budget)) == ["q", "y", "m"])
        facts.nextMonth = november
        // The fiscal year ends with October.
        #expect(Set(analyse(facts).alerts.map(\.budget)) == ["q", "y", "m"])
        facts.settings.fiscalYearStart = 1
        #expect(Set(analyse(facts).alerts.map(\.budget)) == ["m"])
    }

    @Test func aThresholdOfAnEarlierMonthIsNotRaisedAgain() {
        var facts = facts(month: november)
        facts.carried = ["q": Amount(60)]
        facts.settings.budgets = [budget("q", .quarter)]
        facts.memory = [AlertMemory(budget: "q", period: "2026-Q4", threshold: 50, isSaid: true)]
        #expect(analyse(facts).alerts.isEmpty)
        facts.carried = ["q": Amount(85)]
        #expect(analyse(facts).alerts.map(\.threshold) == [80])
    }

    @Test func beforeItsFirstDayABudgetIsSilent() {
        var facts = facts()
        facts.charges = [charge("90", "c")]
        facts.settings.budgets = [budget("m")]
        facts.settings.budgets[0].silentUntil = facts.today.advanced(by: 1)
        #expect(analyse(facts).alerts.isEmpty)
        #expect(analyse(facts).budgets[0].state == "would have raised 80 %")
        facts.settings.budgets[0].silentUntil = facts.today
        #expect(analyse(facts).alerts.map(\.threshold) == [50, 80])
        #expect(analyse(facts).budgets[0].state == "at 80 %")
    }

    @Test func aChangeOfAClosedMonthCountsInThePeriodThatBearsItAndInNoMonth() {
        var facts = facts(month: november)
        facts.adjustments = [("s", "c", "5"), ("s", ReservedComponent.tax, "70"), ("t", "c", "9")].map {
            system, component, cost in
            Adjustment(
                closedMonth: october, bookedMonth: november, system: system, component: component, customer: nil,
                money: Money(amount(cost), usd), cause: "bill", sequence: 1)
        }
        facts.settings.budgets = [budget("month"), budget("all", .quarter), budget("s", .quarter) { $0.system = "s" }]
        #expect(analyse(facts).budgets.map(\.actual) == [Amount(0), Amount(14), Amount(5)])
    }

    @Test func aLevelOfUsageIsAveragedOverThePeriod() {
        var facts = facts(month: november)
        facts.carriedUsage = [[usage("users", "10", 1, kind: .level), usage("users", "20", 2, kind: .level)]]
        var row = usage("users", "90", 1, kind: .level)
        row.day = november.first
        facts.usage = [row]
        var users = budget("users", .quarter)
        users.limit = .usage(metrics: ["users"], Quantity(100), unit: "users")
        var month = users
        month.id = "month"
        month.period = .month
        facts.settings.budgets = [users, month]
        #expect(analyse(facts).budgets.map(\.actual) == [Amount(40), Amount(90)])
    }

    @Test func aQuartersLandingGoesOnAtTheMonthsPace() throws {
        var facts = facts(complete: 31)
        facts.charges = (1...31).map { charge("2", "c", from: $0) }
        facts.carried = ["q": Amount(30)]
        facts.settings.budgets = [budget("q", .quarter)]
        facts.settings.fiscalYearStart = 9
        // September has been 30, October is 62, and November's 30 days are to be 60.
        let row = try #require(analyse(facts).budgets.first)
        #expect(row.period == "2027-Q1" && row.actual == Amount(92) && row.forecast == Amount(152))
        #expect(row.thresholdDays == [50: day(10), 80: day(25), 100: day(4, of: november)])
    }

    /// Whether a report of it is made again or not is then one for what is said.
    @Test(arguments: [BudgetPeriod.month, .quarter, .year]) func aPeriodThatIsOverIsExpectedToComeToNothingMore(
        period: BudgetPeriod
    ) throws {
        var facts = facts(complete: 20)
        facts.charges = (1...20).map { charge("4", "c", from: $0) }
        facts.settings.budgets = [budget("q", period)]
        // October is the last month of the year.
        facts.settings.fiscalYearStart = 11
        for (today, isForeseen) in [(october.end.advanced(by: -1), true), (october.end, false)] {
            facts.today = today
            #expect(analyse(facts).alerts.contains { $0.basis == .forecast } == isForeseen, "\(today)")
        }
    }

    @Test func onlyABudgetWhoseScopeFitsNothingIsUnmatched() {
        var facts = facts()
        facts.charges = [charge("3", "c", customer: "x", environment: "staging")]
        facts.plans = [plan([planned("later", "5")], system: "new")]
        facts.contracts = [contract("y", "100")]
        facts.settings.budgets = [
            budget("all"), budget("s"), budget("c") { $0.component = "c" }, budget("x") { $0.customer = "x" },
            budget("staging") { $0.environment = "staging" }, budget("y") { $0.customer = "y" },
            budget("planned") { $0.system = "new" }, budget("part") { ($0.system, $0.component) = ("new", "later") },
            budget("awaited") { ($0.system, $0.service) = ("new", Glob("Compute")) },
        ]
        #expect(unmatchedBudgets(facts).isEmpty)
        facts.settings.budgets = [
            budget("a") { $0.system = "t" }, budget("b") { ($0.system, $0.component) = ("new", "c") },
            budget("c") { $0.customer = "z" }, budget("d") { $0.environment = "testing" },
            budget("e") { $0.service = Glob("Compute") }, budget("f") { $0.tag = BudgetScope.Tag(key: "k", value: Glob("v")) },
        ]
        #expect(unmatchedBudgets(facts).map(\.id) == ["a", "b", "c", "d", "e", "f"])
        var place = charge("0", "c", system: "t", environment: "testing")
        place.serviceName = "Compute"
        #expect(unmatchedBudgets(facts, places: [place]).map(\.id) == ["b", "c", "f"])
    }
}

private let november = Month(year: 2026, month: 11)
