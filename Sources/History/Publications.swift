package import Billing

/// A month's report: as of which sequence and for which today it was made.
package struct Publication: Hashable, Sendable {
    /// The month.
    package var month: Month
    /// The sequence that it shows.
    package var sequence: Int
    /// What its run took for today.
    package var today: Day
    /// Its run.
    package var run: Int
    /// The month's line of the index, in the words of whoever made it.
    package var summary: String
    /// Whether its files are in their place.
    package var isPlaced: Bool
    /// Whether the month had no report before.
    package var isFirst: Bool
    /// The version of the program that made it; empty for one that is being made.
    package var version = ""

    /// A report of a month.
    package init(month: Month, sequence: Int, today: Day, run: Int, summary: String = "", isPlaced: Bool = false, isFirst: Bool) {
        self.month = month
        self.sequence = sequence
        self.today = today
        self.run = run
        self.summary = summary
        self.isPlaced = isPlaced
        self.isFirst = isFirst
    }
}

extension History {
    /// The last publication of each month, as of a sequence or now, by month.
    package func publications(asOf sequence: Int? = nil) throws(HistoryError) -> [Publication] {
        try publications(
            """
            publication IN (\(History.publishedMonths)
                SELECT (SELECT publication FROM publication q WHERE q.month = m.month AND q.sequence <= ?1
                    ORDER BY sequence DESC, publication DESC LIMIT 1)
                FROM published m WHERE month NOTNULL) ORDER BY +month
            """, [.integer(sequence.map(Int64.init) ?? Int64.max)])
    }

    /// The months that ever had a report as the table `published`, from one to the next: each has many in its time.
    static let publishedMonths = """
        WITH RECURSIVE published (month) AS (
            SELECT min(month) FROM publication WHERE month > 0
            UNION ALL SELECT (SELECT min(month) FROM publication p WHERE p.month > m.month) FROM published m WHERE m.month NOTNULL)
        """

    /// The last publication of a month with figures of an earlier sequence than this; nil where there is none.
    package func publication(of month: Month, before sequence: Int) throws(HistoryError) -> Publication? {
        try publications(
            "publication = (SELECT max(publication) FROM publication q WHERE q.month = ?1 AND q.sequence < ?2)",
            [.integer(Int64(month.number)), .integer(Int64(sequence))]
        ).first
    }

    private func publications(_ condition: String, _ values: [SQLValue]) throws(HistoryError) -> [Publication] {
        try connection.rows(
            """
            SELECT month, sequence, today, run, summary, is_placed,
                NOT EXISTS (SELECT 1 FROM publication o WHERE o.month = p.month AND o.publication < p.publication),
                (SELECT version FROM run r WHERE r.run = p.run)
            FROM publication p WHERE \(condition)
            """, values
        ) { row in
            var publication = Publication(
                month: row.month(0), sequence: Int(row.integer(1)),
                today: row.day(2),
                run: Int(row.integer(3)), summary: row.text(4), isPlaced: row.integer(5) == 1, isFirst: row.integer(6) == 1)
            publication.version = row.text(7)
            return publication
        }
    }

    /// Writes down that all due reports are in their place.
    package func markPlaced() throws(HistoryError) {
        try transaction { () throws(HistoryError) in
            try connection.run("UPDATE publication SET is_placed = 1 WHERE is_placed = 0")
        }
    }

    /// The newest change after `sequence` that the figures of each of some months depend on; of a month that nothing after it touches an
    /// older one, or 0.
    ///
    /// A delivery touches the months that it is about, those in which days settle with it by the settings in force, and the dependents of
    /// both. One that came again unchanged touches the months in which days settle with it. A file other than an export, or a close,
    /// touches every month.
    package func lastChanges(
        of months: [Month], after sequence: Int, settleDays: Int
    ) throws(HistoryError) -> [Month: Int] {
        var changed = try connection.rows(
            """
            SELECT s.period_start, max(d.sequence) FROM scope_delivery d JOIN scope s ON s.scope = d.scope
            WHERE d.sequence > ?1 GROUP BY +s.period_start
            """, [.integer(Int64(sequence))]
        ) { (month: $0.day(0).month, sequence: Int($0.integer(1))) }
        for (sequence, months) in try settledMonths(after: sequence, settleDays: settleDays...settleDays) {
            changed += months.map { (month: $0, sequence: sequence) }
        }
        let inputs = try Int(connection.integer("SELECT max(sequence) FROM change WHERE kind IN ('input', 'close')") ?? 0)
        var changes: [Month: Int] = [:]
        for change in changed {
            for month in change.month.dependents { changes[month] = max(changes[month] ?? 0, change.sequence) }
        }
        // What changed in a closed month is booked in another one.
        for adjustment in try view().adjustments() {
            changes[adjustment.bookedMonth] = max(changes[adjustment.bookedMonth] ?? 0, adjustment.sequence)
        }
        var result: [Month: Int] = [:]
        for month in months { result[month] = max(changes[month] ?? 0, inputs) }
        return result
    }
}

extension History {
    /// Replaces the published rows of months and those that are of no month, says what is to be said of budgets and sources, and makes
    /// the months' reports due: one transaction. `recipients` says who is to be told of an alert.
    package func refresh(
        _ months: [MonthRefresh], documents: [MonthRefresh.Rows], contracts: [Contract], sources: [SourceAlert], today: Day,
        run: Int, recipients: (AlertRecord) -> [AlertRecipient]
    ) throws(HistoryError) {
        try transaction { () throws(HistoryError) in
            for rows in documents { try replace(rows, month: nil) }
            let sequence = try Int64(self.sequence)
            for source in sources {
                try say(MonthRefresh.Alert(source, today: today), sequence, today, run, recipients)
            }
            for refresh in months {
                for rows in refresh.tables { try replace(rows, month: refresh.month) }
                for alert in refresh.alerts { try say(alert, sequence, today, run, recipients) }
                for silence in refresh.silences where !silence.isSaid {
                    try connection.run(
                        "UPDATE alert_silence SET lifted_in_run = ? WHERE budget = ? AND period = ? AND threshold_percent = ?",
                        .integer(Int64(run)), .text(silence.budget), .text(silence.period), .integer(Int64(silence.threshold)))
                }
                for silence in refresh.silences where silence.isSaid {
                    try connection.run(
                        """
                        INSERT INTO alert_silence (budget, period, threshold_percent, run) VALUES (?, ?, ?, ?)
                        ON CONFLICT DO UPDATE SET run = excluded.run, lifted_in_run = NULL WHERE lifted_in_run IS NOT NULL
                        """, .text(silence.budget), .text(silence.period), .integer(Int64(silence.threshold)),
                        .integer(Int64(run)))
                }
                for budget in refresh.dayBudgets {
                    try connection.run(
                        "INSERT INTO budget_judged (budget, month) VALUES (?, ?) ON CONFLICT DO NOTHING", .text(budget),
                        .text(refresh.month.description))
                }
                try setFinal(refresh.month, refresh.isFinal)
                for landing in refresh.landings {
                    // A sum beyond what an integer holds is no landing to judge by.
                    guard let exact = landing.landing.amount.storedMicros else { continue }
                    try connection.run(
                        """
                        INSERT INTO landing_told VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                        ON CONFLICT DO UPDATE SET currency = ?5, landing = ?6, landing_micros = ?7, landing_femtos = ?8
                        """, .text(refresh.month.description), .text(landing.system), .integer(Int64(landing.completeDays)),
                        .integer(Int64(refresh.sequence)), .text(landing.landing.currency.code),
                        .real(landing.landing.amount.real), .integer(exact.micros), .integer(exact.remainder))
                }
                try connection.run(
                    "INSERT INTO publication (month, sequence, today, run, summary) VALUES (?, ?, ?, ?, ?)",
                    .integer(Int64(refresh.month.number)), .integer(Int64(refresh.sequence)),
                    .integer(Int64(refresh.today.number)), .integer(Int64(run)), .text(refresh.summary))
            }
            try connection.run("DELETE FROM contract")
            for contract in contracts {
                try connection.run(
                    "INSERT INTO contract VALUES (?, ?, ?, ?, ?, ?, ?)", .text(contract.customer), .optional(contract.name),
                    .text(contract.system), .real(contract.annualContractValue.amount.real),
                    .text(contract.annualContractValue.currency.code), .text(contract.start.description),
                    .optional(contract.end?.description))
            }
        }
    }

    private func replace(_ rows: MonthRefresh.Rows, month: Month?) throws(HistoryError) {
        if let month {
            try connection.run("DELETE FROM \"\(rows.table)\" WHERE month = ?", .text(month.description))
        } else {
            try connection.run("DELETE FROM \"\(rows.table)\"")
        }
        let names = rows.columns.map { "\"\($0)\"" }.joined(separator: ", ")
        let marks = rows.columns.map { _ in "?" }.joined(separator: ", ")
        let insert = try connection.kept("INSERT INTO \"\(rows.table)\" (\(names)) VALUES (\(marks))")
        for row in rows.rows {
            try insert.bind(row)
            try insert.run()
        }
    }
}
