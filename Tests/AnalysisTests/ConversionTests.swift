import Billing
import Testing

@testable import Analysis

@Suite struct ConversionTests {
    private let rate = Rate(month: october, currency: eur, rate: amount("1.25"), origin: nowhere)

    @Test func aChargeInAnotherCurrencyTakesTheMonthsRate() {
        var facts = facts()
        facts.rates = [Rate(month: october.advanced(by: 1), currency: eur, rate: Amount(9), origin: nowhere), rate]
        facts.charges = [charge("8", "compute", currency: eur), charge("1", "compute")]
        let analysis = analyse(facts)
        #expect(analysis.component("compute")?.actual == Amount(11))
        #expect(analysis.usedRates == [rate])
        #expect(analysis.missingRates.isEmpty)
    }

    @Test func withoutARateTheCostStandsApart() {
        var facts = facts()
        facts.plans = [plan([planned("compute", "10"), planned("storage", "10")])]
        facts.charges = [
            charge("8", "compute", currency: eur), charge("4", "compute", currency: eur), charge("9", "storage"),
        ]
        let analysis = analyse(facts)
        #expect(analysis.missingRates == [MissingRate(currency: eur, cost: Amount(12))])
        // What cannot be converted is unknown, not zero, and so is a total with it.
        #expect(analysis.component("compute")?.actual == nil)
        #expect(analysis.component("storage")?.actual == Amount(9))
        #expect(analysis.system()?.actual == Amount(9))
        #expect(analysis.system()?.variance == nil)
        #expect(analysis.budgets.map(\.actual) == [Amount(9)])
    }

    @Test func aPlansOwnRateComesFirst() {
        var facts = facts()
        facts.rates = [rate]
        facts.charges = [charge("9", "compute")]
        facts.plans = [plan([planned("compute", "8")], currency: eur, rate: Amount(1))]
        #expect(analyse(facts).component("compute")?.plan == Amount(8))
        facts.plans = [plan([planned("compute", "8")], currency: eur)]
        #expect(analyse(facts).component("compute")?.plan == Amount(10))
        #expect(analyse(facts).budgets.map(\.amount) == [Amount(10)])
        facts.rates = []
        #expect(analyse(facts).component("compute")?.plan == nil)
        #expect(analyse(facts).missingRates.map(\.currency) == [eur])
        #expect(analyse(facts).plan.map(\.plan) == [Amount(8)])
    }

    @Test func aBudgetInAnotherCurrencyIsConverted() {
        var facts = facts()
        facts.settings.budgets = [Budget(id: "all", system: nil, amount: Money(Amount(8), eur), owner: "finance")]
        facts.rates = [rate]
        facts.charges = [charge("5", "compute"), charge("3", nil, system: nil)]
        let budget = analyse(facts).budgets.first
        #expect(budget?.amount == Amount(10))
        #expect(budget?.actual == Amount(8))
        #expect(budget?.reached == 80)
        facts.rates = []
        #expect(analyse(facts).budgets.isEmpty)
        #expect(analyse(facts).missingRates.map(\.currency) == [eur])
    }

    @Test func aRevenueWithoutARateIsUnknownAndSoIsTheSystems() {
        var facts = facts()
        facts.contracts = [contract("a", "12"), contract("b", "12")]
        facts.contracts[0].annualContractValue.currency = eur
        facts.charges = [charge("5", "compute")]
        #expect(analyse(facts).customer("a")?.revenue == nil)
        #expect(analyse(facts).customer("b")?.revenue == Amount(1))
        #expect(analyse(facts).system()?.revenue == nil)
        #expect(analyse(facts).system()?.grossMarginPercent == nil)
    }
}
