import Billing
import Testing

@testable import Analysis

@Suite struct SystemNoteTests {
    private func subjects(_ facts: MonthFacts) -> [SystemNote.Subject] { analyse(facts).notes.map(\.subject) }

    private func used(_ metric: String, by customer: String, environment: String? = nil) -> UsageDay {
        var row = usage(metric, "10", 3, environment: environment)
        row.customer = customer
        return row
    }

    @Test func aDriverWithoutDataLeavesItUnallocatedAndSaysSo() {
        var facts = facts()
        facts.contracts = [contract("a", "1200")]
        facts.allocation = [rule("s", "compute", .driver(["reads", "writes"])), rule("s", "disks", .direct)]
        facts.charges = [charge("10", "compute"), charge("5", "disks"), charge("7", "support")]
        #expect(subjects(facts) == [.nothingToShareBy(component: "compute", method: "driver:reads+writes")])
        let row = analyse(facts).allocations.first { $0.component == "compute" }
        #expect(row?.customer == ReservedCustomer.unallocated && row?.method == "driver:reads+writes")
        #expect(row?.amount == Amount(10) && row?.share == nil && row?.driverQuantity == nil)
        facts.usage = [used("writes", by: "a")]
        #expect(subjects(facts) == [])
    }

    @Test func aCustomerInTheUsageThatNoContractKnowsIsSaid() {
        var facts = facts()
        facts.contracts = [contract("a", "1200"), contract("late", "1200", end: day(30, of: Month(year: 2026, month: 9)))]
        facts.revenue = [
            RevenueEntry(month: october, customer: "r", system: "s", money: Money(Amount(1), usd), origin: nowhere)
        ]
        facts.charges = [charge("10", "compute")]
        facts.usage =
            ["x", "late", "a", "r"].map { used("reads", by: $0) } + [used("reads", by: "dev", environment: "development")]
        #expect(subjects(facts) == [.unknownCustomers(["late", "x"])])
        facts.contracts = []
        #expect(subjects(facts) == [])
    }

    @Test func aContractInACurrencyWithoutARateIsSaid() {
        var facts = facts()
        var foreign = contract("e", "1200")
        foreign.annualContractValue = Money(Amount(1200), eur)
        facts.contracts = [contract("a", "1200"), foreign]
        facts.charges = [charge("10", "compute")]
        #expect(subjects(facts) == [.revenueWithoutRate(["e"])])
        #expect(analyse(facts).missingRates == [MissingRate(currency: eur, cost: .zero)])
        #expect(analyse(facts).customer("e")?.revenue == nil)
        #expect(analyse(facts).system()?.revenue == nil)
    }
}
