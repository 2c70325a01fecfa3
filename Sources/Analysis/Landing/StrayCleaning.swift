import Billing

/// A series without its strays: single days beyond 3.5 robust standard deviations from what their weekday and the days around them let
/// expect. They are set to what was expected, unless they are more than one in twelve: then they are how the series is.
struct StrayCleaning {
    /// The days, strays set to what was expected of them.
    let cleaned: [Double]
    /// The standard deviation of a day that is no stray.
    let spread: Double
    /// Strays that come every month.
    let fees: MonthlyFees

    /// The days of a series that begins at `start`, with the weekday factor of each.
    init(_ values: [Double], factors: [Double], from start: Day) {
        let level = median(zip(values, factors).compactMap { $1 > 0.2 ? $0 / $1 : nil }) ?? 0
        let offsets = zip(values, factors).map { $0 - level * $1 }
        var residuals: [Double] = []
        for at in offsets.indices {
            let first = max(0, min(at - 3, offsets.count - 7))
            let window = offsets[first..<min(first + 7, offsets.count)]
            residuals.append(offsets[at] - (median(window) ?? 0))
        }
        let whole = RobustSpread(of: residuals)
        var strays: [Day: Double] = [:]
        for at in residuals.indices where whole.isBeyond(residuals[at]) { strays[start.advanced(by: at)] = residuals[at] }
        let series = Period(start: start, end: start.advanced(by: values.count))
        let fees = MonthlyFees(excesses: strays, in: series)
        let single = strays.keys.filter { !fees.days.contains($0) }
        let isCommon = single.count > max(2, values.count / 12)
        if isCommon { for day in single { strays[day] = nil } }

        cleaned = values.indices.map { values[$0] - (strays[start.advanced(by: $0)] ?? 0) }
        let kept = residuals.indices.filter { strays[start.advanced(by: $0)] == nil }.map { residuals[$0] }
        let root = (kept.reduce(0) { $0 + $1 * $1 } / Double(max(1, kept.count))).squareRoot()
        // Where strays are how the series is, the robust spread would not know of them.
        let own = StrayCleaning.own * (Double(kept.count) / Double(max(1, kept.count - 3))).squareRoot()
        spread = own * (isCommon ? root : RobustSpread(of: kept).deviation)
        self.fees = fees
    }

    /// A residual to a median that the day has a part in is smaller than one to the true level, of few days the more so.
    private static let own = 1.1
}
