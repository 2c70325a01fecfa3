import Billing

/// What a plan has for one month, with how it falls to the days.
struct PlannedMonth: Hashable {
    let month: Month
    /// For the full month.
    let figure: PlanFigure
    let pacing: PlanComponent.Pacing

    /// What the plan has for each day, of a range its middle, and half the range's width. What is known to come once a month falls to
    /// its own day, also of a plan that is paced evenly.
    func days(fee: (Day) -> Double) -> [(middle: Double, halfWidth: Double)] {
        let fees = (0..<month.days).map { pacing == .even ? fee(month.first.advanced(by: $0)) : 0 }
        let (low, high) = (figure.low.approximate, figure.high.approximate)
        let middle = (low + high) / 2
        let once = fees.reduce(0, +)
        return fees.enumerated().map { at, fee in
            let share =
                switch pacing {
                case .even: 1 / Double(fees.count)
                case .start: at == 0 ? 1.0 : 0
                case .end: at == fees.count - 1 ? 1.0 : 0
                }
            let halfWidth = (high - low) / 2 * share
            return once <= middle ? ((middle - once) * share + fee, halfWidth) : (middle * share, halfWidth)
        }
    }
}
