package import Billing

/// Something that was said about a budget.
package struct AlertRecord: Hashable, Sendable {
    /// Its number, the same for ever.
    package var id: Int
    /// The run that said it and the day it took for today.
    package var run: Int, raisedAt: String
    /// Which budget, period, basis and threshold.
    package var budget: String, period: String, basis: String, threshold: Int
    /// What was counted and the limit.
    package var actual: Amount, amount: Amount, currency: Currency
    /// `raised`, `passed` or `corrected`.
    package var state: String
    /// What the period was expected to come to; nil where nothing said.
    package var landing: Amount?
    /// Who answers for the budget.
    package var owner: String?
    /// Whether the amounts are money; else `currency` is a unit of usage.
    package var isMoney: Bool
    /// The source that is late, or no longer is; nil for a budget.
    package var source: String?
    /// What had been counted, which of a forecast is not `actual`; nil for a source, and where it was not kept.
    package var counted: Amount?
}

extension History {
    /// All alerts as of a sequence, oldest first; nil for now.
    package func alerts(asOf sequence: Int? = nil) throws(HistoryError) -> [AlertRecord] {
        try connection.rows(
            """
            SELECT id, raised_in_run, raised_at, budget, period, basis, threshold_percent, actual_micros, actual_femtos,
                amount_micros, amount_femtos, currency, state, landing_micros, landing_femtos, owner, is_money, source,
                counted_micros, counted_femtos
            FROM alert WHERE sequence <= ? ORDER BY id
            """, [.integer(sequence.map(Int64.init) ?? Int64.max)]
        ) { row in
            var alert = AlertRecord(
                id: Int(row.integer(0)), run: Int(row.integer(1)), raisedAt: row.text(2), budget: row.text(3),
                period: row.text(4),
                basis: row.text(5), threshold: Int(row.integer(6)),
                actual: Amount(micros: row.integer(7), remainder: row.integer(8)),
                amount: Amount(micros: row.integer(9), remainder: row.integer(10)), currency: Currency(row.text(11)),
                state: row.text(12),
                landing: row.isNull(13) ? nil : Amount(micros: row.integer(13), remainder: row.integer(14)),
                owner: row.optionalText(15), isMoney: row.integer(16) == 1, source: row.optionalText(17))
            if !row.isNull(18) {
                alert.counted = Amount(micros: row.integer(18), remainder: row.integer(19))
            } else if alert.basis == AlertBasis.actual.rawValue, alert.source == nil {
                alert.counted = alert.actual
            }
            return alert
        }
    }

    /// What was said last of every budget, period and threshold; of sources nothing.
    package func alertMemory() throws(HistoryError) -> [AlertMemory] {
        try connection.rows(
            """
            SELECT budget, period, threshold_percent, state <> 'corrected', 0, basis FROM alert a
            WHERE id = (SELECT max(id) FROM alert b WHERE b.budget = a.budget AND b.period = a.period AND b.basis = a.basis
                AND b.threshold_percent = a.threshold_percent AND b.source IS NULL)
            UNION ALL
            SELECT budget, period, threshold_percent, 1, 1, 'actual' FROM alert_silence s
            WHERE lifted_in_run IS NULL AND NOT EXISTS (SELECT 1 FROM alert a WHERE a.budget = s.budget AND a.period = s.period
                AND a.threshold_percent = s.threshold_percent AND a.basis = 'actual' AND a.source IS NULL)
            ORDER BY 1, 2, 3
            """
        ) {
            AlertMemory(
                budget: $0.text(0), period: $0.text(1), basis: AlertBasis(rawValue: $0.text(5)) ?? .actual,
                threshold: Int($0.integer(2)), isSaid: $0.integer(3) == 1,
                isSilent: $0.integer(4) == 1)
        }
    }

    /// Budgets that were silenced by a run for a month, one of its days, or one of these longer periods that it lies in.
    package func silencedBudgets(of month: Month, in periods: [String], run: Int) throws(HistoryError) -> Set<String> {
        let marks = periods.map { _ in ", ?" }.joined()
        return Set(
            try connection.rows(
                "SELECT DISTINCT budget FROM alert_silence WHERE run = ? AND (substr(period, 1, 7) = ? OR period IN (''\(marks)))",
                [.integer(Int64(run)), .text(month.description)] + periods.map(SQLValue.text)
            ) { $0.text(0) })
    }

    /// Thresholds that were reached and never said, as a run knew them that published at a sequence.
    package func silences(through run: Int, asOf sequence: Int) throws(HistoryError) -> [AlertMemory] {
        try connection.rows(
            """
            SELECT budget, period, threshold_percent FROM alert_silence s
            WHERE run <= ?1 AND (lifted_in_run IS NULL OR lifted_in_run > ?1) AND NOT EXISTS (
                SELECT 1 FROM alert a WHERE a.budget = s.budget AND a.period = s.period AND a.basis = 'actual'
                    AND a.threshold_percent = s.threshold_percent AND a.sequence <= ?2)
            ORDER BY 1, 2, 3
            """, [.integer(Int64(run)), .integer(Int64(sequence))]
        ) {
            AlertMemory(
                budget: $0.text(0), period: $0.text(1), threshold: Int($0.integer(2)), isSaid: true, isSilent: true)
        }
    }

    /// The periods in which something was reached and never said, also where that was lifted later.
    package func silencedPeriods() throws(HistoryError) -> Set<String> {
        Set(try connection.rows("SELECT DISTINCT period FROM alert_silence", []) { $0.text(0) })
    }

    /// Budgets that a month or the one before it, or one of these longer periods that it lies in, has been judged by before, those by
    /// the day also where they counted nothing: nights that were missed at the turn of a month are no first import.
    package func knownBudgets(of month: Month, in periods: [String]) throws(HistoryError) -> Set<String> {
        let marks = periods.map { _ in ", ?" }.joined()
        return Set(
            try connection.rows(
                """
                SELECT budget FROM budget_month WHERE month IN (?1, ?2) AND period_kind NOT IN ('quarter', 'year')
                UNION SELECT budget FROM budget_judged WHERE month IN (?1, ?2)
                UNION SELECT budget FROM budget_month WHERE month BETWEEN ?3 AND ?4 AND period IN (''\(marks))
                """,
                // No period that a month lies in begins more than a year before it, or ends more than a year after it.
                [0, -1, -12, 12].map { .text(month.advanced(by: $0).description) } + periods.map(SQLValue.text)
            ) { $0.text(0) })
    }
}
