package import Billing

/// How a history is, as far as can be told without recomputing what it holds.
package struct Checkup: Hashable, Sendable {
    /// A run as it is written down.
    package struct LastRun: Hashable, Sendable {
        /// Its number, and what it took for today.
        package var run: Int, today: Day
        /// Its exit status; nil while it works, or where it was killed.
        package var exitStatus: Int?

        /// A run.
        package init(run: Int, today: Day, exitStatus: Int?) {
            self.run = run
            self.today = today
            self.exitStatus = exitStatus
        }
    }

    /// The number of its schema, at most this version's.
    package var version: Int
    /// Whether it can only be read with its log beside it, as what runs write; a backup can without.
    package var needsLog: Bool
    /// What SQLite's quick check has found, at most five lines; empty where all is well.
    package var problems: [String]
    /// The size in bytes, its log aside.
    package var size: Int64
    /// How many bytes the last thirty nights have added on average, the first night aside, which brings what was there before.
    package var nightly: Int64
    /// The newest run; nil before the first.
    package var lastRun: LastRun?

    /// Looks at the history at `path`, read-only; where it is `still`, as nobody writes it, nothing is made beside it.
    package init(path: String, still: Bool = false) throws(HistoryError) {
        // As the file format has it, byte 18 is 2 for a database in WAL mode; PRAGMA journal_mode does not say so of a still one. To be
        // read before anything is locked: closing a file frees every lock that the process has on it.
        needsLog = try History.header(of: path)[18] == 2
        let connection = try Connection(path: path, readOnly: true, immutable: still)
        try Migrations.checkReadable(connection, path: path)
        try connection.execute("PRAGMA trusted_schema = OFF; BEGIN")
        version = try Int(connection.integer("PRAGMA user_version") ?? 0)
        problems = try connection.rows("PRAGMA quick_check(5)") { $0.text(0) }.filter { $0 != "ok" }
        problems += try Verification.schema(connection).map { "\($0.subject) \($0.message)" }
        size = try (connection.integer("PRAGMA page_count") ?? 0) * (connection.integer("PRAGMA page_size") ?? 0)
        lastRun = try connection.rows("SELECT run, today, exit_status FROM run ORDER BY run DESC LIMIT 1") { row in
            (Int(row.integer(0)), row.text(1), row.optionalInteger(2).map(Int.init))
        }.first.flatMap { run, today, status in Day(today).map { LastRun(run: run, today: $0, exitStatus: status) } }
        nightly = try Checkup.nightly(connection, size)
    }

    /// The history's size times the share of its rows that came in those nights, a night.
    private static func nightly(_ connection: Connection, _ size: Int64) throws(HistoryError) -> Int64 {
        let nights = try connection.rows(
            """
            SELECT today FROM run WHERE today > (SELECT min(r.today) FROM run r JOIN change c ON c.run = r.run)
            GROUP BY today ORDER BY today DESC LIMIT 30
            """
        ) { $0.text(0) }
        guard let first = nights.last,
            let sequence = try connection.integer(
                "SELECT min(c.sequence) FROM change c JOIN run r ON r.run = c.run WHERE r.today >= ?", .text(first))
        else { return 0 }
        func rows(_ condition: String, _ values: SQLValue...) throws(HistoryError) -> Int128 {
            let counts = try connection.rows(
                "SELECT (SELECT count(*) FROM charge\(condition)) + (SELECT count(*) FROM usage\(condition))", values
            ) { $0.integer(0) }
            return Int128(counts.first ?? 0)
        }
        let all = try rows("")
        guard all > 0 else { return 0 }
        return try Int64(Int128(size) * rows(" WHERE known_from >= ?1", .integer(sequence)) / all / Int128(nights.count))
    }
}

/// What of a month's cost no mapping row matches, in one currency.
package struct UnmappedShare: Hashable, Sendable {
    /// The month, and the currency of both amounts.
    package var month: Month, currency: Currency
    /// The cost that is unmapped, and all of the month.
    package var unmapped: Amount, whole: Amount
}

extension HistoryView {
    /// What is unmapped of the newest month that was refreshed, by currency; empty before the first.
    package func unmappedShares() throws(HistoryError) -> [UnmappedShare] {
        let rows = try connection.rows(
            """
            SELECT month, currency, system = '(unmapped)', charged_micros, charged_femtos FROM component_month
            WHERE month = (SELECT max(month) FROM component_month) AND charged_micros IS NOT NULL ORDER BY currency
            """
        ) { ($0.text(0), Currency($0.text(1)), $0.integer(2) == 1, Amount(micros: $0.integer(3), remainder: $0.integer(4))) }
        var shares: [UnmappedShare] = []
        for (month, currency, isUnmapped, cost) in rows {
            guard let month = Month(month) else { continue }
            if shares.last?.currency != currency {
                shares.append(UnmappedShare(month: month, currency: currency, unmapped: .zero, whole: .zero))
            }
            shares[shares.count - 1].whole += cost
            if isUnmapped { shares[shares.count - 1].unmapped += cost }
        }
        return shares
    }
}
