package import Analysis
package import Billing

/// A month's line on the page of all months.
package struct IndexMonth: Hashable, Sendable {
    /// The month.
    package var month: Month
    /// `complete`, `closed`, `flash: 19 of 30 days complete`.
    package var status: String
    /// The reporting currency.
    package var currency: Currency?
    /// The full month's plan, and cost over complete days of what is compared with one (of everything where nothing is); nil
    /// for unknown.
    package var plan: Amount?, actual: Amount?
    /// The full month's plan where that of a system is a range; nil where it is none.
    package var planLow: Amount?, planHigh: Amount?
    /// Actual less plan to date, and in percent of it.
    package var variance: Amount?, variancePercent: Amount?
    /// By effect on the result.
    package var effect: Effect?
    /// Revenue of the complete days.
    package var revenue: Amount?
    /// Hosting gross margin.
    package var grossMarginPercent: Amount?
    /// Every charge known that no rule matches; nil where there is none.
    package var unmapped: Amount?
    /// Cost of revenue by customer of the month; nil where either is unknown.
    package var costPerCustomer: Amount?
    /// What the systems whose variance is known are expected to come to in the full month; nil for a month that is complete, and where it
    /// is unknown of one of them.
    package var landing: Amount?
    /// How far off the landing was that was told from eighteen to twenty complete days, in percent of what the month came to, over the
    /// systems that have both; nil for a month that is not complete, and where none was told.
    package var landingErrorPercent: Amount?
    /// How many alerts stand in its report; nil where the version that kept the line did not say.
    package var alerts: Int?
    /// Which whole reports lie in its folder: a closed month has those of the version that made it.
    package var downloads: [ReportFormat] = [.xlsx, .xml]

    /// A month's line as it was kept.
    package init(
        month: Month, status: String, currency: Currency?, plan: Amount?, actual: Amount?, variance: Amount?,
        variancePercent: Amount?, effect: Effect?, revenue: Amount?, grossMarginPercent: Amount?, unmapped: Amount?
    ) {
        self.month = month
        self.status = status
        self.currency = currency
        self.plan = plan
        self.actual = actual
        self.variance = variance
        self.variancePercent = variancePercent
        self.effect = effect
        self.revenue = revenue
        self.grossMarginPercent = grossMarginPercent
        self.unmapped = unmapped
    }

    /// The line of a month's report; `status` replaces what the days say, for a closed month.
    package init(_ report: Report, status: String? = nil) {
        let portfolio = PortfolioMonth(report.analysis)
        month = report.context.month
        self.status = status ?? Headline(page: MonthPage(report, at: .month)).status
        currency = portfolio?.currency
        plan = portfolio?.plan
        (planLow, planHigh) = (portfolio?.planLow, portfolio?.planHigh)
        actual = portfolio?.comparedActual ?? portfolio?.actual
        variance = portfolio?.variance
        variancePercent = portfolio?.variancePercent
        effect = portfolio?.effect
        revenue = portfolio?.revenue
        grossMarginPercent = portfolio?.grossMarginPercent
        unmapped = report.analysis.systems.first { $0.system == ReservedComponent.unmapped }?.charged
        costPerCustomer = report.analysis.costPerCustomer
        landing = IndexMonth.landing(report.analysis)
    }

    private static func landing(_ analysis: MonthAnalysis) -> Amount? {
        let compared = analysis.systems.filter { $0.variance != nil }
        guard compared.contains(where: { $0.completeDays < $0.days }) else { return nil }
        var sum = Amount.zero
        for system in compared {
            guard let landing = analysis.landing(of: system) else { return nil }
            sum += landing
        }
        return sum
    }
}
