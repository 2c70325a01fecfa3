import Billing

/// What each day of a series would usually be: the median of its weekday, and what a monthly fee of the earlier months adds.
struct UsualDays {
    /// With fewer days of a weekday their median says nothing, and that of all days takes its place.
    private static let enough = 3

    private let centres: [Double]
    private let spreads: [Double]
    private var fees = MonthlyFees(excesses: [:], in: Period(start: Day(number: 0), end: Day(number: 0)))

    /// The days of a series, of which those before `judged` tell what recurs every month.
    init(of values: [Double], from start: Day, judged: Day) {
        var weekdays: [[Double]] = Array(repeating: [], count: 7)
        for (at, value) in values.enumerated() { weekdays[start.advanced(by: at).weekday].append(value) }
        let whole = median(values) ?? 0
        let centres = weekdays.map { $0.count < UsualDays.enough ? whole : median($0) ?? whole }
        let residuals = zip(weekdays, centres).map { values, centre in values.map { $0 - centre } }
        // A weekday may be wilder than the others, but that its few days lie close together is chance.
        let pooled = RobustSpread(of: residuals.joined().map(\.self)).deviation
        spreads = residuals.map { $0.count < UsualDays.enough ? pooled : max(pooled, RobustSpread(of: $0).deviation) }
        self.centres = centres

        let earlier = Period(start: start, end: max(start, min(judged, start.advanced(by: values.count))))
        var strays: [Day: Double] = [:]
        for at in 0..<earlier.days {
            let day = start.advanced(by: at)
            let residual = values[at] - centres[day.weekday]
            if residual > RobustSpread.usual * spreads[day.weekday] { strays[day] = residual }
        }
        fees = MonthlyFees(excesses: strays, in: earlier)
    }

    /// What is expected of a day.
    func expected(on day: Day) -> Double { centres[day.weekday] + fees[day] }

    /// The robust standard deviation of a day; zero where every day is as expected.
    func spread(on day: Day) -> Double { spreads[day.weekday] }
}
