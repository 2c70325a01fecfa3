import Billing

@testable import Analysis

/// A month of daily cost with the two months before it, made from a seed.
struct GeneratedSeries {
    /// What the cost does.
    enum Kind: String, CaseIterable {
        case flat, noisy, weekdays = "weekday pattern", noisyWeekdays = "weekdays, noisy", trend, step, spike = "one-off spike",
            startFee = "month-start fee"

        /// The standard deviation of a day's noise beside its level.
        var noise: Double {
            switch self {
            case .flat: 0
            case .noisy, .noisyWeekdays: 0.15
            case .weekdays: 0.03
            case .trend, .step, .spike, .startFee: 0.05
            }
        }
    }

    let month: Month
    /// From the first day of the earliest month to the last of this one.
    let days: DailySeries
    /// What a plan of the month would have said: off by up to 15 %.
    let plan: Amount

    init(_ kind: Kind, seed: UInt64) {
        var random = SeededGenerator(seed: seed &* 1_000_003 &+ UInt64(kind.rawValue.utf8.reduce(0) { $0 &+ Int($1) }))
        month = Month(year: 2026, month: Int.random(in: 1...12, using: &random))
        let start = month.advanced(by: -2).first
        let level = Double.random(in: 20...2000, using: &random)
        let weekend = Double.random(in: 0.2...0.7, using: &random)
        let growth = Double.random(in: 0.002...0.01, using: &random) * (Bool.random(using: &random) ? 1 : -0.7)
        // The day of the step or of the spike, from the month's first.
        let moment = Int.random(in: kind == .spike ? 0...8 : -20...8, using: &random)
        let height = Double.random(in: 1.3...2, using: &random)
        var amounts: [Amount] = []
        var smooth = 0.0
        for day in start..<month.end {
            let at = month.first.distance(to: day)
            var value = level
            switch kind {
            case .flat, .noisy: break
            case .weekdays, .noisyWeekdays: if day.weekday >= 5 { value *= weekend }
            case .trend: value *= 1 + growth * Double(at)
            case .step: if at >= moment { value *= height }
            case .spike: if at == moment { value *= 10 * height }
            case .startFee: if day == day.month.first { value *= 12 * height }
            }
            if at >= 0 { smooth += value }
            value *= max(0, 1 + kind.noise * random.normal())
            amounts.append(Amount(femtos: Int128(value * 1e6) * 1_000_000_000))
        }
        days = DailySeries(start: start, amounts: amounts)
        plan = Amount(femtos: Int128(smooth * Double.random(in: 0.85...1.15, using: &random) * 1e6) * 1_000_000_000)
    }

    /// What the month came to.
    var actual: Amount { total(month.days) }

    /// The sum of the month's first days.
    func total(_ count: Int) -> Amount {
        let first = days.start.distance(to: month.first)
        return days.amounts[first..<first + count].reduce(.zero, +)
    }

    /// What was known once the month's first days were complete, with so many days of history.
    func basis(completeDays: Int, history: Int, planned: Bool = true) -> LandingBasis {
        var basis = LandingBasis(month.period, completeDays: completeDays, history: history)
        for (at, amount) in days.amounts.enumerated() {
            basis.counted.add(amount, on: days.start.advanced(by: at))
            basis.recurring.add(amount, on: days.start.advanced(by: at))
        }
        if planned { basis.plan = [PlannedMonth(month: month, figure: .exact(plan), pacing: .even)] }
        return basis
    }
}

extension SeededGenerator {
    /// A normal number, as the sum of twelve even ones.
    mutating func normal() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &self) } }
}
