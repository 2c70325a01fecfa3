import Billing

/// The bills of a source, or its usage: what is delivered together, and settles together.
struct SourceFeed: Hashable {
    /// The source and the kind, as bytes, since names that only look alike are two.
    let texts: [[UInt8]]

    /// `kind` is `bill` or `usage`.
    init(source: String, kind: String) { texts = [Array(source.utf8), Array(kind.utf8)] }

    var source: String { String(decoding: texts[0], as: UTF8.self) }
    var kind: String { String(decoding: texts[1], as: UTF8.self) }
}

extension HistoryView {
    /// The last complete day of each of some feeds; none of one that has none.
    ///
    /// What has one at `first` or later is soon found; only the others are looked for among all that they ever brought.
    func completeThrough(_ feeds: Set<SourceFeed>, from first: Day, settleDays: Int) throws(HistoryError) -> [SourceFeed: Day] {
        let rows = try connection.rows(
            """
            SELECT s.source, s.kind, max(d.through)
            FROM (SELECT scope, min(last_day, today - ?2) AS through FROM scope_delivery
                    WHERE last_day >= ?3 AND +sequence <= ?1 AND today - ?2 >= ?3
                UNION ALL SELECT scope, min(last_day, today - ?2) FROM scope_sighting
                    WHERE last_day >= ?3 AND +sequence <= ?1 AND today - ?2 >= ?3) d
            CROSS JOIN scope s ON s.scope = d.scope GROUP BY 1, 2
            """, [.integer(at), .integer(Int64(settleDays)), .integer(Int64(first.number))]
        ) { (SourceFeed(source: $0.text(0), kind: $0.text(1)), $0.day(2)) }
        var days = Dictionary(rows) { one, _ in one }
        for feed in feeds where days[feed] == nil { days[feed] = try completeThrough(feed, settleDays: settleDays) }
        return days
    }

    private func completeThrough(_ feed: SourceFeed, settleDays: Int) throws(HistoryError) -> Day? {
        func days(_ table: String) -> String {
            """
            SELECT min(d.last_day, d.today - ?2) AS through FROM scope s CROSS JOIN \(table) d ON d.scope = s.scope
            WHERE s.source = ?3 AND s.kind = ?4 AND d.sequence <= ?1
            """
        }
        return try connection.integer(
            "SELECT max(through) FROM (\(days("scope_delivery")) UNION ALL \(days("scope_sighting")))", .integer(at),
            .integer(Int64(settleDays)), .text(feed.source), .text(feed.kind)
        ).map(Statement.day)
    }
}
