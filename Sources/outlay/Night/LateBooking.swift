import Analysis
import Billing
import History

/// Books what changed in closed months in the first month that is open, each change once.
struct LateBooking {
    let history: History
    /// The files in force.
    let inputs: PlanningInputs
    let run: Int

    /// Books what has not been booked yet.
    func book() throws(CommandFailure) {
        let late = try stored { () throws(HistoryError) in try history.lateMonths() }
        guard !late.isEmpty else { return }
        let closes = try stored { () throws(HistoryError) in try history.view().closes() }
        var adjustments: [Adjustment] = []
        for month in late {
            var open = month.close.month.advanced(by: 1)
            while closes[open] != nil { open = open.advanced(by: 1) }
            adjustments += try bills(month, bookedIn: open) + journal(month, bookedIn: open)
        }
        try stored { () throws(HistoryError) in try history.book(adjustments, of: late, run: run) }
    }

    /// What deliveries changed, on the basis that the month was closed with.
    private func bills(_ late: History.LateMonth, bookedIn month: Month) throws(CommandFailure) -> [Adjustment] {
        let settings = try PlanningInputs(history.view(asOf: late.close.sequence)).settings
        return try stored { () throws(HistoryError) in
            try history.lateChanges(
                late, basis: settings.costBasis, separatesTax: settings.tax == .separate, bookedIn: month)
        }
    }

    /// What the journal changed. What the close of the month before accrued counts in both.
    private func journal(_ late: History.LateMonth, bookedIn month: Month) throws(CommandFailure) -> [Adjustment] {
        let before = try PlanningInputs(history.view(asOf: late.checked)).journal
        let (sequence, accrued, accruedNow) = try stored { () throws(HistoryError) in
            let version = try history.view().inputs().first { $0.path == "journal.csv" }
            let newest = try history.sequence
            return (
                version?.knownFrom ?? newest, try history.view(asOf: late.checked).accruals(), try history.view().accruals()
            )
        }
        let closed = late.close.month
        return journalChange(from: before + accrued, to: inputs.journal + accruedNow, in: closed).map { assignment, money in
            Adjustment(
                closedMonth: closed, bookedMonth: month, system: assignment.system, component: assignment.component,
                customer: assignment.customer, money: money, cause: "journal.csv", sequence: sequence)
        }
    }
}
