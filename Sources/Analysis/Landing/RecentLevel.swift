/// The level that a series without strays has at its end, and how it moves on.
///
/// A level, a line and a step are tried on the last four weeks. A line counts where its slope is more than chance and no step explains the
/// days better; the slope is believed as far as it is more than chance, and fades by 2 % a day. A step counts where its sides,
/// at least four days each, differ by more than chance; then only the days after it do. The level is the sum of the days over the sum of
/// their weekday factors, each weighing half as much as one a week later.
struct RecentLevel {
    /// On the last day, for a weekday factor of one.
    let level: Double
    /// By which it moves on the day after; it fades.
    let slope: Double
    /// How many equal days the level is worth.
    let weight: Double
    /// By how many days the middle of those that it is from lies before the end, and their squared distances from it; both only for a line.
    private let lag: Double, distances: Double

    /// 2 to the power of −1/7: a day weighs half as much as one a week later.
    private static let fading = 0.905_723_664_263_906_7
    /// What of a slope is left on the next day.
    private static let damping = 0.98
    /// From this many standard errors on a slope or a step is more than chance, the best of many cuts being looked for.
    private static let chance = 5.0

    /// The level of days with the weekday factor of each and the standard deviation of one.
    init(_ values: [Double], _ factors: [Double], spread: Double) {
        let recent = max(0, values.count - 28)..<values.count
        let step = RecentLevel.step(values, factors, in: recent, spread: spread)
        let line = Line(values, factors, recent)
        if let line, line.isAscertained(spread: spread, beyond: RecentLevel.chance), line.misfit <= step?.misfit ?? .infinity {
            let error = spread / line.distances.squareRoot()
            slope = line.slope * (1 - error * error / (line.slope * line.slope))
            level = line.middle + slope * line.lag
            (weight, lag, distances) = (line.weight, line.lag, line.distances)
            return
        }
        var sum = 0.0, weighed = 0.0, squares = 0.0, share = 1.0
        for at in ((step?.at ?? 0)..<values.count).reversed() {
            sum += share * values[at]
            weighed += share * factors[at]
            squares += share * share
            share *= RecentLevel.fading
        }
        level = weighed > 0 ? sum / weighed : 0
        weight = weighed > 0 ? weighed * weighed / squares : 1
        (slope, lag, distances) = (0, 0, .infinity)
    }

    /// For how many days' worth the slope has moved the level so many days after the end.
    private static func progress(_ days: Int) -> Double {
        var left = 1.0, sum = 0.0
        for _ in 0..<days {
            left *= damping
            sum += left
        }
        return sum
    }

    /// The level so many days after the end.
    func level(after days: Int) -> Double { slope == 0 ? level : level + slope * RecentLevel.progress(days) }

    /// How the sum of days varies with what is not known of the level, in units of one day's variance: each with its weekday factor and how
    /// many days after the end it is.
    func variance(of days: [(factor: Double, after: Int)]) -> Double {
        let factors = days.reduce(0) { $0 + $1.factor }
        let ahead = slope == 0 ? 0 : days.reduce(0) { $0 + $1.factor * (lag + RecentLevel.progress($1.after)) }
        return factors * factors / weight + ahead * ahead / distances
    }

    /// What the sum of such days would be more if the slope did not fade.
    func fading(over days: [(factor: Double, after: Int)]) -> Double {
        slope == 0 ? 0 : days.reduce(0) { $0 + $1.factor * slope * (Double($1.after) - RecentLevel.progress($1.after)) }
    }

    /// The cut whose sides differ most, and how badly two levels fit then; nil where no two sides differ by more than chance.
    private static func step(
        _ values: [Double], _ factors: [Double], in recent: Range<Int>, spread: Double
    ) -> (at: Int, misfit: Double)? {
        var best: (at: Int, distance: Double)?
        for cut in recent.dropFirst(4).dropLast(3) {
            let before = LevelStretch(values, factors, max(0, cut - 14)..<cut)
            let after = LevelStretch(values, factors, cut..<values.count)
            guard let left = before.level, let right = after.level else { continue }
            let difference = (right - left).magnitude
            // Below that a step would not be worth forgetting the days before it.
            guard difference > 0.02 * max(left.magnitude, right.magnitude) else { continue }
            let error = spread * (before.variance + after.variance).squareRoot()
            let distance = error > 0 ? difference / error : .infinity
            if distance > best?.distance ?? chance { best = (cut, distance) }
        }
        return best.map { best in
            let before = LevelStretch(values, factors, recent.lowerBound..<best.at)
            let after = LevelStretch(values, factors, best.at..<values.count)
            return (best.at, before.misfit + after.misfit)
        }
    }
}
