import Billing

/// One thing a provider meters day by day: a resource, its price and how much of it is used.
struct Meter {
    /// How much is used.
    enum Use {
        /// The same every day.
        case daily(String)
        /// So much in each of August, September, October and November, spread over its days.
        case monthly([String])
        /// Counted elsewhere, day by day.
        case counted(@Sendable (Day) -> Int)
    }

    var account: Account
    var service: String
    var category: String
    var sku: String
    var text: String
    var resource: String
    var kind: String
    var unit: String
    /// Currency units for one unit.
    var price: String
    var use: Use
    /// Up and down from day to day, in percent.
    var noise = 6
    /// A weekend day's use, in percent of a working day's.
    var weekend = 100
    var tags: [(key: String, value: String)] = []
    /// The first day it exists.
    var from = Sample.days.start
    /// The day from which it is gone.
    var until = Sample.days.end

    /// The quantity of each day of the month that the sample covers, at 1e-9.
    func quantities(of month: Month) throws -> [(day: Day, quantity: Amount)] {
        let days = Array(month.first..<month.end)
        let known = days.filter { $0 >= from && $0 < min(until, Sample.days.end) }
        switch use {
        case .daily(let text):
            let quantity = try Amount(parsing: text)
            return known.map { ($0, quantity) }
        case .counted(let count):
            return known.map { ($0, Amount(count($0))) }
        case .monthly(let texts):
            var random = Random(name: "\(resource) \(sku) \(month)")
            let weights = days.map { day in
                Amount((day.isWeekend ? weekend : 100) * (100 + random.whole(-noise...noise)))
            }
            // Split in units of 1e-9, so that the month's days add up to its quantity and each has at most nine decimals.
            let whole = try Amount(parsing: texts[Sample.months.start.distance(to: month)])
            let parts = split(Amount(femtos: whole.femtos / 1_000_000), by: weights) ?? []
            return zip(days, parts).filter { known.contains($0.0) }.map { ($0, Amount(femtos: $1.femtos * 1_000_000)) }
        }
    }
}
