package import Billing

/// What runs did not take.
extension History {
    /// Keeps what a run did not take.
    package func keep(_ refusals: [Refusal], run: Int) throws(HistoryError) {
        guard !refusals.isEmpty else { return }
        try transaction { () throws(HistoryError) in
            for refusal in refusals { try keep(refusal, run) }
        }
    }

    private func keep(_ refusal: Refusal, _ run: Int) throws(HistoryError) {
        try connection.run(
            "INSERT INTO refusal VALUES (?, ?, ?, ?, ?, ?)", .integer(Int64(run)), .text(refusal.origin.file),
            refusal.origin.line == 0 ? .null : .integer(Int64(refusal.origin.line)),
            refusal.origin.column == 0 ? .null : .integer(Int64(refusal.origin.column)), .text(refusal.reason),
            refusal.text.isEmpty ? .null : .text(refusal.text))
    }

    /// What the newest run that looked at exports did not take.
    package func lastRefusals() throws(HistoryError) -> [Refusal] { try lastLook().map(refusals) ?? [] }

    /// What records cost that the newest run that looked at exports did not take.
    package func lastUncountedCosts() throws(HistoryError) -> [UncountedCost] { try lastLook().map(uncountedCosts) ?? [] }

    private func lastLook() throws(HistoryError) -> Int? {
        try connection.integer("SELECT max(run) FROM run WHERE files > 0 AND exit_status IS NOT NULL").map { Int($0) }
    }

    /// What a run did not take, in the order it was found.
    package func refusals(of run: Int) throws(HistoryError) -> [Refusal] {
        try connection.rows(
            "SELECT file, line, column, reason, text FROM refusal WHERE run = ? ORDER BY rowid", [.integer(Int64(run))]
        ) { row in
            Refusal(
                at: Origin(file: row.text(0), line: Int(row.integer(1)), column: Int(row.integer(2))), row.text(3),
                text: row.text(4))
        }
    }

    /// Keeps what records cost that a run did not take.
    package func keep(_ costs: [UncountedCost], run: Int) throws(HistoryError) {
        guard !costs.isEmpty else { return }
        try transaction { () throws(HistoryError) in
            for cost in costs {
                try connection.run(
                    "INSERT INTO refused_cost VALUES (?, ?, ?, ?, ?, ?)", .integer(Int64(run)), .text(cost.file),
                    .text(cost.kind.rawValue), .optional(cost.currency?.code), .integer(Int64(cost.records)),
                    .optional(cost.costText))
            }
        }
    }

    /// What records cost that a run did not take, in the order it was found; nothing of runs before this was kept.
    package func uncountedCosts(of run: Int) throws(HistoryError) -> [UncountedCost] {
        try connection.rows(
            "SELECT file, kind, currency, records, cost FROM refused_cost WHERE run = ? ORDER BY rowid", [.integer(Int64(run))]
        ) { row in
            UncountedCost(
                file: row.text(0), kind: UncountedCost.Kind(rawValue: row.text(1)) ?? .refused, records: Int(row.integer(3)),
                currency: row.optionalText(2).map { Currency($0) }, costText: row.optionalText(4))
        }
    }
}
