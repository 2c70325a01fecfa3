package import Billing

/// What changed in a closed month, found once for each change and booked in the first month that is open.
extension History {
    /// A closed month with changes that are not booked yet.
    package struct LateMonth: Hashable, Sendable {
        /// The month and its close.
        package var close: MonthClose
        /// Changes up to this sequence are booked.
        package var checked: Int
    }

    /// The closed months that got a bill since they were looked at last, or all where the journal changed; ascending.
    package func lateMonths() throws(HistoryError) -> [LateMonth] {
        let closes = try view().closes()
        let journal =
            try connection.integer(
                "SELECT max(max(known_from), coalesce(max(known_to), 0)) FROM input_version WHERE path = 'journal.csv'") ?? 0
        let accruals = try connection.integer("SELECT max(max(known_from), coalesce(max(known_to), 0)) FROM accrual") ?? 0
        let checked = try connection.rows("SELECT month, checked FROM month_close WHERE reopened IS NULL ORDER BY month") {
            (month: $0.month(0), checked: Int($0.integer(1)))
        }
        var late: [LateMonth] = []
        for row in checked {
            guard let close = closes[row.month] else { continue }
            let bill = try connection.integer(
                """
                SELECT 1 FROM scope_delivery d JOIN scope s ON s.scope = d.scope
                WHERE s.kind = 'bill' AND s.period_start >= ? AND s.period_start < ? AND d.sequence > ? LIMIT 1
                """, .integer(Int64(row.month.first.number)), .integer(Int64(row.month.end.number)), .integer(Int64(row.checked)))
            if bill != nil || max(journal, accruals) > row.checked { late.append(LateMonth(close: close, checked: row.checked)) }
        }
        return late
    }

    /// What deliveries after `late.checked` changed in the cost of its month, per change and place, without what comes to nothing.
    ///
    /// A line keeps the place that it had at the close; one that the month did not have then has the place that the mapping gave it
    /// when its charge came, also when that goes again. `separatesTax` says whether tax stands beside the cost, as promotional credits do.
    package func lateChanges(
        _ late: LateMonth, basis: Settings.CostBasis, separatesTax: Bool, bookedIn month: Month
    ) throws(HistoryError) -> [Adjustment] {
        let cost = basis == .billed ? "billed" : "effective"
        let period = late.close.month
        let scopes = "SELECT scope FROM scope WHERE kind = 'bill' AND period_start >= ?1 AND period_start < ?2"
        return try connection.rows(
            """
            WITH then_known AS MATERIALIZED (
                SELECT DISTINCT line FROM charge WHERE scope IN (\(scopes)) AND known_from <= ?3 AND (known_to IS NULL OR known_to > ?3)
            ), changed AS (
                SELECT scope, line, known_from AS sequence, known_from AS came, \(cost)_micros AS micros, \(cost)_femtos AS femtos
                FROM charge WHERE scope IN (\(scopes)) AND known_from > ?4
                UNION ALL
                SELECT scope, line, known_to, known_from, -\(cost)_micros, -\(cost)_femtos
                FROM charge WHERE scope IN (\(scopes)) AND known_to > ?4
            )
            SELECT c.sequence, m.system,
                CASE WHEN ?5 AND l.ChargeCategory = 'Tax' THEN '(tax)'
                    WHEN \(PromotionalCredit.condition("l")) THEN '(promotional credits)' ELSE m.component END, m.customer, l.BillingCurrency,
                sum(c.micros), sum(c.femtos),
                (SELECT file FROM scope_delivery d WHERE d.sequence = c.sequence LIMIT 1),
                max(EXISTS (SELECT 1 FROM scope_delivery d WHERE d.scope = c.scope AND d.sequence < c.sequence))
            FROM changed c JOIN line l ON l.line = c.line
            LEFT JOIN then_known k ON k.line = c.line
            LEFT JOIN line_mapping m ON m.line = c.line AND m.known_from <= CASE WHEN k.line IS NULL THEN c.came ELSE ?3 END
                AND (m.known_to IS NULL OR m.known_to > CASE WHEN k.line IS NULL THEN c.came ELSE ?3 END)
            GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
            """,
            [
                .integer(Int64(period.first.number)), .integer(Int64(period.end.number)), .integer(Int64(late.close.sequence)),
                .integer(Int64(late.checked)), .integer(separatesTax ? 1 : 0),
            ]
        ) { row throws(HistoryError) in
            let file = row.text(7)
            return Adjustment(
                closedMonth: period, bookedMonth: month, system: row.optionalText(1), component: row.optionalText(2),
                customer: row.optionalText(3),
                money: Money(Amount(micros: row.integer(5), remainder: row.integer(6)), try row.lineCurrency(4)),
                cause: row.integer(8) == 1 ? "restated by \(file)" : "delivered late by \(file)", sequence: Int(row.integer(0)))
        }.filter { !$0.money.amount.isZero }
    }

    /// Books what changed in closed months and notes that everything up to now is booked.
    package func book(_ adjustments: [Adjustment], of months: [LateMonth], run: Int) throws(HistoryError) {
        guard !months.isEmpty else { return }
        try transaction { () throws(HistoryError) in
            for adjustment in adjustments {
                let amount = adjustment.money.amount
                try connection.run(
                    """
                    INSERT INTO booking (closed_month, booked_month, system, component, customer, currency, amount_micros,
                        amount_femtos, cause, sequence, run) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """, .integer(Int64(adjustment.closedMonth.number)), .integer(Int64(adjustment.bookedMonth.number)),
                    .optional(adjustment.system), .optional(adjustment.component), .optional(adjustment.customer),
                    .text(adjustment.money.currency.code), .integer(amount.micros), .integer(amount.microsRemainder),
                    .text(adjustment.cause), .integer(Int64(adjustment.sequence)), .integer(Int64(run)))
            }
            for late in months {
                try connection.run(
                    "UPDATE month_close SET checked = ? WHERE month = ? AND reopened IS NULL", .integer(Int64(sequence)),
                    .integer(Int64(late.close.month.number)))
            }
        }
    }

    /// What was booked and no run that came to its end has told of.
    package func unsaidAdjustments() throws(HistoryError) -> [Adjustment] { try view().adjustments(onlyUnsaid: true) }

    /// Notes that everything booked has been told of.
    package func markAdjustmentsSaid() throws(HistoryError) {
        try transaction { () throws(HistoryError) in try connection.run("UPDATE booking SET said = 1 WHERE said = 0") }
    }
}
