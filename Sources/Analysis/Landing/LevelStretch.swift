/// Some days of a series under one level.
struct LevelStretch {
    /// The sum of the days over the sum of their weekday factors; nil where these come to nothing.
    let level: Double?
    /// Of the level, in units of one day's variance.
    let variance: Double
    /// The sum of squared differences of the days from it.
    let misfit: Double

    init(_ values: [Double], _ factors: [Double], _ range: Range<Int>) {
        var sum = 0.0, weight = 0.0
        for at in range {
            sum += values[at]
            weight += factors[at]
        }
        guard weight > 0 else {
            (level, variance, misfit) = (nil, 0, .infinity)
            return
        }
        let level = sum / weight
        var misfit = 0.0
        for at in range { misfit += (values[at] - level * factors[at]) * (values[at] - level * factors[at]) }
        self.level = level
        self.misfit = misfit
        variance = Double(range.count) / (weight * weight)
    }
}
