import Billing

/// The months whose figures depend on a delivery.
struct TouchedMonths {
    private let connection: Connection
    private var known: [Key: Set<Month>] = [:]

    private struct Key: Hashable {
        let source: String, month: Month
    }

    /// Of the sources of a history.
    init(_ connection: Connection) { self.connection = connection }

    /// Those that a source's delivery for `month` touches: the calendar months around it too, a second one after it for what is compared
    /// with the two months before, and, since a delivery says that earlier days have settled, the months beside it of which the source has
    /// brought anything, however long ago.
    mutating func months(by month: Month, of source: String) throws(HistoryError) -> Set<Month> {
        let key = Key(source: source, month: month)
        if let known = known[key] { return known }
        var touched = Set((-1...2).map { month.advanced(by: $0) })
        let before = try connection.integer(
            "SELECT max(period_start) FROM scope WHERE source = ? AND period_start < ?", .text(source),
            .integer(Int64(month.first.number)))
        let after = try connection.integer(
            "SELECT min(period_start) FROM scope WHERE source = ? AND period_start >= ?", .text(source),
            .integer(Int64(month.end.number)))
        for day in [before, after].compactMap(\.self) { touched.insert(Statement.day(day).month) }
        known[key] = touched
        return touched
    }
}
