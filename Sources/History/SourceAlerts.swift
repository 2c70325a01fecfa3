package import Billing

/// Alerts of sources: that one is late, and that it no longer is. They are rows among the budgets': the days since its last day of those
/// within which one was expected.
extension History {
    /// The sources that were said to be late, and not to be no longer, by name.
    package func saidSources() throws(HistoryError) -> [SourceAlert] {
        try connection.rows(
            """
            SELECT source, period, amount_micros, actual_micros FROM alert a
            WHERE source IS NOT NULL AND state = 'raised' AND id = (SELECT max(id) FROM alert b WHERE b.source = a.source)
            ORDER BY source
            """
        ) { row in
            let lastDay = Day(row.text(1)) ?? Day(number: 0)
            var said = SourceAlert(
                source: row.text(0), lastDay: lastDay, newestDay: lastDay, expectedDays: Int(row.integer(2) / 1_000_000),
                isOver: false)
            said.daysWithout = Int(row.integer(3) / 1_000_000)
            return said
        }
    }
}

extension AlertRecord {
    /// What it says of a source; nil for one of a budget.
    package var sourceAlert: SourceAlert? {
        guard let source, let lastDay = Day(period), let raised = Day(raisedAt) else { return nil }
        return SourceAlert(
            source: source, lastDay: lastDay, newestDay: raised.advanced(by: -Int(actual.micros / 1_000_000)),
            expectedDays: Int(amount.micros / 1_000_000), isOver: state == "corrected")
    }
}

extension MonthRefresh.Alert {
    /// What is to be said of a source.
    init(_ alert: SourceAlert, today: Day) {
        self.init(
            budget: alert.subject, period: alert.lastDay.description, basis: .actual, threshold: SourceAlert.threshold,
            state: alert.isOver ? "corrected" : "raised", actual: Amount(alert.newestDay.distance(to: today)),
            amount: Amount(alert.expectedDays), currency: Currency("days"), landing: nil, owner: nil, isMoney: false)
        source = alert.source
    }
}
