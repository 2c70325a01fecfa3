package import Billing

/// What the feed tells beside alerts. It is a log: what was undone later stays in it, and so does what undid it.
extension HistoryView {
    /// Every close and reopening of a month, in the order of the changes.
    package func closeEvents() throws(HistoryError) -> [CloseEvent] {
        try connection.rows(
            """
            SELECT c.month, c.sequence AS happened, c.today, 0, c.closed_by, c.note FROM month_close c WHERE c.sequence <= ?1
            UNION ALL
            SELECT c.month, c.reopened, r.today, 1, '', c.reopen_reason FROM month_close c
            JOIN change h ON h.sequence = c.reopened JOIN run r ON r.run = h.run WHERE c.reopened <= ?1
            ORDER BY happened
            """, [.integer(at)]
        ) { row in
            let isReopening = row.integer(3) == 1
            return CloseEvent(
                month: row.month(0), sequence: Int(row.integer(1)),
                day: isReopening ? Day(row.text(2)) ?? Day(number: 0) : row.day(2),
                kind: isReopening
                    ? .reopened(reason: row.optionalText(5) ?? "") : .closed(by: row.text(4), note: row.optionalText(5)))
        }
    }

    /// Every change of a closed month, in the order of the changes, its places added up by currency.
    package func changedCloses() throws(HistoryError) -> [ChangedClose] {
        let rows = try connection.rows(
            """
            SELECT b.closed_month, b.booked_month, b.sequence, b.cause, b.currency, sum(b.amount_micros), sum(b.amount_femtos),
                max(r.today)
            FROM booking b JOIN run r ON r.run = b.run WHERE b.sequence <= ?1
            GROUP BY 1, 2, 3, 4, 5 ORDER BY 3, 1, 2, 4, 5
            """, [.integer(at)]
        ) { row in
            ChangedClose(
                closedMonth: row.month(0), bookedMonth: row.month(1),
                sequence: Int(row.integer(2)), cause: row.text(3),
                amounts: [Money(Amount(micros: row.integer(5), remainder: row.integer(6)), Currency(row.text(4)))],
                day: Day(row.text(7)) ?? Day(number: 0))
        }
        var changes: [ChangedClose] = []
        for row in rows {
            if var last = changes.last, last.closedMonth == row.closedMonth, last.bookedMonth == row.bookedMonth,
                last.sequence == row.sequence, last.cause == row.cause
            {
                last.amounts += row.amounts
                last.day = max(last.day, row.day)
                changes[changes.count - 1] = last
            } else {
                changes.append(row)
            }
        }
        return changes
    }

    /// The newest day that each source has brought. What a bill says of days after its delivery, as of commitments to the month's
    /// end, is no day that it has brought.
    package func lastDays() throws(HistoryError) -> [String: Day] {
        // Deliveries stay as they came, and a night asks several times what all of them have brought.
        let newest = try min(at, connection.integer("SELECT max(sequence) FROM change") ?? 0)
        if let known = connection.lastDays, known.sequence == newest { return known.days }
        let days = try lastDays(through: newest)
        connection.lastDays = (newest, days)
        return days
    }

    private func lastDays(through sequence: Int64) throws(HistoryError) -> [String: Day] {
        let today = try connection.integer(
            "SELECT today FROM scope_delivery WHERE sequence <= ? ORDER BY sequence DESC LIMIT 1", .integer(sequence))
        // Most sources have brought a day of the last two months; the others are looked for among all that they ever brought.
        let rows = try connection.rows(
            """
            WITH RECURSIVE known (source) AS (
                SELECT min(source) FROM scope WHERE source >= ''
                UNION ALL SELECT (SELECT min(source) FROM scope WHERE source > k.source) FROM known k WHERE k.source NOTNULL),
            recent (source, day) AS MATERIALIZED (
                SELECT s.source, max(min(d.last_day, d.today)) FROM scope_delivery d CROSS JOIN scope s ON s.scope = d.scope
                WHERE d.last_day >= ?2 AND +d.sequence <= ?1 GROUP BY 1)
            SELECT source, coalesce(
                (SELECT r.day FROM recent r WHERE r.source = k.source AND r.day >= ?2),
                (SELECT max(min(d.last_day, d.today)) FROM scope s CROSS JOIN scope_delivery d ON d.scope = s.scope
                    WHERE s.source = k.source AND d.sequence <= ?1)) AS day
            FROM known k WHERE source NOTNULL
            """, [.integer(sequence), .integer((today ?? 0) - 62)]
        ) { $0.isNull(1) ? nil : ($0.text(0), $0.day(1)) }
        return Dictionary(rows.compactMap(\.self), uniquingKeysWith: max)
    }
}

extension History {
    /// The newest run that had placed the feed before the run of its newest news, and the sequence that it showed, as of a sequence or now:
    /// what came after it no feed had told before. Nil where none had.
    package func feedBefore(asOf sequence: Int? = nil) throws(HistoryError) -> (run: Int, sequence: Int)? {
        try connection.rows(
            """
            SELECT run, sequence FROM feed_placed WHERE run < (
                SELECT max(run) FROM (
                    SELECT max(raised_in_run) AS run FROM alert WHERE sequence <= ?1
                    UNION ALL SELECT max(run) FROM change WHERE kind = 'close' AND sequence <= ?1
                    UNION ALL SELECT max(run) FROM booking WHERE sequence <= ?1))
            ORDER BY run DESC LIMIT 1
            """, [.integer(sequence.map(Int64.init) ?? Int64.max)]
        ) { (Int($0.integer(0)), Int($0.integer(1))) }.first
    }

    /// Writes down that a run has placed the feed.
    package func markFeedPlaced(_ run: Int) throws(HistoryError) {
        try transaction { () throws(HistoryError) in
            try connection.run(
                "INSERT INTO feed_placed (run, sequence) VALUES (?, ?) ON CONFLICT DO NOTHING", .integer(Int64(run)),
                .integer(Int64(sequence)))
        }
    }
}
