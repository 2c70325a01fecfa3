import Analysis
import Billing

/// What a month has beside planned components and customers: tax, promotional credits, development, unallocated and
/// unmapped cost.
enum ReservedRows {
    /// The fixture's month with such rows in both systems; the sums of components and customers agree.
    static func analysis() -> MonthAnalysis {
        var analysis = Fixture.analysis()
        let e = "capacity-assessment", d = "energy-platform"
        add(development: "4.4707", to: e, in: &analysis)
        add(development: "50.490948451468", to: d, in: &analysis)
        for at in analysis.components.indices where analysis.components[at].component == "cloud-run" {
            analysis.components[at].priorPeriod = Fixture.amount("-2.16")
        }
        var tax = ComponentMonth(
            system: d, component: ReservedComponent.tax, name: ReservedComponent.tax, currency: Fixture.dollars, completeDays: 19)
        tax.actual = Fixture.amount("238.91")
        tax.charged = Fixture.amount("251.5")
        analysis.components.append(tax)
        var promotion = ComponentMonth(
            system: d, component: ReservedComponent.promotion, name: ReservedComponent.promotion, currency: Fixture.dollars,
            completeDays: 19)
        promotion.actual = Fixture.amount("-120.5")
        promotion.charged = Fixture.amount("-120.5")
        analysis.components.append(promotion)
        let spent = analysis.components.filter { $0.system == d && !ReservedComponent.apart.contains($0.component) }
            .compactMap(\.actual).reduce(.zero, +)
        let outside = Fixture.amount("50.490948451468")
        var unallocated = customer(d, ReservedCustomer.unallocated, shared: spent - outside)
        unallocated.planCost = analysis.systems[1].planToDate
        unallocated.variance = unallocated.planCost.map { unallocated.cost - $0 }
        analysis.customers += [
            beside(e, Fixture.amount("4.4707")), beside(d, outside),
            customer(d, ReservedCustomer.tax, direct: Fixture.amount("238.91")),
            customer(d, ReservedCustomer.promotion, direct: Fixture.amount("-120.5")), unallocated,
        ]
        var unmapped = SystemMonth(
            system: ReservedComponent.unmapped, name: ReservedComponent.unmapped, currency: Fixture.dollars, completeDays: 31,
            days: 31)
        unmapped.actual = Fixture.amount("108.36")
        unmapped.charged = unmapped.actual
        analysis.systems.append(unmapped)
        return analysis
    }

    private static func add(development: String, to system: String, in analysis: inout MonthAnalysis) {
        let actual = Fixture.amount(development)
        var row = Fixture.component(system, "development", plan: "0", actual: development)
        row.variancePercent = nil
        row.parts = VarianceParts()
        row.parts?.unplanned = actual
        let last = analysis.components.lastIndex { $0.system == system } ?? 0
        analysis.components.insert(row, at: last + 1)
        analysis.allocations.append(
            AllocatedCost(
                system: system, component: "development", currency: Fixture.dollars, isShared: false, method: "direct",
                [(ReservedCustomer.notCostOfRevenue, actual)]))
        for at in analysis.systems.indices where analysis.systems[at].system == system {
            analysis.systems[at].actual? += actual
            analysis.systems[at].charged? += actual
            analysis.systems[at].variance? += actual
        }
    }

    private static func customer(
        _ system: String, _ name: String, direct: Amount = .zero, shared: Amount = .zero
    ) -> CustomerMonth {
        CustomerMonth(
            system: system, customer: name, name: name, currency: Fixture.dollars, directCost: direct, sharedCost: shared)
    }

    private static func beside(_ system: String, _ cost: Amount) -> CustomerMonth {
        var row = customer(system, ReservedCustomer.notCostOfRevenue, direct: cost)
        row.planCost = .zero
        row.variance = cost
        return row
    }
}
