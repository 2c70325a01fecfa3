import Billing
import Testing

@testable import Analysis

/// What the kinds of projection come to in a month.
@Suite struct PlanKindTests {
    private let august = Month(year: 2026, month: 8)

    @Test func aLinearGrowthReachesItsFigureInTheLastMonth() {
        let growth = Growth(.linear(to: Amount(8_000)), starts: Month(year: 2026, month: 5), months: 8)
        let values = (4...13).map { growth.value(of: Amount(4_500), in: Month(number: Int32(2026 * 12 + $0 - 1))) }
        #expect(values == [4_500, 4_500, 5_000, 5_500, 6_000, 6_500, 7_000, 7_500, 8_000, 8_000].map { Amount($0) })
    }

    @Test func aLinearGrowthOverOneMonthIsItsFirstFigure() {
        let growth = Growth(.linear(to: Amount(2)), starts: october, months: 1)
        #expect(growth.value(of: Amount(1), in: october) == Amount(1))
        #expect(growth.value(of: Amount(1), in: october.advanced(by: 1)) == Amount(2))
    }

    @Test func aSteppedGrowthMovesEverySoManyMonths() {
        let growth = Growth(.stepped(by: Amount(-10), every: 3), starts: october, months: 12)
        let values = (0...6).map { growth.value(of: Amount(100), in: october.advanced(by: $0)) }
        #expect(values == [100, 100, 100, 90, 90, 90, 80].map { Amount($0) })
    }

    @Test func aPlanInForceHasGrown() {
        var growing = planned("compute", "100")
        growing.growth = Growth(.stepped(by: Amount(5), every: 1), starts: Month(year: 2026, month: 9), months: 4)
        var facts = MonthFacts(month: october, today: october.end)
        facts.plans = [plan([growing])]
        #expect(analyse(facts).components.map(\.plan) == [Amount(105)])
        #expect(analyse(facts).plan.map(\.plan) == [Amount(105)])
    }

    /// Year 3 of the planogram document: 100,000, 10,000 and 5,000 requests a day of 500, 3,000 and 2,000 tokens.
    @Test func theDriverComputesWhatTheStatedAmountDoesNot() {
        let tokens = Driver(
            unit: "tokens", measurement: .usage(["tokens"]),
            parts: [Driver.Part(id: "api-tokens", sku: nil, quantity: Quantity(90_000_000 * 30), unitPrice: amount("0.00003"))],
            days: 30)
        #expect(tokens.cost == Amount(81_000))
        #expect(planned("api-tokens", "79200", driver: tokens).plan(in: october) == Amount(79_200))
        #expect(
            PlanComponent(id: "api-tokens", name: "", amount: nil, driver: tokens, origin: nowhere).plan(in: october)
                == Amount(81_000))
    }

    @Test func whatAComponentCoversAddsUpUnderIt() {
        var infrastructure = planned("infrastructure", "100")
        infrastructure.covers = .others
        var facts = facts()
        facts.plans = [plan([infrastructure, planned("api-tokens", "50")])]
        facts.charges = [charge("40", "web"), charge("70", "database"), charge("45", "api-tokens"), charge("3", nil)]
        let rows = analyse(facts).components
        #expect(rows.map(\.component) == ["infrastructure", "api-tokens"])
        #expect(rows.map(\.actual) == [Amount(113), Amount(45)])
        #expect(rows.map(\.variance) == [Amount(13), Amount(-5)])
    }

    @Test func aListCoversOnlyWhatItNames() {
        var network = planned("network", "10")
        network.covers = .components(["egress", "cdn"])
        var facts = facts()
        facts.plans = [plan([network])]
        facts.charges = [charge("4", "egress"), charge("5", "cdn"), charge("2", "dns"), charge("1", "network")]
        let rows = analyse(facts).components
        #expect(rows.map(\.component) == ["network", "dns"])
        #expect(rows.map(\.actual) == [Amount(10), Amount(2)])
        #expect(rows.map { $0.parts?.unplanned } == [Amount.zero, Amount(2)])
    }

    @Test func anEnvironmentWithABudgetOfItsOwnStandsBesideThePlan() {
        var facts = facts()
        var document = plan([planned("web", "100")])
        document.budgets = [
            PlannedBudget(
                id: "s-staging", name: "Staging", environment: "staging",
                steps: [PlannedBudget.Step(starts: october, ends: nil, amount: Amount(30))])
        ]
        facts.plans = [document]
        // A planned component's name does not hide what belongs to another environment.
        facts.charges = [
            charge("90", "web"), charge("20", "staging", environment: "staging"), charge("5", "web", environment: "staging"),
        ]
        let analysis = analyse(facts)
        #expect(analysis.components.map(\.component) == ["web", "staging"])
        #expect(analysis.components.map(\.actual) == [Amount(90), Amount(25)])
        #expect(analysis.components.map(\.variance) == [Amount(-10), nil])
        #expect(analysis.systems.map(\.actual) == [Amount(90)])
        #expect(analysis.systems.map(\.beside) == [Amount(25)])
        #expect(analysis.systems.map(\.variance) == [Amount(-10)])
        #expect(analysis.budgets.map(\.budget) == ["s-staging", "s"])
        #expect(analysis.budgets.map(\.actual) == [Amount(25), Amount(90)])
        let customers = analysis.customers.filter { $0.customer == ReservedCustomer.notCostOfRevenue }
        #expect(customers.map(\.cost) == [Amount(25)])
        #expect(customers.map(\.variance) == [nil])
    }

    @Test func anEnvironmentKeptApartIsApartInEveryComponentAndMonth() {
        var facts = facts()
        var document = plan([planned("web", "100"), planned("staging", "5")])
        document.budgets = [
            PlannedBudget(
                id: "s-staging", name: "Staging", environment: "staging",
                steps: [PlannedBudget.Step(starts: october, ends: nil, amount: Amount(30))])
        ]
        facts.plans = [document]
        facts.charges = [charge("31", "cdn"), charge("7", "cdn", environment: "staging"), charge("1", "staging")]
        let rows = analyse(facts).components
        #expect(rows.map(\.component) == ["web", "staging", "cdn", "staging (environment)"])
        #expect(rows.map(\.actual) == [.zero, Amount(1), Amount(31), Amount(7)])
        #expect(rows.map(\.variance) == [Amount(-100), Amount(-4), Amount(31), nil])
        facts.plans[0].phases[0].starts = october.advanced(by: 1)
        #expect(analyse(facts).systems.map(\.beside) == [Amount(7)])
    }

    @Test func aStatedTotalIsJudgedOnItsOwnBounds() {
        var facts = facts()
        var document = plan([ranged("web", "50", "150"), ranged("database", "315", "660")])
        document.phases[0].total = Amount(400)...Amount(800)
        facts.plans = [document]
        facts.charges = [charge("140", "web"), charge("665", "database")]
        let analysis = analyse(facts)
        #expect(analysis.components.map(\.variance) == [.zero, Amount(5)])
        #expect(analysis.systems.map(\.planHigh) == [Amount(800)])
        #expect(analysis.systems.map(\.variance) == [Amount(5)])
        #expect(analysis.budgets.map(\.amount) == [Amount(800)])
    }

    @Test func theMonthsLengthIsNamedWithinTheVolume() {
        var facts = facts()
        let tokens = Driver(
            unit: "tokens", measurement: .usage(["tokens"]),
            parts: [Driver.Part(id: "api", sku: nil, quantity: Quantity(3_000), unitPrice: Amount(2))], days: 30)
        facts.plans = [plan([planned("api", "6000", driver: tokens)])]
        facts.charges = [charge("6200", "api", days: 31)]
        facts.usage = (1...31).map { usage("input_tokens", "100", $0) }
        let row = analyse(facts).components[0]
        #expect(row.parts?.volume == Amount(200))
        #expect(row.parts?.monthLength == Amount(200))
        #expect(row.parts?.total == row.variance)
    }

    @Test func itemsAreTheDriversPartsThenSKUsThatNoneKnowsThenTheRest() {
        var facts = facts()
        let operations = Driver(
            unit: "Operations", measurement: .charged,
            parts: [
                Driver.Part(id: "reads", sku: Glob("READS*"), quantity: Quantity(600), unitPrice: Amount(1)),
                Driver.Part(id: "writes", sku: Glob("WRITES"), quantity: Quantity(300), unitPrice: Amount(2)),
            ])
        facts.plans = [plan([planned("firestore", "1500", driver: operations)])]
        func counted(_ cost: String, _ sku: String?, _ quantity: Int?) -> MonthCharge {
            var charge = charge(cost, "firestore")
            charge.sku = sku
            charge.pricing = quantity.map { Quantity($0) }
            charge.pricingUnit = "Operations"
            return charge
        }
        facts.charges = [
            counted("500", "READS-EU", 500), counted("200", "READS-US", 100), counted("500", "WRITES", 250),
            counted("9", "DELETES", 50), counted("80", "STORAGE", nil), counted("11", nil, 3),
        ]
        let analysis = analyse(facts)
        #expect(analysis.items.map(\.item) == ["reads", "writes", "DELETES", "(rest)"])
        #expect(analysis.items.map(\.plan) == [Amount(600), Amount(600), nil, Amount(300)])
        #expect(analysis.items.map(\.actual) == [Amount(700), Amount(500), Amount(9), Amount(91)])
        // 900 used of 900 planned: no volume. 50 writes less at 2 are mix, 600 reads cost 100 more than at 1.
        #expect(analysis.items.map(\.parts.volume) == [.zero, .zero, .zero, .zero])
        #expect(analysis.items.map(\.parts.mix) == [.zero, Amount(-100), .zero, .zero])
        #expect(analysis.items.map(\.parts.rate) == [Amount(100), .zero, .zero, .zero])
        #expect(analysis.items.map(\.parts.unplanned) == [.zero, .zero, Amount(9), .zero])
        #expect(analysis.items.map(\.parts.spending) == [.zero, .zero, .zero, Amount(-209)])
        #expect(analysis.components[0].parts?.total == analysis.components[0].variance)
    }
}
