import Billing
import Testing

@testable import Analysis

@Suite struct CustomerCostTests {
    /// Two customers, one of them from the 11th on.
    private func shop(_ method: AllocationMethod) -> MonthFacts {
        var facts = facts()
        facts.contracts = [contract("b", "1200"), contract("a", "3600", start: day(11))]
        facts.allocation = [rule("s", "*", method)]
        return facts
    }

    @Test func evenIsWeightedByActiveDays() {
        var facts = shop(.even)
        facts.charges = [charge("52", "compute")]
        let analysis = analyse(facts)
        #expect(analysis.allocations.map(\.customer) == ["a", "b"])
        #expect(analysis.allocations.map(\.driverQuantity) == [Quantity(21), Quantity(31)])
        #expect(analysis.allocations.map(\.amount) == [Amount(21), Amount(31)])
        #expect(analysis.allocations.map(\.method) == ["even", "even"])
    }

    @Test func overlappingContractsCountADayOnce() {
        var facts = shop(.even)
        facts.contracts.append(contract("a", "10", start: day(15), end: day(20)))
        facts.charges = [charge("52", "compute")]
        #expect(analyse(facts).allocations.map(\.amount) == [Amount(21), Amount(31)])
    }

    @Test func sharesNeedNotAddUpToAHundred() {
        var facts = shop(
            .shares([.init(customer: "x", weight: Amount(1)), .init(customer: "a", weight: Amount(3))]))
        facts.charges = [charge("-10", "compute")]
        #expect(analyse(facts).allocations.map(\.amount) == [amount("-7.5"), amount("-2.5")])
        #expect(analyse(facts).allocations.map(\.share) == [amount("0.75"), amount("0.25")])
        #expect(analyse(facts).customer("x")?.cost == amount("-2.5"))
    }

    @Test func aDriverCountsProductionUsageOfCompleteDays() {
        var facts = shop(.driver(["reads", "writes"]))
        facts.charges = [charge("100", "compute")]
        func used(_ metric: String, _ customer: String?, _ number: Int, environment: String? = nil, system: String? = nil) {
            var row = UsageDay(day: day(3), metric: metric, kind: .flow, quantity: Quantity(number))
            row.customer = customer
            row.environment = environment
            row.system = system
            facts.usage.append(row)
        }
        used("reads", "a", 10)
        used("writes", "a", 5, system: "s")
        used("reads", "b", 5)
        used("reads", "b", 700, environment: "development")
        used("reads", "b", 700, system: "another")
        used("users", "b", 700)
        used("reads", nil, 700)
        #expect(analyse(facts).allocations.map(\.amount) == [Amount(75), Amount(25)])
    }

    @Test func revenueIsAWeightAndACreditNoteIsNone() {
        var facts = shop(.revenue)
        facts.revenue = [
            RevenueEntry(month: october, customer: "a", system: "s", money: Money(Amount(-50), usd), origin: nowhere)
        ]
        facts.charges = [charge("10", "compute")]
        #expect(analyse(facts).allocations.map(\.customer) == ["b"])
    }

    @Test func costFollowsTheDirectCostInTheSameAccount() {
        var facts = shop(.cost)
        facts.charges = [
            charge("30", "support"), charge("60", "compute", customer: "a"), charge("40", "compute", customer: "b"),
            charge("900", "compute", customer: "b", account: "another"),
        ]
        let support = analyse(facts).allocations.filter { $0.component == "support" }
        #expect(support.map(\.amount) == [Amount(18), Amount(12)])
    }

    @Test func weightsOfNothingLeaveItUnallocated() {
        var facts = shop(.driver(["reads"]))
        facts.charges = [charge("10", "compute"), charge("5", "compute", customer: "a")]
        let analysis = analyse(facts)
        #expect(analysis.customer(ReservedCustomer.unallocated)?.cost == Amount(10))
        #expect(analysis.customer(ReservedCustomer.unallocated)?.grossMarginPercent == nil)
        #expect(analysis.customer("a")?.directCost == Amount(5))
    }

    @Test func aComponentMayMixDirectAndSharedCost() {
        // Of 100 a causes 30 alone and b 6; 64 are shared in the ratio 3 : 1, so that a bears 78 and b 22.
        var facts = shop(.shares([.init(customer: "a", weight: Amount(75)), .init(customer: "b", weight: Amount(25))]))
        facts.charges = [
            charge("30", "compute", customer: "a"), charge("64", "compute"), charge("6", "compute", customer: "b"),
        ]
        let analysis = analyse(facts)
        #expect(
            analysis.allocations.map { [$0.customer, $0.isShared ? "shared" : "direct", $0.method, $0.amount.description] } == [
                ["a", "direct", "direct", "30"], ["b", "direct", "direct", "6"], ["a", "shared", "shares", "48"],
                ["b", "shared", "shares", "16"],
            ])
        #expect(analysis.customer("a")?.directCost == Amount(30) && analysis.customer("a")?.sharedCost == Amount(48))
        #expect(analysis.customer("b")?.cost == Amount(22))
    }

    @Test func theFirstRuleThatMatchesCounts() {
        var facts = shop(.even)
        facts.allocation = [rule("t", "*", .even), rule("*", "comp*", .direct), rule("*", "*", .even)]
        facts.charges = [charge("10", "compute"), charge("52", "storage")]
        let analysis = analyse(facts)
        #expect(analysis.customer(ReservedCustomer.unallocated)?.cost == Amount(10))
        #expect(analysis.customer("b")?.cost == Amount(31))
    }

    @Test func developmentIsNotCostOfRevenue() {
        var facts = shop(.even)
        facts.charges = [
            charge("52", "compute", environment: "Prod"), charge("8", "compute", customer: "a", environment: "development"),
        ]
        let analysis = analyse(facts)
        #expect(analysis.customer(ReservedCustomer.notCostOfRevenue)?.cost == Amount(8))
        #expect(analysis.customer("a")?.cost == Amount(21))
        #expect(analysis.system()?.costOfRevenue == Amount(52))
        #expect(analysis.system()?.actual == Amount(60))
        #expect(analysis.customers.map(\.customer) == ["b", "a", "(not cost of revenue)"])
    }

    @Test func whatIsUnmappedIsUnallocatedAndMatchesNoRule() {
        var facts = shop(.even)
        facts.charges = [charge("7", "compute", system: nil, customer: "a")]
        let analysis = analyse(facts)
        #expect(analysis.systems.map(\.system) == ["s", "(unmapped)"])
        #expect(analysis.component("(unmapped)", system: "(unmapped)")?.actual == Amount(7))
        #expect(analysis.customer("(unallocated)", system: "(unmapped)")?.cost == Amount(7))
        #expect(analysis.unmapped.map(\.cost) == [Amount(7)])
        #expect(analysis.units.allSatisfy { $0.system == "s" })
    }

    @Test func aCustomerOfASystemWithoutChargesHasNoMargin() {
        let row = analyse(shop(.even)).customer("b")
        #expect(row?.revenue == Amount(100))
        #expect(row?.isCostKnown == false)
        #expect(row?.grossProfit == nil)
        #expect(row?.grossMarginPercent == nil)
    }

    @Test func directCostIsPlannedForThoseWhoCauseIt() {
        var facts = shop(.even)
        facts.plans = [plan([planned("compute", "100"), planned("shared", "52")])]
        facts.charges = [
            charge("30", "compute", customer: "a"), charge("10", "compute", customer: "b"), charge("1", "shared"),
        ]
        let analysis = analyse(facts)
        #expect(analysis.customer("a")?.planCost == Amount(96))
        #expect(analysis.customer("b")?.planCost == Amount(56))
    }
}
