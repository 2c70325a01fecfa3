import Billing
import History

/// The alerts that were raised, newest first.
func alertsListCommand(_ place: Workplace) throws(CommandFailure) -> ExitStatus {
    let history = try place.readHistory()
    let alerts = try stored { () throws(HistoryError) in try history.alerts() }
    if alerts.isEmpty {
        place.console.note("no alert was raised")
        return .done
    }
    let rows = alerts.reversed().map { alert in
        [
            String(alert.id), alert.raisedAt, alert.state, alert.budget, alert.period,
            alert.source == nil ? "\(alert.threshold) %" : "late",
            alert.actual.text(decimals: 2), alert.amount.text(decimals: 2), alert.currency.code,
        ].map(Console.printable)
    }
    let header = ["id", "raised", "state", "budget", "period", "threshold", "actual", "amount", ""]
    place.console.put(TextTable(header: header, rows: rows, numeric: [0, 5, 6, 7]).text())
    return .done
}
