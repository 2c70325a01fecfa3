import Billing
import Testing

@testable import Analysis

@Suite struct RevenueTests {
    private func months(_ contract: Contract, from first: Month, count: Int) -> [Amount] {
        (0..<count).map {
            let month = first.advanced(by: $0)
            return revenue(of: contract, in: month, complete: month.period)
        }
    }

    @Test func anyTwelveFullMonthsAddUpToTheYear() {
        var random = SeededGenerator(seed: 12)
        for round in 0..<500 {
            let value = Amount(femtos: Int128(Int64.random(in: 1...Int64.max, using: &random)))
            var contract = contract("c", "0")
            contract.annualContractValue.amount = value
            contract.start = Month(year: 2025, month: Int.random(in: 1...12, using: &random)).first
            let all = months(contract, from: contract.start.month, count: 30)
            for start in 0...18 {
                #expect(all[start..<start + 12].reduce(.zero, +) == value, "round \(round), month \(start)")
            }
        }
    }

    @Test func aYearFromTheMiddleOfAMonthAddsUpToTheYear() {
        let contract = contract(
            "c", "1000.01", start: day(15, of: Month(year: 2026, month: 3)), end: day(14, of: Month(year: 2027, month: 3)))
        let all = months(contract, from: Month(year: 2026, month: 3), count: 13)
        #expect(all.reduce(.zero, +) == amount("1000.01"))
        #expect(all[0].text(decimals: 4) == "45.6994")
    }

    @Test func theDaysOfAMonthAddUpToIt() {
        let contract = contract("c", "1000", end: day(20))
        let whole = revenue(of: contract, in: october, complete: october.period)
        let early = revenue(of: contract, in: october, complete: Period(start: day(1), end: day(8)))
        let late = revenue(of: contract, in: october, complete: Period(start: day(8), end: day(32)))
        #expect(early + late == whole)
        #expect(whole.text(decimals: 6) == "53.763441")
    }

    @Test func theRevenueSheetReplacesTheContracts() {
        var facts = facts(complete: 0)
        facts.contracts = [contract("a", "1200"), contract("b", "2400")]
        facts.charges = [charge("1", "compute")]
        func entry(_ month: Month, _ text: String) -> RevenueEntry {
            RevenueEntry(month: month, customer: "a", system: "s", money: Money(amount(text), usd), origin: nowhere)
        }
        facts.revenue = [entry(october, "310"), entry(october, "-31"), entry(october.advanced(by: 1), "5")]
        facts.progress[0].completeThrough = day(10)
        let analysis = analyse(facts)
        #expect(analysis.customer("a")?.revenue == Amount(90))
        #expect(analysis.customer("b")?.revenue?.text(decimals: 4) == "64.5161")
        #expect(analysis.system()?.revenue?.text(decimals: 4) == "154.5161")
    }

    @Test func aRevenueThatIsNotPositiveHasNoMargin() {
        #expect(grossMargin(.zero, cost: Amount(1)) == nil)
        #expect(grossMargin(Amount(-5), cost: Amount(1)) == nil)
        #expect(grossMargin(Amount(8), cost: Amount(9)) == amount("-12.5"))
    }
}
