import Billing

/// How many days from the month's first are complete for a system: 0 to the days of the month.
///
/// The slowest source that feeds the system decides; other systems' sources do not matter. A system that no source feeds,
/// or one of whose sources has settled nothing, has none. `system` is nil for what is unmapped.
func completeDays(of system: String?, in month: Month, _ progress: [SourceProgress]) -> Int {
    let feeding = progress.filter { $0.system == system }
    guard !feeding.isEmpty else { return 0 }
    var last: Day?
    for source in feeding {
        guard let through = source.completeThrough else { return 0 }
        last = min(last ?? through, through)
    }
    guard let last else { return 0 }
    return max(0, min(month.days, month.first.distance(to: last) + 1))
}

extension MonthFacts {
    /// How many days of the month are complete for a system: all once it is closed. What only the journal feeds is complete
    /// for the days that are over.
    func completeDays(of system: String?, _ grouped: FactsBySystem) -> Int {
        if isClosed { return month.days }
        let isFed = progress.contains { $0.system == system }
        let charges = grouped.charges[system] ?? []
        guard !isFed, !charges.isEmpty, charges.allSatisfy({ $0.entry != nil }) else {
            return Analysis.completeDays(of: system, in: month, progress)
        }
        return max(0, min(month.days, month.first.distance(to: today)))
    }
}
