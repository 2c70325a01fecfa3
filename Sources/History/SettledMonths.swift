package import Billing

extension Month {
    /// The months whose figures may depend on what is delivered of this one: itself, the next, in which the same sources are expected, and
    /// the one after, which is compared with the two before it.
    var dependents: Set<Month> { Set((0...2).map(advanced(by:))) }
}

extension History {
    /// The months in which days of a source's bills or usage have settled with a delivery after `sequence`, or with one that came again, by
    /// its sequence.
    ///
    /// A day has settled when its source has brought it, or a later one, in a run at least `settleDays` after it; of several numbers of days,
    /// as of a time in which the settings changed, the months in which days may have settled by any of them. What a source brings first
    /// settles no month but those that it is about, which depend on it anyway.
    package func settledMonths(
        after sequence: Int, settleDays: ClosedRange<Int>
    ) throws(HistoryError) -> [Int: Set<Month>] {
        let news = try connection.rows(
            """
            SELECT d.sequence, s.source, s.kind, max(min(d.last_day, d.today - ?2)), max(min(d.last_day, d.today - ?3)),
                max(d.today)
            FROM (SELECT scope, sequence, last_day, today FROM scope_delivery WHERE sequence > ?1 AND +last_day NOTNULL
                UNION ALL SELECT scope, sequence, last_day, today FROM scope_sighting WHERE sequence > ?1) d
            CROSS JOIN scope s ON s.scope = d.scope GROUP BY 1, 2, 3 ORDER BY 1
            """, [.integer(Int64(sequence)), .integer(Int64(settleDays.upperBound)), .integer(Int64(settleDays.lowerBound))]
        ) {
            (
                sequence: Int($0.integer(0)), feed: SourceFeed(source: $0.text(1), kind: $0.text(2)), least: $0.day(3),
                most: $0.day(4), today: $0.day(5)
            )
        }
        guard let newest = news.map(\.today).max() else { return [:] }
        var through = try view(asOf: sequence).completeThrough(
            Set(news.map(\.feed)), from: newest.advanced(by: -62), settleDays: settleDays.upperBound)
        var settled: [Int: Set<Month>] = [:]
        for new in news {
            if let before = through[new.feed], before < new.most {
                var month = before.advanced(by: 1).month
                while month <= new.most.month {
                    settled[new.sequence, default: []].insert(month)
                    month = month.advanced(by: 1)
                }
            }
            through[new.feed] = max(through[new.feed] ?? new.least, new.least)
        }
        return settled
    }
}
