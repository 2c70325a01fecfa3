import Billing

/// The periods that an answer of Cost Explorer has, in order; none lies across another.
struct CostExplorerPeriods {
    /// Seconds, from the start to the exclusive end.
    private var periods: [(start: Int, end: Int)] = []

    /// Adds a period, once or again; tells it in seconds since 1970.
    mutating func add(_ start: Timestamp, _ end: Timestamp) throws(RecordRefusal) -> Range<Int> {
        let new = (start: CostExplorerPeriods.second(start), end: CostExplorerPeriods.second(end))
        guard new.end > new.start else {
            throw RecordRefusal(reason: "a period ends on \(end.day), not after its start, expected the day after the last")
        }
        var low = 0
        var high = periods.count
        while low < high {
            let middle = (low + high) / 2
            if periods[middle].start < new.start { low = middle + 1 } else { high = middle }
        }
        if low < periods.count, periods[low] == new { return new.start..<new.end }
        guard low == 0 || periods[low - 1].end <= new.start, low == periods.count || new.end <= periods[low].start else {
            throw RecordRefusal(
                reason: "the period from \(start.day) to \(end.day) lies across another one: both have the same costs",
                hint: "keep answers by month, day and hour in sources of their own, or only one of them")
        }
        periods.insert(new, at: low)
        return new.start..<new.end
    }

    private static func second(_ moment: Timestamp) -> Int { Int(moment.day.number) * 86_400 + Int(moment.second) }
}
