import Billing

/// What a plan has for one month, with how it falls to the days.
struct PlannedMonth: Hashable {
    let month: Month
    /// For the full month.
    let figure: PlanFigure
    let pacing: PlanComponent.Pacing

    /// What the plan has for a day, of a range its middle, and half the range's width; nil for a day of another month. What is known to
    /// come once a month falls to its own day, also of a plan that is paced evenly.
    func amounts(on day: Day, fee: (Day) -> Double) -> (middle: Double, halfWidth: Double)? {
        guard day.month == month else { return nil }
        let share =
            switch pacing {
            case .even: 1 / Double(month.days)
            case .start: day == month.first ? 1.0 : 0
            case .end: day.advanced(by: 1) == month.end ? 1.0 : 0
            }
        let (low, high) = (figure.low.approximate, figure.high.approximate)
        let once = pacing == .even ? (0..<month.days).reduce(0) { $0 + fee(month.first.advanced(by: $1)) } : 0
        let middle = (low + high) / 2
        guard once > 0, once <= middle else { return (middle * share, (high - low) / 2 * share) }
        return ((middle - once) * share + fee(day), (high - low) / 2 * share)
    }
}
