import Billing

/// The months whose figures depend on a delivery.
struct TouchedMonths {
    private let connection: Connection
    private var known: [Key: (month: Month, sequence: Int)?] = [:]

    private struct Key: Hashable {
        let source: String, kind: String, month: Month
    }

    /// Of the sources of a history.
    init(_ connection: Connection) { self.connection = connection }

    /// The calendar months around the one that a delivery is about, and a second one after it for what is compared with the two months before.
    static func around(_ month: Month) -> Set<Month> { Set((-1...2).map { month.advanced(by: $0) }) }

    /// The month that a source's bills, or its usage, broke off in long before `month`, with the change by which its last days have settled:
    /// the first that brought a day of a later month. Nil where there was no gap.
    mutating func settled(
        before month: Month, source: String, kind: String
    ) throws(HistoryError) -> (month: Month, sequence: Int)? {
        let key = Key(source: source, kind: kind, month: month)
        if let known = known[key] { return known }
        var settled: (month: Month, sequence: Int)?
        let day = try connection.integer(
            "SELECT max(period_start) FROM scope WHERE source = ? AND kind = ? AND period_start < ?", .text(source), .text(kind),
            .integer(Int64(month.first.number)))
        if let before = day.map({ Statement.day($0).month }), before.advanced(by: 1) < month {
            let sequence = try connection.integer(
                """
                SELECT min(d.sequence) FROM scope s CROSS JOIN scope_delivery d ON d.scope = s.scope
                WHERE s.source = ?1 AND s.kind = ?2 AND s.period_start >= ?3 AND d.last_day >= ?3
                """, .text(source), .text(kind), .integer(Int64(before.end.number)))
            settled = sequence.map { (before, Int($0)) }
        }
        known[key] = .some(settled)
        return settled
    }
}
