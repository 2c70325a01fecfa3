import Billing

/// How a series is spread over the week: a factor for each weekday beside the level of all days.
///
/// Each day is set against the median of the seven days around it, which takes trends and steps out, and a weekday's factor is the median of its
/// days, which takes single strays out. With less than three weeks working days and weekends are two classes, with less than one
/// there is no pattern. What the classes differ by is believed as far as it is more than chance: it shrinks by
/// 1 − (what chance would give) / (what is seen), so that a series without a pattern has none here.
struct WeekdayShape {
    /// From Monday on; their mean is one.
    private let factors: [Double]

    /// The same every day.
    static let flat = WeekdayShape(factors: Array(repeating: 1, count: 7))

    private init(factors: [Double]) { self.factors = factors }

    /// The factor of a day.
    subscript(day: Day) -> Double { factors[day.weekday] }

    /// The shape of a series that begins at `start`.
    init(of values: [Double], from start: Day) {
        guard let ratios = WeekdayShape.ratios(values) else {
            self = .flat
            return
        }
        let classes = (0..<7).map { values.count >= 21 ? $0 : $0 < 5 ? 0 : 5 }
        var members: [[Double]] = Array(repeating: [], count: 7)
        for (at, ratio) in ratios.enumerated() { members[classes[start.advanced(by: at).weekday]].append(ratio) }
        let centres = members.map { median($0) ?? 1 }
        let count = Double(ratios.count)
        let mean = zip(members, centres).reduce(0) { $0 + Double($1.0.count) * $1.1 } / count
        guard mean > 0 else {
            self = .flat
            return
        }
        let between = zip(members, centres).reduce(0) { $0 + Double($1.0.count) * ($1.1 - mean) * ($1.1 - mean) } / count
        let groups = Double(Set(classes).count)
        let residuals = zip(members, centres).flatMap { members, centre in members.map { $0 - centre } }
        let spread = RobustSpread(of: residuals).deviation * (count / (count - groups)).squareRoot()
        // A median varies by π/2 as much as a mean.
        let chance = 1.5708 * spread * spread * (groups - 1) / count
        let belief = between > 0 ? max(0, 1 - chance / between) : 0
        let factors = classes.map { max(0, 1 + belief * (centres[$0] / mean - 1)) }
        let sum = factors.reduce(0, +)
        self.factors = sum > 0 ? factors.map { $0 * 7 / sum } : WeekdayShape.flat.factors
    }

    /// Each day beside the median of the seven around it, or where most days of some week are nothing beside their mean; nil for less than
    /// a week, and where some week comes to nothing or less.
    private static func ratios(_ values: [Double]) -> [Double]? {
        guard values.count >= 7 else { return nil }
        let weeks = values.indices.map { min(max(0, $0 - 3), values.count - 7) }.map { values[$0..<$0 + 7] }
        var bases = weeks.map { median($0) ?? 0 }
        if !bases.allSatisfy({ $0 > 0 }) { bases = weeks.map { $0.reduce(0, +) / 7 } }
        return bases.allSatisfy { $0 > 0 } ? zip(values, bases).map { $0 / $1 } : nil
    }
}

extension Day {
    /// 0 for a Monday to 6 for a Sunday.
    var weekday: Int {
        // 1970-01-01 was a Thursday.
        let days = (Int(number) + 3) % 7
        return days < 0 ? days + 7 : days
    }
}
