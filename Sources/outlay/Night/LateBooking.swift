import Analysis
import Billing
import History
import Plans

/// Books what changed in closed months in the first month that is open, each change once.
struct LateBooking {
    let history: History
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
        let settings = try PlanningInputs.settings(history.view(asOf: late.close.sequence))
        return try stored { () throws(HistoryError) in
            try history.lateChanges(
                late, basis: settings.costBasis, separatesTax: settings.tax == .separate, bookedIn: month)
        }
    }

    /// What the journal changed, read with the currency that the month was closed with, and what later closes accrued or reopened
    /// months no longer do.
    private func journal(_ late: History.LateMonth, bookedIn month: Month) throws(CommandFailure) -> [Adjustment] {
        let closed = late.close.month
        let currency = try PlanningInputs.settings(history.view(asOf: late.close.sequence)).currency
        let (before, now) = (try journal(asOf: late.checked, currency), try journal(asOf: nil, currency))
        let (accrued, accruedNow, newest) = try stored { () throws(HistoryError) in
            (try history.view(asOf: late.checked).accruals(), try history.view().accruals(), try history.sequence)
        }
        func adjustments(_ changes: [(Assignment, Money)], cause: String, sequence: Int) -> [Adjustment] {
            changes.map { assignment, money in
                Adjustment(
                    closedMonth: closed, bookedMonth: month, system: assignment.system, component: assignment.component,
                    customer: assignment.customer, money: money, cause: cause, sequence: sequence)
            }
        }
        return adjustments(
            journalChange(from: before.entries, to: now.entries, in: closed), cause: "journal.csv",
            sequence: now.sequence ?? newest)
            + adjustments(
                journalChange(from: accrued, to: accruedNow, in: closed), cause: "accruals of a close", sequence: newest)
    }

    /// The journal that was in force, and the sequence that brought it.
    private func journal(
        asOf sequence: Int?, _ currency: Currency
    ) throws(CommandFailure) -> (entries: [JournalEntry], sequence: Int?) {
        let versions = try stored { () throws(HistoryError) in try history.view(asOf: sequence).inputs() }
        guard let version = versions.first(where: { $0.path == "journal.csv" }) else { return ([], nil) }
        do throws(RefusedFile) {
            return (try readJournal(version.content, file: version.path, currency: currency), version.knownFrom)
        } catch {
            throw CommandFailure(unreadable: version)
        }
    }
}
