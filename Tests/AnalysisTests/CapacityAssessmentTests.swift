import Billing
import Testing

@testable import Analysis

/// The month of system E, computed by hand: 464 against 430, shared evenly by three customers.
@Suite struct CapacityAssessmentTests {
    private let analysis: MonthAnalysis

    init() {
        let egress = driven(Quantity(1200), "GB", at: amount("0.12"), .charged)
        var facts = facts()
        facts.plans = [
            plan([
                planned("cloud-run", "200"), planned("firestore", "20"), planned("load-balancer", "16"),
                planned("network-egress", "144", driver: egress), planned("monitoring", "25"), planned("redis-cache", "25"),
            ])
        ]
        facts.contracts = [
            contract("customer-1", "50000"), contract("customer-2", "40000"), contract("customer-3", "35000"),
        ]
        facts.allocation = [rule("s", "*", .even)]
        var traffic = charge("150", "network-egress", days: 31)
        traffic.pricing = Quantity(1250)
        traffic.pricingUnit = "GB"
        facts.charges = [
            charge("230", "cloud-run", days: 31), charge("18", "firestore", days: 31),
            charge("16", "load-balancer", days: 31), traffic, charge("25", "monitoring", days: 31),
            charge("25", "redis-cache", days: 31),
        ]
        analysis = analyse(facts)
    }

    @Test func theVarianceIsThirtyFour() {
        #expect(analysis.system()?.actual == Amount(464))
        #expect(analysis.system()?.planToDate == Amount(430))
        #expect(analysis.system()?.variance == Amount(34))
        #expect(analysis.system()?.effect == .adverse)
        #expect(analysis.components.map(\.variance) == [30, -2, 0, 6, 0, 0].map { Amount($0) })
        #expect(
            analysis.components.map(\.effect) == [.adverse, .favourable, .onPlan, .adverse, .onPlan, .onPlan])
        #expect(analysis.components.map(\.isFlagged) == [true, false, false, false, false, false])
    }

    @Test func moreTrafficIsVolumeAndNotRate() {
        let parts = analysis.component("network-egress")?.parts
        #expect(parts?.volume == Amount(6))
        #expect(parts?.rate == .zero)
        #expect(parts?.mix == .zero)
        #expect(parts?.spending == .zero)
        #expect(analysis.items.map(\.actualUnitPrice) == [amount("0.12")])
    }

    @Test func eachCustomerCostsAThird() {
        let costs = analysis.customers.map(\.cost)
        #expect(costs.map { $0.text(decimals: 2) } == ["154.67", "154.67", "154.67"])
        #expect(costs.reduce(.zero, +) == Amount(464))
        // Six components are split one by one, so a customer may be a few units of 1e-15 off 464/3, and no more.
        #expect(costs.allSatisfy { abs($0.femtos * 3 - Amount(464).femtos) <= 18 })
    }

    @Test func theMarginsAreThoseOfTheDocument() {
        #expect(
            analysis.customers.map { $0.grossMarginPercent?.text(decimals: 2) } == ["94.70", "95.36", "96.29"])
        #expect(analysis.system()?.grossMarginPercent?.text(decimals: 2) == "95.55")
        #expect(analysis.customers.map { $0.planCost?.text(decimals: 2) } == ["143.33", "143.33", "143.33"])
    }

    @Test func aCustomerCostsTheSystemOverThree() {
        let customers = analysis.units.first { $0.metric == "customers" }
        #expect(customers?.actualQuantity == Quantity(3))
        #expect(customers?.actualUnitCost?.text(decimals: 2) == "154.67")
        #expect(customers?.planUnitCost?.text(decimals: 2) == "143.33")
    }

    @Test func theBudgetIsThePlanAndOverspent() {
        #expect(analysis.budgets.map(\.budget) == ["s"])
        #expect(analysis.budgets.map(\.amount) == [Amount(430)])
        #expect(analysis.budgets.map(\.reached) == [100])
        #expect(analysis.alerts.map(\.state) == [.passed, .passed, .raised])
    }
}
