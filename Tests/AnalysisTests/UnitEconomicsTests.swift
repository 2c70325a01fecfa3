import Billing
import Testing

@testable import Analysis

/// Cost to serve, the order of customers, the year to date, customers over time and the error of landings.
@Suite struct UnitEconomicsTests {
    private let september = october.advanced(by: -1)

    private func sum(_ amounts: some Sequence<Amount?>) -> Amount { amounts.reduce(.zero) { $0 + ($1 ?? .zero) } }

    /// September as its report had it: `compute` came to 45 of 40 planned; customer a paid 100.
    private func past(_ plans: [Plan], closed: Bool = true) -> PastMonth {
        var past = PastMonth(month: september, currency: usd)
        past.isClosed = closed
        past.plans = plans
        past.components = [
            PastMonth.Component(system: "s", component: "compute", actual: Amount(45), completeDays: 30, isBeside: false)
        ]
        past.customers = [PastMonth.Customer(system: "s", customer: "a", revenue: Amount(100), cost: Amount(45))]
        return past
    }

    @Test func costToServeAddsUpToCustomersAndComponents() {
        for seed: UInt64 in 1..<200 {
            let analysis = analyse(randomFacts(seed))
            for row in analysis.customers {
                let cells = analysis.costToServe.filter { $0.system == row.system && $0.customer == row.customer }
                #expect(sum(cells.map(\.cost)) == row.cost, "seed \(seed), \(row.customer)")
                #expect(sum(cells.map(\.directCost)) == row.directCost, "seed \(seed), \(row.customer)")
            }
            for row in analysis.components {
                let cells = analysis.costToServe.filter { $0.system == row.system && $0.component == row.component }
                #expect(sum(cells.map(\.cost)) == row.actual ?? .zero, "seed \(seed), \(row.component)")
            }
        }
    }

    @Test func theYearToDateAddsUpToItsMonths() {
        for seed: UInt64 in 1..<200 {
            var facts = randomFacts(seed)
            facts.settings.fiscalYearStart = facts.month.advanced(by: -1).month
            let before = analyse(randomFacts(seed + 1_000))
            var past = PastMonth(before, isClosed: false, plans: [], rates: [])
            past.month = facts.month.advanced(by: -1)
            facts.past = [past]
            let analysis = analyse(facts)
            for total in analysis.yearToDate where total.component == nil {
                let months = [before, analysis].flatMap(\.systems).filter { $0.system == total.system }
                let rows = analysis.yearToDate.filter { $0.system == total.system && $0.component != nil }
                guard let actual = total.actual else { continue }
                #expect(actual == sum(months.map(\.actual)), "seed \(seed), \(total.system)")
                #expect(actual == sum(rows.map(\.actual)), "seed \(seed), \(total.system)")
                guard let variance = total.inForce?.variance, total.inForce?.plan != nil else { continue }
                #expect(variance == sum(rows.map { $0.inForce?.variance }), "seed \(seed), \(total.system)")
            }
        }
    }

    @Test func theYearIsComparedWithThePlansOfItsMonthsAndWithTheFirstOnes() throws {
        let first = plan([planned("compute", "40")]), second = plan([planned("compute", "50"), planned("cdn", "7")])
        var facts = facts()
        facts.charges = [charge("60", "compute", days: 31)]
        facts.plans = [second]
        facts.planHistory = [first, second]
        facts.past = [past([first])]
        let rows = analyse(facts).yearToDate
        #expect(rows.map(\.component) == ["compute", "cdn", nil])
        // 45 + 60 against 40 + 50, and against 40 + 40.
        #expect(rows[0].actual == Amount(105))
        #expect(rows[0].inForce?.plan == Amount(90) && rows[0].inForce?.variance == Amount(15))
        #expect(rows[0].original?.plan == Amount(80) && rows[0].original?.variancePercent == amount("31.25"))
        #expect(rows[1].inForce?.variance == Amount(-7) && rows[1].original?.variance == .zero)
        let total = try #require(rows.last)
        #expect(total.inForce?.plan == Amount(97) && total.inForce?.effect == .adverse)
        #expect(total.firstMonth == september && total.months == 2 && total.monthsOfYear == 10 && total.fiscalYear == "2026")

        // A fiscal year that begins in October has no September.
        facts.settings.fiscalYearStart = 10
        let year = try #require(analyse(facts).yearToDate.last)
        #expect(year.actual == Amount(60) && year.months == 1 && year.fiscalYear == "2027")
    }

    @Test func changesOfClosedMonthsAreCostOfTheYear() throws {
        let plan = plan([planned("compute", "40")])
        var facts = facts()
        facts.charges = [charge("60", "compute", days: 31)]
        facts.plans = [plan]
        facts.past = [past([plan])]
        facts.past[0].components.append(
            PastMonth.Component(
                system: "s", component: ReservedComponent.adjustment, actual: Amount(5), completeDays: 30, isBeside: false))
        facts.past[0].components.append(
            PastMonth.Component(system: "s", component: "staging", actual: Amount(9), completeDays: 30, isBeside: true))
        let rows = analyse(facts).yearToDate
        #expect(rows.map(\.component) == ["compute", ReservedComponent.adjustment, nil])
        #expect(rows[1].inForce?.variance == Amount(5))
        #expect(rows[2].actual == Amount(110) && rows[2].inForce?.variance == Amount(30))
    }

    @Test func aMonthWithoutAPlanLeavesTheYearUncomparedAndOneInAnotherCurrencyIsNotOfIt() throws {
        var facts = facts()
        facts.charges = [charge("60", "compute", days: 31)]
        facts.plans = [plan([planned("compute", "40")])]
        facts.past = [past([])]
        let total = try #require(analyse(facts).yearToDate.last)
        #expect(total.actual == Amount(105) && total.inForce == nil)
        facts.past[0].currency = eur
        #expect(analyse(facts).yearToDate.last?.inForce?.variance == Amount(20))
        #expect(analyse(facts).customerHistory.map(\.month).contains(september) == false)
    }

    @Test func aRangeStaysARange() throws {
        var facts = facts()
        facts.charges = [charge("60", "compute", days: 31)]
        facts.plans = [plan([ranged("compute", "20", "40")])]
        facts.past = [past(facts.plans)]
        let total = try #require(analyse(facts).yearToDate.last)
        // 105 over the 80 of both months' upper bounds.
        #expect(total.inForce?.low == Amount(40) && total.inForce?.high == Amount(80) && total.inForce?.variance == Amount(25))
        var other = total
        other.inForce = compared(Amount(3), .exact(Amount(1)))
        let both = YearToDate.total([total, other], name: "Total")
        #expect(both.inForce?.low == Amount(41) && both.inForce?.high == Amount(81) && both.inForce?.variance == Amount(27))
        other.inForce = nil
        #expect(YearToDate.total([total, other], name: "Total").inForce == nil)
    }

    @Test func theThinnestMarginComesFirst() {
        var facts = facts()
        facts.settings.marginFloorPercent = Amount(92)
        facts.contracts = [contract("a", "1200"), contract("b", "600"), contract("c", "2400")]
        facts.allocation = [rule("s", "*", .even)]
        facts.charges = [charge("15", "compute", days: 31), charge("3", "compute", customer: "0-free", days: 31)]
        let rows = analyse(facts).customers
        // Of 100, 50 and 200 of revenue 5 are 5, 10 and 2.5 %.
        #expect(rows.map(\.customer) == ["b", "a", "c", "0-free"])
        #expect(rows.map(\.isBelowFloor) == [true, false, false, nil])
        facts.settings.marginFloorPercent = nil
        #expect(analyse(facts).customers.map(\.isBelowFloor) == [nil, nil, nil, nil])
        #expect(analyse(facts).customers.map(\.customer) == rows.map(\.customer))
    }

    /// No margin says how bad it is to cost something and to bring nothing in.
    @Test func aCustomerThatBringsNothingInComesBeforeThinMarginsAndUnknownOnesByCost() {
        var facts = facts()
        facts.settings.marginFloorPercent = Amount(60)
        facts.contracts = [contract("a", "1200"), contract("returned", "1200"), contract("free", "0")]
        facts.revenue = [
            RevenueEntry(
                month: october, customer: "returned", system: "s", money: Money(Amount(-22), Currency("USD")),
                origin: Origin(file: "revenue.csv"))
        ]
        facts.allocation = [rule("s", "*", .even)]
        facts.charges = [("a", "80"), ("returned", "40"), ("free", "9"), ("0-small", "3"), ("1-large", "5")].map {
            charge($1, "compute", customer: $0, days: 31)
        }
        let rows = analyse(facts).customers
        #expect(rows.map(\.customer) == ["returned", "free", "a", "1-large", "0-small"])
        #expect(rows.map(\.isBelowFloor) == [true, true, true, nil, nil])
    }

    @Test func aCustomersHistoryIsWhatItsMonthsSaid() {
        var facts = facts(complete: 19)
        facts.contracts = [contract("a", "1200")]
        facts.charges = [charge("19", "compute", customer: "a", days: 19)]
        var old = past([])
        old.month = october.advanced(by: -13)
        var gone = past([], closed: false)
        gone.month = october.advanced(by: -12)
        gone.customers = [
            PastMonth.Customer(system: "s", customer: "left", revenue: nil, cost: Amount(1)),
            PastMonth.Customer(system: "s", customer: ReservedCustomer.unallocated, revenue: nil, cost: Amount(2)),
        ]
        gone.components[0].completeDays = 31
        facts.past = [old, gone, past([])]
        let rows = analyse(facts).customerHistory
        #expect(rows.map(\.customer) == ["a", "a", "left"])
        #expect(rows.map(\.month) == [september, october, october.advanced(by: -12)])
        #expect(rows.map(\.state) == [.closed, .open, .final])
        #expect(rows[0].grossProfit == Amount(55) && rows[0].grossMarginPercent == Amount(55))
        #expect(rows[2].cost == Amount(1) && rows[2].grossProfit == nil)
    }

    @Test func theErrorOfLandingsIsTheMeanWithoutSigns() {
        func told(_ month: Month, _ days: Int, _ landing: String) -> ToldLanding {
            ToldLanding(month: month, system: "s", completeDays: days, landing: Money(amount(landing), usd))
        }
        let august = october.advanced(by: -2)
        var facts = facts()
        var other = past([])
        other.month = august
        other.components[0].completeDays = 31
        facts.past = [other, past([])]
        facts.past[1].components.append(
            PastMonth.Component(
                system: "s", component: ReservedComponent.tax, actual: Amount(9), completeDays: 30, isBeside: false))
        facts.toldLandings = [
            told(august, 7, "900"), told(august, 10, "48"), told(september, 8, "900"), told(september, 9, "44"),
            told(september, 11, "900"), told(september, 20, "46.5"),
        ]
        // Of 45 each, 48 is 3 off and 44 is 1 off; with twenty days only September was told.
        let rows = landingAccuracyRows(facts)
        #expect(rows.map(\.day) == [10, 20] && rows.map(\.months) == [2, 1])
        #expect(rows.map(\.meanError) == [Amount(2), amount("1.5")])
        #expect(rows[0].errorPercent?.text(decimals: 4) == "4.4444")
        // A month that is not over proves nothing.
        facts.past[0].components[0].completeDays = 30
        #expect(landingAccuracyRows(facts).map(\.months) == [1, 1])
    }
}
