import Billing
import Testing

@testable import Analysis

/// Promotional credits stand beside the cost; credits that lower a price stay with their line.
@Suite struct PromotionTests {
    private func promotion(_ cost: String, _ component: String?, system: String? = "s", from day: Int = 5) -> MonthCharge {
        var charge = charge(cost, component, system: system, customer: "a", from: day, category: .credit)
        charge.isPromotion = true
        return charge
    }

    /// Ten complete days of October at 10 a day, a plan of 620, a discount of 4 and a promotion of 70.
    private func tenDays() -> MonthFacts {
        var facts = facts(complete: 10)
        facts.plans = [plan([planned("compute", "620")])]
        facts.contracts = [contract("a", "3720")]
        facts.allocation = [rule("*", "*", .even)]
        facts.charges = (1...10).map { charge("10", "compute", from: $0) }
        facts.charges += [charge("-4", "compute", from: 3, category: .credit), promotion("-70", "compute")]
        return facts
    }

    @Test func aPromotionIsInNoComponentTotalMarginBudgetAndLanding() {
        let analysis = analyse(tenDays())
        // 10 × 10 − 4, of a plan of 620 × 10 / 31 = 200; the landing is 96 + 21 × 10.
        #expect(analysis.component("compute")?.actual == Amount(96))
        #expect(analysis.system()?.actual == Amount(96) && analysis.system()?.charged == Amount(96))
        #expect(analysis.system()?.variance == Amount(-104))
        #expect(analysis.system()?.costOfRevenue == Amount(96))
        #expect(analysis.budgets.map(\.actual) == [Amount(96)])
        #expect(analysis.budgets.map(\.forecast) == [Amount(306)])
        #expect(analysis.system().flatMap(analysis.landing(of:)) == Amount(306))
        #expect(analysis.customer("a")?.cost == Amount(96))
    }

    @Test func itHasARowOfItsOwnAmongComponentsCustomersAndSplits() {
        let analysis = analyse(tenDays())
        let row = analysis.component(ReservedComponent.promotion)
        #expect(row?.actual == Amount(-70) && row?.charged == Amount(-70))
        #expect(row?.plan == nil && row?.variance == nil && row?.landing == nil)
        let customer = analysis.customer(ReservedCustomer.promotion)
        #expect(customer?.cost == Amount(-70) && customer?.planCost == nil && customer?.revenue == nil)
        let split = analysis.allocations.filter { $0.component == ReservedComponent.promotion }
        #expect(split.map(\.amount) == [Amount(-70)] && split.allSatisfy { !$0.isShared })
        #expect(analysis.components.map(\.component).last == ReservedComponent.promotion)
    }

    @Test func oneThatNothingMapsIsBesideWhatIsUnmapped() {
        var facts = facts()
        facts.charges = [charge("30", nil, system: nil), promotion("-12", nil, system: nil)]
        let analysis = analyse(facts)
        #expect(analysis.component(ReservedComponent.unmapped, system: ReservedComponent.unmapped)?.actual == Amount(30))
        #expect(analysis.component(ReservedComponent.promotion, system: ReservedComponent.unmapped)?.actual == Amount(-12))
        #expect(analysis.unmapped.map(\.cost) == [Amount(30)])
    }

    @Test func whatChangesOfItAfterACloseStandsBesideTheCostToo() {
        var facts = tenDays()
        facts.settings.budgets = [Budget(id: "s", system: "s", amount: Money(Amount(1000), usd))]
        facts.settings.budgets[0].period = .quarter
        facts.adjustments = [ReservedComponent.promotion, "compute"].map { component in
            Adjustment(
                closedMonth: october.advanced(by: -1), bookedMonth: october, system: "s", component: component, customer: nil,
                money: Money(Amount(-5), usd), cause: "late", sequence: 1)
        }
        let analysis = analyse(facts)
        #expect(analysis.component(ReservedComponent.promotion)?.actual == Amount(-75))
        #expect(analysis.component(ReservedComponent.adjustment)?.actual == Amount(-5))
        // 96, and of the changes only the cost's.
        #expect(analysis.budgets.first?.actual == Amount(91))
    }

    @Test func aCloseAccruesNothingForIt() {
        let entries = accruals(analyse(tenDays()))
        #expect(entries.map(\.assignment.component) == ["compute"])
        #expect(entries.map(\.money.amount) == [Amount(210)])
    }
}
