import Billing

/// What is in force of a bill, read back from the history.
struct StoredBill {
    /// The records and costs, exactly.
    private(set) var records: Int64 = 0
    private(set) var billed = Amount.zero
    private(set) var effective = Amount.zero
    /// The greatest sum of a measure's units without their signs.
    private(set) var greatest = 0.0
    /// The last day that is charged; charges over several days say nothing about how far the days have come, unless there are no
    /// others. Nil for an empty bill.
    private(set) var lastDay: Int64?

    init(_ scope: Int64, _ connection: Connection) throws(HistoryError) {
        let rows = try connection.kept(
            """
            SELECT start_day, end_day, records, billed_femtos, effective_femtos\(MeasureColumns.all.map { ", \($0.high)" }.joined())
            FROM charge WHERE scope = ? AND known_to IS NULL
            """)
        rows.bind(0, scope)
        defer { rows.reset() }
        var sums = [Double](repeating: 0, count: MeasureColumns.all.count)
        var lastOfSpans: Int64?
        while try rows.step() {
            let (start, end) = (rows.integer(0), rows.integer(1))
            if end == start + 1 { lastDay = max(lastDay ?? start, start) } else { lastOfSpans = max(lastOfSpans ?? end, end) }
            let (sum, isOver) = records.addingReportingOverflow(rows.integer(2))
            guard !isOver else { throw .damaged("a charge has \(rows.integer(2)) records") }
            records = sum
            for place in sums.indices { sums[place] += abs(rows.real(5 + place)) }
            billed += Amount(micros: rows.integer(5 + Measure.billedCost.rawValue), remainder: rows.integer(3))
            effective += Amount(micros: rows.integer(5 + Measure.effectiveCost.rawValue), remainder: rows.integer(4))
        }
        if lastDay == nil { lastDay = lastOfSpans.map { $0 - 1 } }
        greatest = sums.max() ?? 0
    }

    /// Its records and costs for people.
    var description: String { "\(records) records, \(billed) billed, \(effective) effective" }
}
