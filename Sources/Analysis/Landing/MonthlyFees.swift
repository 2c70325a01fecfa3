import Billing

/// What is charged once a month, on one day of it, beyond the level of the days around: a support plan, a licence, a flat fee.
struct MonthlyFees {
    /// By day of the month; positive.
    private var fees: [Int: Double] = [:]
    /// The days that had one.
    private(set) var days: Set<Day> = []

    /// No fee is more than the excess of single days over what was expected of them. A day of the month has a fee where its last
    /// two days in the series both had an excess, and a month's first day also where the series has only one.
    init(excesses: [Day: Double], in series: Period) {
        for (ordinal, own) in Dictionary(grouping: excesses.keys, by: \.civil.day) {
            var latest: [Day] = []
            var month = series.end.advanced(by: -1).month
            while month.end > series.start, latest.count < 2 {
                let day = month.first.advanced(by: ordinal - 1)
                if day.month == month, series.start <= day, day < series.end { latest.append(day) }
                month = month.advanced(by: -1)
            }
            let amounts = latest.compactMap { excesses[$0] }.filter { $0 > 0 }
            guard amounts.count == latest.count, latest.count == 2 || ordinal == 1 && latest.count == 1 else { continue }
            fees[ordinal] = amounts.reduce(0, +) / Double(amounts.count)
            days.formUnion(own.filter { (excesses[$0] ?? 0) > 0 })
        }
    }

    /// What a day of a month is expected to have beside its level; zero on most days.
    subscript(day: Day) -> Double { fees.isEmpty ? 0 : fees[day.civil.day] ?? 0 }
}
