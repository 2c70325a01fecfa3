package import Billing

/// All systems of a month together; every amount is in the reporting currency.
package struct PortfolioMonth: Hashable, Sendable {
    /// The reporting currency.
    package var currency: Currency
    /// Sum of the systems' actuals, what is unmapped included; nil where no system has one.
    package var actual: Amount?
    /// Sum of every charge known; nil as `actual`.
    package var charged: Amount?
    /// Sum of the full month's plans; nil where no system has one or one of them is a range.
    package var plan: Amount?
    /// The same where one is a range: a plan that is none counts as both of its bounds; else nil.
    package var planLow: Amount?, planHigh: Amount?
    /// Sum of the plans to date of the systems whose variance is known; nil where there is none or one has a range.
    package var planToDate: Amount?
    /// The same where one has a range: a plan that is none counts as both of its bounds; else nil.
    package var planToDateLow: Amount?, planToDateHigh: Amount?
    /// Sum of the actuals of the systems whose variance is known, which is what `variance` is about; nil where none is.
    package var comparedActual: Amount?
    /// Sum of the variances known; nil where none is.
    package var variance: Amount?
    /// Of the plans to date of the systems whose variance is known; nil where that is zero or one of them has a range.
    package var variancePercent: Amount?
    /// By effect on the result; nil where the variance is.
    package var effect: Effect?
    /// Sum of the revenues known; nil where none is.
    package var revenue: Amount?
    /// Cost of revenue of the systems whose revenue is known; nil where none is.
    package var costOfRevenue: Amount?
    /// Hosting gross margin in percent, of the systems whose revenue is known; nil where that is zero or unknown.
    package var grossMarginPercent: Amount?
    /// The systems that the margin covers, by id.
    package var marginSystems: [String]
    /// Customers that are not reserved names, over all systems, each counted once.
    package var customers: Int
    /// Cost of revenue by customer; nil where either is unknown.
    package var costPerCustomer: Amount? {
        customers > 0 ? costOfRevenue.map { $0.scaled(by: 1, over: Int128(customers)) } : nil
    }
    /// The fewest complete days of a system with an actual; nil where no system has one.
    package var completeDays: Int?

    /// The totals of an analysis; nil where it has no system.
    package init?(_ analysis: MonthAnalysis) {
        guard let first = analysis.systems.first else { return nil }
        let systems = analysis.systems
        currency = first.currency
        actual = PortfolioMonth.sum(systems.map(\.actual))
        charged = PortfolioMonth.sum(systems.map(\.charged))
        if systems.contains(where: { $0.planLow != nil && $0.plan == nil }) {
            planLow = PortfolioMonth.sum(systems.map { $0.plan ?? $0.planLow })
            planHigh = PortfolioMonth.sum(systems.map { $0.plan ?? $0.planHigh })
        } else {
            plan = PortfolioMonth.sum(systems.map(\.plan))
        }
        variance = PortfolioMonth.sum(systems.map(\.variance))
        let compared = systems.filter { $0.variance != nil }
        comparedActual = PortfolioMonth.sum(compared.map(\.actual))
        planToDate = compared.allSatisfy { $0.planToDate != nil } ? PortfolioMonth.sum(compared.map(\.planToDate)) : nil
        if compared.contains(where: { $0.planToDate == nil && $0.planToDateLow != nil }) {
            planToDateLow = PortfolioMonth.sum(compared.map { $0.planToDate ?? $0.planToDateLow })
            planToDateHigh = PortfolioMonth.sum(compared.map { $0.planToDate ?? $0.planToDateHigh })
        }
        if let variance, let planToDate { variancePercent = (variance * Amount(100)).divided(by: planToDate) }
        effect = variance.map { variance in
            variance.rounded(to: 2).isZero ? .onPlan : variance > .zero ? .adverse : .favourable
        }
        let earning = systems.filter { $0.revenue != nil }
        marginSystems = earning.map(\.system)
        revenue = PortfolioMonth.sum(earning.map(\.revenue))
        costOfRevenue = PortfolioMonth.sum(earning.map(\.costOfRevenue))
        if let revenue, let costOfRevenue {
            grossMarginPercent = ((revenue - costOfRevenue) * Amount(100)).divided(by: revenue)
        }
        customers = Set(analysis.customers.lazy.map(\.customer).filter { !ReservedCustomer.all.contains($0) }).count
        completeDays = systems.lazy.filter { $0.actual != nil }.map(\.completeDays).min()
    }

    /// The sum of what is known; nil where nothing is.
    private static func sum(_ values: [Amount?]) -> Amount? {
        let known = values.compactMap(\.self)
        return known.isEmpty ? nil : known.reduce(.zero, +)
    }
}

extension ReservedCustomer {
    /// Every reserved name.
    package static let all: Set<String> = [unallocated, notCostOfRevenue, tax, promotion, adjustment]
}

extension SystemMonth {
    /// Revenue less cost of revenue; nil where either is unknown.
    package var grossProfit: Amount? {
        guard let revenue, let costOfRevenue else { return nil }
        return revenue - costOfRevenue
    }
}
