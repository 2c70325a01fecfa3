/// How far a budget's period was on a day.
package struct PeriodProgress: Hashable, Sendable {
    /// How many of its days were over when the day began, and how many it has.
    package var daysGone: Int, days: Int

    /// Of a period as it is published: `2026-10-05`, `2026-10`, `2026-Q4` or `2026`; nil for what is none. `start` is the first month of
    /// the fiscal year, 1 to 12.
    package init?(_ name: String, on day: Day, fiscalYearStart start: Int) {
        guard let period = PeriodProgress.period(name, start) else { return nil }
        days = period.days
        daysGone = max(0, min(days, period.start.distance(to: day)))
    }

    /// What a day has used so far on average: `used` ÷ days gone; nil on the first day.
    package func pace(_ used: Amount) -> Amount? { daysGone > 0 ? used.scaled(by: 1, over: Int128(daysGone)) : nil }

    private static func period(_ name: String, _ start: Int) -> Period? {
        if let day = Day(name) { return Period(start: day, end: day.advanced(by: 1)) }
        if let month = Month(name) { return month.period }
        guard let year = Int(name.prefix(4)), year > 1 else { return nil }
        // Every month of the two calendar years that a fiscal year may lie in.
        for month in Month(year: year - 1, month: 1)...Month(year: year, month: 12) {
            for kind in [BudgetPeriod.quarter, .year] where kind.name(around: month, fiscalYearStart: start) == name {
                let months = kind.months(around: month, fiscalYearStart: start)
                return Period(start: months.lowerBound.first, end: months.upperBound.end)
            }
        }
        return nil
    }
}
