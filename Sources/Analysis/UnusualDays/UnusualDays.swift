import Billing

/// The days on which components cost far from what they usually do on that weekday, the largest difference first, at most ten.
///
/// `costs` are of the days that are looked at and of some eight weeks before them, in any order; a component with less than two weeks
/// of them has no usual day. A day that is far off on the same day of each earlier month is a monthly fee and nothing unusual.
func unusualDays(_ costs: [DailyCost], _ systems: [String: DayWatch]) -> [UnusualDay] {
    let components = Dictionary(grouping: costs) { [$0.system, $0.component] }
    let found = components.values.flatMap { costs -> [UnusualDay] in
        guard let first = costs.first, let watch = systems[first.system] else { return [] }
        return unusualDays(of: costs, system: first.system, component: first.component, watch)
    }
    let ordered = found.sorted { left, right in
        let (one, other) = (left.excess.magnitude, right.excess.magnitude)
        return one != other ? one > other : (left.system, left.component, left.day) < (right.system, right.component, right.day)
    }
    return Array(ordered.prefix(10))
}

/// Of one component.
private func unusualDays(of costs: [DailyCost], system: String, component: String, _ watch: DayWatch) -> [UnusualDay] {
    guard let start = costs.lazy.filter({ !$0.amount.isZero }).map(\.day).min() else { return [] }
    let known = Period(start: start, end: max(start, watch.days.end))
    guard known.days >= 14 else { return [] }
    func series(_ costs: [DailyCost]) -> DailySeries {
        var series = DailySeries(over: known)
        for cost in costs { series.add(cost.amount, on: cost.day) }
        return series
    }
    func usual(_ series: DailySeries) -> UsualDays {
        UsualDays(of: series.amounts.map(\.approximate), from: known.start, judged: watch.days.start)
    }
    let whole = series(costs)
    let usualDays = usual(whole)
    // What each service and account has is only looked at where a day is unusual.
    var parts: [(origin: CostOrigin, series: DailySeries, usual: UsualDays)]?
    let judged = watch.days.clipped(to: known)
    return (0..<judged.days).compactMap { at in
        let day = judged.start.advanced(by: at)
        let actual = whole.amounts[known.start.distance(to: day)]
        let (centre, spread) = (usualDays.expected(on: day), usualDays.spread(on: day))
        let score = (actual.approximate - centre) / spread
        guard spread > 0, score.magnitude >= RobustSpread.usual, let expected = Amount(estimate: centre),
            (actual - expected).magnitude > watch.limit, let width = Amount(estimate: RobustSpread.usual * spread),
            let rounded = Amount(estimate: score)?.rounded(to: 2)
        else { return nil }
        let known =
            parts
            ?? Dictionary(grouping: costs, by: CostOrigin.init).sorted { $0.key < $1.key }.map { origin, costs in
                let own = series(costs)
                return (origin, own, usual(own))
            }
        parts = known
        var cause: (origin: CostOrigin, excess: Double)?
        for part in known {
            let excess = part.series.amounts[whole.start.distance(to: day)].approximate - part.usual.expected(on: day)
            if score > 0 ? excess > cause?.excess ?? 0 : excess < cause?.excess ?? 0 { cause = (part.origin, excess) }
        }
        return UnusualDay(
            system: system, component: component, day: day, actual: actual, expected: expected, low: expected - width,
            high: expected + width, score: rounded, service: cause?.origin.service, subaccount: cause?.origin.subaccount,
            explained: cause.flatMap { Amount(estimate: $0.excess) } ?? .zero)
    }
}
