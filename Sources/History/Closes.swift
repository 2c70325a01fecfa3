package import Billing

/// Closing and reopening months.
extension History {
    /// Closes a month at a sequence of its own; `accruals` are booked in it with the close. Returns the sequence.
    @discardableResult
    package func close(
        _ month: Month, day: Day, by: String, note: String?, accruals: [JournalEntry], run: Int
    ) throws(HistoryError) -> Int {
        try transaction { () throws(HistoryError) in
            let sequence = try nextSequence("close", month.description, run: run)
            try connection.run(
                "INSERT INTO month_close (month, sequence, today, closed_by, note, checked) VALUES (?, ?, ?, ?, ?, ?)",
                .integer(Int64(month.number)), .integer(sequence), .integer(Int64(day.number)), .text(by), .optional(note),
                .integer(sequence))
            for entry in accruals {
                let amount = entry.money.amount
                try connection.run(
                    """
                    INSERT INTO accrual (month, system, component, customer, currency, amount_micros, amount_femtos, known_from)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """, .integer(Int64(entry.month.number)), .text(entry.assignment.system ?? ""),
                    .text(entry.assignment.component ?? ""), .optional(entry.assignment.customer),
                    .text(entry.money.currency.code), .integer(amount.micros),
                    .integer(amount.microsRemainder), .integer(sequence))
            }
            try connection.run(
                """
                INSERT INTO month_status VALUES (?1, 'closed', ?2, ?3, ?4, ?5)
                ON CONFLICT DO UPDATE SET state = 'closed', sequence = ?2, closed_at = ?3, closed_by = ?4, note = ?5
                """, .text(month.description), .integer(sequence), .text(day.description), .text(by), .optional(note))
            return Int(sequence)
        }
    }

    /// Opens a closed month again: what was booked elsewhere for it, and what the close accrued, no longer counts.
    package func reopen(_ month: Month, reason: String, run: Int) throws(HistoryError) {
        try transaction { () throws(HistoryError) in
            let sequence = try nextSequence("close", month.description, run: run)
            let number = Int64(month.number)
            try connection.run(
                "UPDATE month_close SET reopened = ?, reopen_reason = ? WHERE month = ? AND reopened IS NULL", .integer(sequence),
                .text(reason), .integer(number))
            try connection.run(
                "UPDATE booking SET known_to = ? WHERE closed_month = ? AND known_to IS NULL", .integer(sequence),
                .integer(number))
            try connection.run(
                "UPDATE accrual SET known_to = ? WHERE month = ? AND known_to IS NULL", .integer(sequence), .integer(number))
            try connection.run(
                "UPDATE month_status SET state = 'open', sequence = NULL, closed_at = NULL, closed_by = NULL, note = ? WHERE month = ?",
                .text("reopened: \(reason)"), .text(month.description))
        }
    }

    /// Says of open months whether all their days are complete, within the open transaction.
    func setFinal(_ month: Month, _ isFinal: Bool) throws(HistoryError) {
        try connection.run(
            """
            INSERT INTO month_status (month, state) VALUES (?1, ?2)
            ON CONFLICT DO UPDATE SET state = ?2 WHERE state <> 'closed' AND state <> ?2
            """, .text(month.description), .text(isFinal ? "final" : "open"))
    }
}

extension HistoryView {
    /// The closes in force, by month.
    package func closes() throws(HistoryError) -> [Month: MonthClose] {
        let closes = try connection.rows(
            """
            SELECT month, sequence, today, closed_by, note FROM month_close
            WHERE sequence <= ?1 AND (reopened IS NULL OR reopened > ?1)
            """, [.integer(at)]
        ) { row in
            MonthClose(
                month: row.month(0), sequence: Int(row.integer(1)),
                day: row.day(2), closedBy: row.text(3), note: row.optionalText(4))
        }
        return Dictionary(closes.map { ($0.month, $0) }) { _, last in last }
    }

    /// The last close of a month that was opened again; nil where there is none.
    package func reopenedClose(of month: Month) throws(HistoryError) -> MonthClose? {
        try connection.rows(
            """
            SELECT sequence, today, closed_by, note FROM month_close
            WHERE month = ?1 AND reopened <= ?2 ORDER BY sequence DESC LIMIT 1
            """, [.integer(Int64(month.number)), .integer(at)]
        ) { row in
            MonthClose(
                month: month, sequence: Int(row.integer(0)), day: row.day(1), closedBy: row.text(2),
                note: row.optionalText(3))
        }.first
    }

    /// What closes have accrued, as rows of the journal.
    package func accruals() throws(HistoryError) -> [JournalEntry] {
        try connection.rows(
            """
            SELECT month, system, component, currency, amount_micros, amount_femtos, customer FROM accrual
            WHERE known_from <= ?1 AND (known_to IS NULL OR known_to > ?1) ORDER BY month, system, component, customer, currency
            """, [.integer(at)]
        ) { row in
            JournalEntry(
                month: row.month(0),
                assignment: Assignment(
                    system: row.text(1), component: row.text(2), customer: row.optionalText(6), environment: nil),
                money: Money(Amount(micros: row.integer(4), remainder: row.integer(5)), Currency(row.text(3))), kind: .accrual,
                note: "accrued at the close", origin: Origin(file: ""))
        }
    }

    /// What changed in closed months, in the order of the changes; or only what no run has told of.
    package func adjustments(onlyUnsaid: Bool = false) throws(HistoryError) -> [Adjustment] {
        try connection.rows(
            """
            SELECT closed_month, booked_month, system, component, customer, currency, amount_micros, amount_femtos, cause, sequence
            FROM booking WHERE sequence <= ?1 AND (known_to IS NULL OR known_to > ?1)\(onlyUnsaid ? " AND said = 0" : "")
            ORDER BY sequence, closed_month, system, component, customer, currency
            """, [.integer(at)]
        ) { row in
            Adjustment(
                closedMonth: row.month(0), bookedMonth: row.month(1),
                system: row.optionalText(2), component: row.optionalText(3), customer: row.optionalText(4),
                money: Money(Amount(micros: row.integer(6), remainder: row.integer(7)), Currency(row.text(5))),
                cause: row.text(8), sequence: Int(row.integer(9)))
        }
    }
}
