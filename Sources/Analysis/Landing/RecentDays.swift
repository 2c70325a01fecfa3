import Billing

/// What the recent days of a series say about those to come: `WeekdayShape` × `RecentLevel` + `MonthlyFees`, with `StrayCleaning` before
/// the level, and how unsure that is.
struct RecentDays {
    /// What less than a week of days says is off by up to this share.
    private static let earlyDoubt = 0.25
    /// By how much a level usually moves in a week, where too few weeks are known to tell.
    private static let usualMove = 0.02

    private let last: Day
    private let shape: WeekdayShape
    private let level: RecentLevel
    private let fees: MonthlyFees
    /// The standard deviation of one day.
    private let spread: Double
    /// By which the level's variance grows from one day to the next.
    private let drift: Double
    /// Whether no day was ever below zero.
    private let isCost: Bool

    /// The state of a series at its end; nil where it has no day that is not zero.
    init?(_ series: DailySeries) {
        let (start, values) = series.numbers
        guard !values.isEmpty else { return nil }
        last = series.end.advanced(by: -1)
        shape = WeekdayShape(of: values, from: start)
        var factors: [Double] = []
        for at in values.indices { factors.append(shape[start.advanced(by: at)]) }
        let cleaning = StrayCleaning(values, factors: factors, from: start)
        level = RecentLevel(cleaning.cleaned, factors, spread: cleaning.spread)
        fees = cleaning.fees
        isCost = values.allSatisfy { $0 >= 0 }
        drift = RecentDays.drift(cleaning.cleaned, factors, slope: level.slope, spread: cleaning.spread)
        let early = level.level.magnitude * RecentDays.earlyDoubt * Double(7 - values.count) / 6
        spread = max(cleaning.spread, early)
    }

    /// What is expected of a day after the series.
    func expected(on day: Day) -> Double {
        let usual = level.level(after: last.distance(to: day)) * shape[day]
        return (isCost ? max(0, usual) : usual) + fees[day]
    }

    /// What comes once a month, on a day of it.
    func fee(on day: Day) -> Double { fees[day] }

    /// The half width of the range in which the sum over some days after the series lies with 80 %; it grows faster than the days.
    func halfRange(over days: [Day]) -> Double {
        let count = Double(days.count)
        let weighed = days.map { (factor: shape[$0], after: last.distance(to: $0)) }
        let fading = level.fading(over: weighed)
        let chance = spread * spread * (count + level.variance(of: weighed))
        let variance = chance + drift * count * count * count / 3 + fading * fading
        // The 90th percentile of Student's distribution, to the first term of its expansion about the normal one.
        return 1.2816 * (1 + 0.66 / max(1, level.weight - 1)) * variance.squareRoot()
    }

    /// The variance by which the level moves in a day, from how far whole weeks differ beyond the slope and what chance gives them.
    private static func drift(_ values: [Double], _ factors: [Double], slope: Double, spread: Double) -> Double {
        var levels: [Double] = []
        var end = values.count
        while end >= 7, levels.count < 9 {
            if let level = LevelStretch(values, factors, end - 7..<end).level { levels.append(level) }
            end -= 7
        }
        let moves = zip(levels, levels.dropFirst()).map { ($0 - $1 - 7 * slope) * ($0 - $1 - 7 * slope) }
        // The median of a squared normal number is 0.455 of its mean.
        guard moves.count >= 3, let middle = median(moves) else {
            let move = usualMove * (levels.first ?? 0)
            return move * move / 7
        }
        return max(0, middle / 0.455 - 2 * spread * spread / 7) / 7
    }
}
