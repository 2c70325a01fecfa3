import Billing

/// Alerts as they come into being.
extension History {
    /// Says something within the open transaction, and notes whom it is to be told to.
    func say(
        _ alert: MonthRefresh.Alert, _ sequence: Int64, _ today: Day, _ run: Int,
        _ recipients: (AlertRecord) -> [AlertRecipient]
    ) throws(HistoryError) {
        // What was only passed was told to nobody: that it is over is no news to them either.
        let isUntold = alert.state == "corrected" ? try lastState(of: alert) == "passed" : false
        try connection.run(
            """
            INSERT INTO alert (raised_in_run, budget, period, basis, threshold_percent, actual, amount, state, raised_at,
                actual_micros, actual_femtos, amount_micros, amount_femtos, currency, sequence, landing_micros, landing_femtos,
                owner, is_money, source, counted_micros, counted_femtos)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            .integer(Int64(run)), .text(alert.budget), .text(alert.period), .text(alert.basis.rawValue),
            .integer(Int64(alert.threshold)), .real(alert.actual.real),
            .real(alert.amount.real), .text(alert.state), .text(today.description), .integer(alert.actual.micros),
            .integer(alert.actual.microsRemainder), .integer(alert.amount.micros), .integer(alert.amount.microsRemainder),
            .text(alert.currency.code), .integer(sequence), .optional(alert.landing?.storedMicros?.micros),
            .optional(alert.landing?.storedMicros?.remainder), .optional(alert.owner), .integer(alert.isMoney ? 1 : 0),
            .optional(alert.source), .optional(alert.counted?.micros), .optional(alert.counted?.microsRemainder))
        let record = AlertRecord(
            id: Int(connection.lastKey), run: run, raisedAt: today.description, budget: alert.budget, period: alert.period,
            basis: alert.basis.rawValue, threshold: alert.threshold, actual: alert.actual, amount: alert.amount,
            currency: alert.currency, state: alert.state, landing: alert.landing, owner: alert.owner, isMoney: alert.isMoney,
            source: alert.source, counted: alert.counted)
        for recipient in isUntold ? [] : recipients(record) {
            try connection.run(
                "INSERT INTO alert_delivery (alert, channel, recipient, state) VALUES (?, ?, ?, 'pending') ON CONFLICT DO NOTHING",
                .integer(Int64(recipient.alert)), .text(recipient.channel), .text(recipient.recipient))
        }
    }

    /// What was said last of a budget's period, basis and threshold; nil where nothing was.
    private func lastState(of alert: MonthRefresh.Alert) throws(HistoryError) -> String? {
        try connection.rows(
            """
            SELECT state FROM alert WHERE budget = ? AND period = ? AND basis = ? AND threshold_percent = ? AND source IS NULL
            ORDER BY id DESC LIMIT 1
            """,
            [.text(alert.budget), .text(alert.period), .text(alert.basis.rawValue), .integer(Int64(alert.threshold))]
        ) { $0.text(0) }.first
    }
}
