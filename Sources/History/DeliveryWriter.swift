package import Billing

/// Takes one file's charges or usage into the history: everything in one transaction, all of it or nothing.
///
/// While the file is read, its lines go to `billed_line` and its charges are put aside; `finish` then decides scope by scope
/// what is new (ScopeDecision), replaces what changed (Restatement), reads back what it stored and commits.
package final class DeliveryWriter: ChargeSink, UsageSink {
    let history: History
    /// Where the delivery comes from and how it is taken.
    package private(set) var origin: DeliveryOrigin
    private let mapping: Mapping
    private let usageSystem: String?
    private var scopes: [BillScope: Int32] = [:]
    private var usageScopes: [UsageScope: Int64] = [:]
    private let calls: CallClaims?
    private let lastLineBefore: Int64
    private var lines: LineStore
    /// The charges that were read.
    private(set) var charges: ChargeStage

    private struct UsageScope: Hashable {
        var metric: String
        var day: Day
    }

    var connection: Connection { history.connection }

    /// Makes the temporary tables that a delivery is staged in.
    static func prepare(_ connection: Connection) throws(HistoryError) {
        try ChargeStage.prepare(connection)
        try connection.execute(
            """
            CREATE TEMP TABLE staged_usage (
                scope INTEGER NOT NULL, kind TEXT NOT NULL, system TEXT NOT NULL, component TEXT NOT NULL, customer TEXT NOT NULL,
                feature TEXT NOT NULL, model TEXT NOT NULL, environment TEXT NOT NULL, unit TEXT NOT NULL,
                quantity_units INTEGER NOT NULL, quantity_nanos INTEGER NOT NULL, records INTEGER NOT NULL,
                PRIMARY KEY (scope, kind, system, component, customer, feature, model, environment, unit)
            ) STRICT, WITHOUT ROWID;
            CREATE TEMP TABLE target (scope INTEGER PRIMARY KEY);
            """)
        try Invoicing.prepare(connection)
    }

    /// Begins to take a file. `mapping` places new lines; `usageSystem` is the system of usage that names none.
    package init(_ history: History, _ origin: DeliveryOrigin, mapping: Mapping, usageSystem: String?) throws(HistoryError) {
        self.history = history
        self.origin = origin
        self.mapping = mapping
        self.usageSystem = usageSystem
        lines = try LineStore(history)
        calls = history.digest.map {
            CallClaims(history.connection, hash: $0.hash, source: origin.source, log: origin.series)
        }
        charges = try ChargeStage(history)
        try history.begin()
        lastLineBefore = try history.connection.integer("SELECT max(line) FROM billed_line") ?? 0
        for table in ["staged_usage", "target"] { try history.connection.run("DELETE FROM \(table)") }
    }

    // MARK: Staging

    /// The bill's number in the history; it is made at its first sight.
    package func scope(_ scope: BillScope) throws(HistoryError) -> Int32 {
        if let number = scopes[scope] { return number }
        let number = Int32(try scopeNumber("bill", scope.subject, scope.billingPeriod, exportDay: scope.exportDay))
        scopes[scope] = number
        return number
    }

    private func scopeNumber(
        _ kind: String, _ subject: String, _ period: Period, exportDay: Day? = nil
    ) throws(HistoryError) -> Int64 {
        let isLog = kind == "usage" && origin.logContent != nil
        let metric = isLog ? subject : nil
        let subject = isLog ? "\(subject) in \(origin.series)" : subject
        let find = try connection.kept(
            "SELECT scope, period_end FROM scope WHERE kind = ? AND source = ? AND subject = ? AND period_start = ?")
        let end = Int64(period.end.number)
        try find.bind([
            .text(kind), .text(origin.source), .text(subject), .integer(Int64(period.start.number)),
        ])
        defer { find.reset() }
        guard try find.step() else {
            try connection.run(
                "INSERT INTO scope (kind, source, subject, period_start, period_end, export_day, metric) VALUES (?, ?, ?, ?, ?, ?, ?)",
                .text(kind), .text(origin.source), .text(subject), .integer(Int64(period.start.number)), .integer(end),
                .optional(exportDay.map { Int64($0.number) }), .optional(metric))
            return connection.lastKey
        }
        let scope = find.integer(0)
        if find.integer(1) != end {
            try connection.run("UPDATE scope SET period_end = ? WHERE scope = ?", .integer(end), .integer(scope))
        }
        return scope
    }

    /// The invoice's number in this delivery.
    package func invoice(_ number: String) throws(HistoryError) -> Int32 { charges.invoice(number) }

    /// The line's number in the history; it is stored at its first sight.
    package func line(_ identity: Hash128, _ values: LineValues) throws(HistoryError) -> Int32 {
        let number = Int32(try lines.line(identity, values))
        charges.name(number, identity)
        return number
    }

    /// Stages what a line was charged.
    package func add(_ charge: ChargeDay) throws(HistoryError) { try charges.add(charge) }

    /// Stages a quantity of usage.
    package func add(_ usage: UsageDay) throws(HistoryError) {
        let key = UsageScope(metric: usage.metric, day: usage.day)
        let scope: Int64
        if let known = usageScopes[key] {
            scope = known
        } else {
            scope = try scopeNumber("usage", usage.metric, Period(start: usage.day, end: usage.day.advanced(by: 1)))
            usageScopes[key] = scope
        }
        let insert = try connection.kept(
            """
            INSERT INTO staged_usage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
            ON CONFLICT DO UPDATE SET
                quantity_units = CASE WHEN kind <> 'peak' THEN quantity_units + excluded.quantity_units
                        + (quantity_nanos + excluded.quantity_nanos) / 1000000000
                    WHEN (excluded.quantity_units, excluded.quantity_nanos) > (quantity_units, quantity_nanos)
                        THEN excluded.quantity_units ELSE quantity_units END,
                quantity_nanos = CASE WHEN kind <> 'peak' THEN (quantity_nanos + excluded.quantity_nanos) % 1000000000
                    WHEN (excluded.quantity_units, excluded.quantity_nanos) > (quantity_units, quantity_nanos)
                        THEN excluded.quantity_nanos ELSE quantity_nanos END,
                records = records + 1
            """)
        insert.bind(0, scope)
        let texts = [
            usage.kind.rawValue, usage.system ?? usageSystem, usage.component, usage.customer, usage.feature, usage.model,
            usage.environment, usage.unit,
        ]
        for (index, text) in texts.enumerated() { try insert.bind(index + 1, text ?? "") }
        insert.bind(9, usage.quantity.units)
        insert.bind(10, usage.quantity.nanos)
        try insert.runWithinBounds()
    }

    /// Notes a call as this log's, unless it is another's.
    package func claim(_ call: Hash128) throws(HistoryError) -> Bool { try calls?.claim(call) ?? true }

    // MARK: Ending

    /// Forgets everything that was read of the file.
    package func abandon() throws(HistoryError) { try history.rollback() }

    /// Takes what was staged. `totals` are the reader's own counts of each bill, `refused` the records that were left out,
    /// `note` what was assumed while reading, `answered` the days that the answer of an API is about. Without `remember` the file
    /// is read again by the next run.
    package func finish(
        _ totals: [BillScope: ControlTotal], refused: Int, note: String?, answered: [Period]?, remember: Bool
    ) throws(HistoryError) -> DeliveryOutcome {
        origin.note = note
        origin.answered = answered
        if !remember { origin.modified = -1 }
        do throws(HistoryError) {
            return try take(totals, refused: refused)
        } catch {
            try history.rollback()
            throw error
        }
    }

    private func take(_ totals: [BillScope: ControlTotal], refused: Int) throws(HistoryError) -> DeliveryOutcome {
        if try isCopyOfALog() {
            try history.rollback()
            try history.begin()
            try rememberFile([:], sequence: nil)
            try history.commit()
            return .unchanged
        }
        if let digest = history.digest { try charges.close(digest.hash) }
        var decision = try ScopeDecision(self)
        if decision.held == nil {
            try charges.compare(decision.apply, isAdded: origin.mode == .append)
            try decision.doubt(self)
        }
        if let held = decision.held {
            let costs = try stagedCosts()
            try history.rollback()
            return .held(held, costs)
        }
        guard !decision.apply.isEmpty else {
            // Lines and scopes that were only staged go; that the file has been seen stays.
            try history.rollback()
            try history.begin()
            try noteSightings(decision.unchanged)
            try rememberFile(decision.contents, sequence: nil)
            try history.commit()
            return decision.hasOlder ? .older : .unchanged
        }
        let sequence = try history.nextSequence("delivery", origin.file, run: origin.run)
        let restatement = Restatement(writer: self, sequence: sequence)
        try restatement.apply(decision.apply, totals: numbered(totals), contents: decision.contents, refused: refused)
        try noteSightings(decision.unchanged, sequence)
        // Of lines that are all new none has a place, so without rules there is nothing to do.
        if !mapping.rules.isEmpty { try LineStore.map(linesAfter: lastLineBefore, mapping, sequence, connection) }
        try rememberFile(decision.contents, sequence: sequence)
        try history.commit()
        return .taken(sequence: Int(sequence))
    }

    /// Whether another file holds the very bytes of this log.
    private func isCopyOfALog() throws(HistoryError) -> Bool {
        guard let content = origin.logContent else { return false }
        return try connection.integer(
            "SELECT 1 FROM file WHERE source = ? AND content = ? AND path <> ? LIMIT 1", .text(origin.source), .text(content),
            .text(origin.file)) != nil
    }

    /// Notes that bills in force came again, unchanged, where that lets more of their days settle: within ten days after the
    /// last one. Nothing is noted twice for a day.
    private func noteSightings(_ scopes: [Int64], _ taken: Int64? = nil) throws(HistoryError) {
        var sequence = taken
        for scope in scopes {
            let last = try connection.rows(
                """
                SELECT d.last_day, max(d.today, coalesce((SELECT max(s.today) FROM scope_sighting s WHERE s.scope = d.scope), d.today))
                FROM scope_delivery d WHERE d.scope = ? AND d.last_day NOTNULL ORDER BY d.sequence DESC LIMIT 1
                """, [.integer(scope)]
            ) { (day: $0.integer(0), seen: $0.integer(1)) }.first
            let today = Int64(origin.today.number)
            guard let last, last.seen < today, last.seen < last.day + 10 else { continue }
            if sequence == nil { sequence = try history.nextSequence("sighting", origin.file, run: origin.run) }
            try connection.run(
                "INSERT INTO scope_sighting VALUES (?, ?, ?, ?)", .integer(scope), .optional(sequence), .integer(today),
                .integer(last.day))
        }
    }

    private func numbered(_ totals: [BillScope: ControlTotal]) -> [Int64: ControlTotal] {
        var numbered: [Int64: ControlTotal] = [:]
        for (scope, number) in scopes {
            // Bills that differ only in where their period ends are one.
            if let total = totals[scope] { numbered[Int64(number), default: ControlTotal()].add(total) }
        }
        return numbered
    }

    /// Notes the file's state and what it holds, so that it need not be read again and its successors know what they follow;
    /// without a sequence it changed nothing and no successor follows it.
    private func rememberFile(_ contents: [Int64: String], sequence: Int64?) throws(HistoryError) {
        try connection.run(
            """
            INSERT INTO file (path, source, series, stamp, inode, size, modified, sequence, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (path) DO UPDATE SET source = excluded.source, series = excluded.series, stamp = excluded.stamp, inode = excluded.inode,
                size = excluded.size, modified = excluded.modified, content = excluded.content, sequence = coalesce(excluded.sequence, sequence)
            """,
            .text(origin.file), .text(origin.source), .text(origin.series), .optional(origin.stamp.map { Int64($0.number) }),
            .integer(origin.inode), .integer(origin.size), .integer(origin.modified), .optional(sequence),
            .optional(origin.logContent))
        let file = try connection.integer("SELECT file FROM file WHERE path = ?", .text(origin.file)) ?? 0
        try connection.run("DELETE FROM file_scope WHERE file = ?", .integer(file))
        for (scope, content) in contents.sorted(by: { $0.key < $1.key }) {
            try connection.run("INSERT INTO file_scope VALUES (?, ?, ?)", .integer(file), .integer(scope), .text(content))
        }
    }
}
