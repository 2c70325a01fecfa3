package import Billing

/// A view of the history as of a sequence: what analysis is computed from.
extension History {
    /// Months that have or had charges or usage as of a sequence, ascending; nil for now.
    package func months(asOf sequence: Int? = nil) throws(HistoryError) -> [Month] {
        try HistoryView(connection, asOf: sequence).months()
    }

    /// The history as it was at a sequence, or as it is now.
    package func view(asOf sequence: Int? = nil) -> HistoryView { HistoryView(connection, asOf: sequence) }
}

/// The history as it was at a sequence. Reads only.
package struct HistoryView {
    let connection: Connection
    /// The sequence that is looked at; the greatest number for now.
    let at: Int64

    init(_ connection: Connection, asOf sequence: Int?) {
        self.connection = connection
        at = sequence.map(Int64.init) ?? Int64.max
    }

    /// Rows of a table that were true at the sequence. Two halves, so that each finds its partial index; of what is true now the first
    /// alone, which need not look at the sequences.
    func known(_ table: String, _ columns: String, _ condition: String) throws(HistoryError) -> String {
        let current = "SELECT \(columns) FROM \(table) c WHERE c.known_to IS NULL"
        if try isNow { return current + " AND \(condition)" }
        return """
            \(current) AND c.known_from <= ?1 AND \(condition)
            UNION ALL
            SELECT \(columns) FROM \(table) c WHERE c.known_to > ?1 AND c.known_from <= ?1 AND \(condition)
            """
    }

    /// Whether no change is newer than the sequence.
    private var isNow: Bool {
        get throws(HistoryError) { try connection.integer("SELECT max(sequence) FROM change") ?? 0 <= at }
    }

    /// The files of Inputs that were in force.
    package func inputs() throws(HistoryError) -> [History.InputVersion] {
        try History.inputs(connection, asOf: at == Int64.max ? nil : Int(at))
    }

    /// Months that have charges or usage, or had some and were published, and those in which something of a closed month is booked or
    /// taken back, ascending.
    package func months() throws(HistoryError) -> [Month] {
        var days: [Month] = []
        for (kind, table) in [("bill", "charge"), ("usage", "usage")] {
            // From one month to the next: a month of usage has a scope for every day and metric.
            var from = Int64.min
            while let day = try connection.integer(
                """
                SELECT s.period_start FROM scope s WHERE s.kind = '\(kind)' AND s.period_start >= ?2 AND EXISTS (
                    SELECT 1 FROM \(table) c WHERE c.scope = s.scope AND c.known_from <= ?1 AND (c.known_to IS NULL OR c.known_to > ?1))
                ORDER BY s.period_start LIMIT 1
                """, .integer(at), .integer(from))
            {
                let month = Statement.day(day).month
                days.append(month)
                // One that is damaged beyond the years that there are is the last.
                guard Statement.day(day).number == day else { break }
                from = Int64(month.end.number)
            }
        }
        let published = try connection.rows(
            """
            \(History.publishedMonths)
            SELECT month FROM published m WHERE EXISTS (SELECT 1 FROM publication p WHERE p.month = m.month AND p.sequence <= ?1)
            """, [.integer(at)]
        ) { $0.month(0) }
        let booked = try connection.rows(
            """
            SELECT booked_month FROM booking WHERE sequence <= ?1 AND (known_to IS NULL OR known_to > ?1)
            UNION SELECT month + 1 FROM accrual WHERE known_from <= ?1 AND (known_to IS NULL OR known_to > ?1)
            """, [.integer(at)]
        ) { $0.month(0) }
        return Set(days + published + booked).sorted()
    }

    /// The usage of a month.
    package func usage(of month: Month) throws(HistoryError) -> [UsageDay] {
        let scopes = "c.scope IN (SELECT scope FROM scope WHERE kind = 'usage' AND period_start >= ?2 AND period_start < ?3)"
        return try connection.rows(
            """
            SELECT s.period_start, coalesce(s.metric, s.subject), c.kind, c.system, c.component, c.customer, c.feature, c.model, c.environment, c.unit,
                c.quantity_units, c.quantity_nanos
            FROM (\(known("usage", "c.*", scopes))) c JOIN scope s ON s.scope = c.scope
            ORDER BY 1, 2, s.source, 3, 4, 5, 6, 7, 8, 9, 10
            """, [.integer(at), .integer(Int64(month.first.number)), .integer(Int64(month.end.number))]
        ) { row in
            func label(_ column: Int) -> String? { row.text(column).isEmpty ? nil : row.text(column) }
            var usage = UsageDay(
                day: row.day(0), metric: row.text(1), kind: MetricKind(rawValue: row.text(2)) ?? .flow,
                quantity: Quantity(units: row.integer(10), nanos: row.integer(11)))
            usage.system = label(3)
            usage.component = label(4)
            usage.customer = label(5)
            usage.feature = label(6)
            usage.model = label(7)
            usage.environment = label(8)
            usage.unit = label(9)
            return usage
        }
    }

    /// How far every source has come for each system that it fed in the month or the one before.
    ///
    /// A day is complete when its source has brought it, or a later one, in a run at least `settleDays` after it. `billed` are the charges
    /// of both months where they are known; they are looked for where not.
    package func progress(
        in month: Month, settleDays: Int, billed: [MonthCharge]? = nil
    ) throws(HistoryError) -> [SourceProgress] {
        let from = Int64(month.advanced(by: -1).first.number)
        let to = Int64(month.end.number)
        let used = "c.scope IN (SELECT scope FROM scope WHERE kind = 'usage' AND period_start >= ?2 AND period_start < ?3)"
        let bounds: [SQLValue] = [.integer(at), .integer(from), .integer(to)]
        var feeds = Set(
            try connection.rows(
                """
                SELECT DISTINCT s.source, c.system FROM (\(known("usage", "c.scope, c.system", used))) c
                JOIN scope s ON s.scope = c.scope WHERE c.system <> ''
                """, bounds
            ) { Feed(source: $0.text(0), kind: "usage", system: $0.text(1)) })
        if let billed {
            for charge in billed { feeds.insert(Feed(source: charge.source, kind: "bill", system: charge.assignment.system)) }
        } else {
            feeds.formUnion(try billedFeeds(bounds))
        }
        let days = try completeThrough(Set(feeds.map(\.from)), from: month.advanced(by: -1).first, settleDays: settleDays)
        return feeds.sorted { $0.isBefore($1) }.map {
            SourceProgress(source: $0.from.source, system: $0.system, completeThrough: days[$0.from])
        }
    }

    /// A system that a source's bills or usage have been of.
    private struct Feed: Hashable {
        let from: SourceFeed
        /// As bytes, since names that only look alike are two; nil for what is unmapped.
        private let name: [UInt8]?

        init(source: String, kind: String, system: String?) {
            from = SourceFeed(source: source, kind: kind)
            name = system.map { Array($0.utf8) }
        }

        var system: String? { name.map { String(decoding: $0, as: UTF8.self) } }
        private var texts: [[UInt8]] { from.texts + (name.map { [$0] } ?? []) }

        func isBefore(_ other: Feed) -> Bool {
            texts.lexicographicallyPrecedes(other.texts) { $0.lexicographicallyPrecedes($1) }
        }
    }

    private func billedFeeds(_ bounds: [SQLValue]) throws(HistoryError) -> [Feed] {
        try connection.rows(
            """
            SELECT DISTINCT l.x_Source, m.system
            FROM (SELECT DISTINCT c.line FROM (\(known("charge", "c.line", HistoryView.billScopes))) c) c
            JOIN line l ON l.line = c.line
            LEFT JOIN line_mapping m ON m.line = c.line AND m.known_from <= ?1 AND (m.known_to IS NULL OR m.known_to > ?1)
            """, bounds
        ) { Feed(source: $0.text(0), kind: "bill", system: $0.optionalText(1)) }
    }

    /// What was assumed while the month's deliveries in force were read, each once.
    package func notes(of month: Month) throws(HistoryError) -> [String] {
        try connection.rows(
            """
            SELECT DISTINCT s.source || ': ' || d.note FROM scope s CROSS JOIN scope_delivery d ON d.scope = s.scope
            WHERE s.kind IN ('bill', 'usage') AND s.period_start >= ?2 AND s.period_start < ?3 AND d.note IS NOT NULL
                AND d.sequence = (SELECT max(n.sequence) FROM scope_delivery n WHERE n.scope = s.scope AND n.sequence <= ?1)
            ORDER BY 1
            """, [.integer(at), .integer(Int64(month.first.number)), .integer(Int64(month.end.number))]
        ) { $0.text(0) }
    }

    /// What a source has delivered for a month, as the report's data quality shows it.
    package struct SourceState: Hashable, Sendable {
        /// The folder.
        package var source: String
        /// Deliveries that changed the month, records in force, records refused in them.
        package var deliveries: Int, rows: Int, refused: Int
        /// The last day it brought.
        package var lastDay: Day?
    }

    /// What each source has delivered for a month.
    package func sources(of month: Month) throws(HistoryError) -> [SourceState] {
        try connection.rows(
            """
            SELECT s.source, count(DISTINCT d.sequence) FILTER (WHERE d.is_invoicing = 0),
                coalesce(sum(d.rows) FILTER (WHERE d.sequence = s.newest), 0),
                coalesce(sum(d.refused) FILTER (WHERE d.sequence = s.newest), 0), max(d.last_day)
            FROM (SELECT scope, source, (SELECT max(sequence) FROM scope_delivery n WHERE n.scope = m.scope AND n.sequence <= ?1) AS newest
                FROM scope m WHERE kind IN ('bill', 'usage') AND period_start >= ?2 AND period_start < ?3) s
            JOIN scope_delivery d ON d.scope = s.scope AND d.sequence <= ?1
            GROUP BY s.source ORDER BY s.source
            """, [.integer(at), .integer(Int64(month.first.number)), .integer(Int64(month.end.number))]
        ) { row in
            SourceState(
                source: row.text(0), deliveries: Int(row.integer(1)), rows: Int(row.integer(2)), refused: Int(row.integer(3)),
                lastDay: row.isNull(4) ? nil : row.day(4))
        }
    }
}
