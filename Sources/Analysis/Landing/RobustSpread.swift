/// The middle of some numbers, of an even count the mean of the middle two; nil of none.
func median(_ numbers: some Collection<Double>) -> Double? {
    guard !numbers.isEmpty else { return nil }
    let sorted = numbers.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/// How far numbers usually lie from where they are expected, as a standard deviation that single strays do not widen.
struct RobustSpread {
    /// The limit from which on a number is no longer of the usual ones (Iglewicz and Hoaglin), in standard deviations.
    static let usual = 3.5

    /// The standard deviation; zero where all lie where they are expected.
    let deviation: Double

    /// The spread of residuals about zero. Where more than half of them are exactly zero the median says nothing of the
    /// others, and the mean deviation takes its place.
    init(of residuals: some Collection<Double>) {
        let sizes = residuals.map(\.magnitude)
        let middle = median(sizes) ?? 0
        // Of normal numbers the median deviation is 0.6745, the mean deviation 0.7979 standard deviations.
        deviation = middle > 0 ? middle * 1.4826 : sizes.reduce(0, +) / Double(max(1, sizes.count)) * 1.2533
    }

    /// Whether a residual is beyond what is usual.
    func isBeyond(_ residual: Double) -> Bool { residual != 0 && residual.magnitude >= RobustSpread.usual * deviation }
}
