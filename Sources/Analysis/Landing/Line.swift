/// A straight line through the levels of some days, each weighing by the square of its weekday factor.
struct Line {
    /// A day's rise.
    let slope: Double
    /// The level at the middle of the days, and how many days before the last one that is.
    let middle: Double, lag: Double
    /// How many equal days the middle is worth, and their squared distances from it.
    let weight: Double, distances: Double
    /// The sum of squared differences of the days from the line.
    let misfit: Double

    /// Nil for less than ten days that have a factor.
    init?(_ values: [Double], _ factors: [Double], _ range: Range<Int>) {
        guard range.count(where: { factors[$0] > 0 }) >= 10 else { return nil }
        var weight = 0.0, times = 0.0, levels = 0.0
        for at in range {
            let square = factors[at] * factors[at]
            weight += square
            times += square * Double(at)
            levels += factors[at] * values[at]
        }
        let time = times / weight, middle = levels / weight
        var distances = 0.0, products = 0.0
        for at in range {
            let distance = Double(at) - time
            distances += factors[at] * factors[at] * distance * distance
            products += factors[at] * distance * (values[at] - factors[at] * middle)
        }
        slope = products / distances
        self.middle = middle
        self.weight = weight
        self.distances = distances
        lag = Double(range.upperBound - 1) - time
        var misfit = 0.0
        for at in range {
            let miss = values[at] - factors[at] * (middle + slope * (Double(at) - time))
            misfit += miss * miss
        }
        self.misfit = misfit
    }

    /// Whether the slope is so many standard errors from none, a day having this standard deviation.
    func isAscertained(spread: Double, beyond errors: Double) -> Bool {
        slope.magnitude * distances.squareRoot() > errors * spread && slope.magnitude * lag > 0.01 * middle.magnitude
    }
}
