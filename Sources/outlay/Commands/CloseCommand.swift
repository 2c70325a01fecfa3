import Analysis
import Billing
import History

/// Declares a month final, unless its checklist says otherwise and nobody accepts that.
func closeCommand(
    _ place: Workplace, _ month: Month, accept: String?, accrues: Bool
) throws(CommandFailure) -> ExitStatus {
    try requireHistory(place)
    let history = try place.openHistory()
    let (refused, uncounted) = try stored { () throws(HistoryError) in
        (try history.lastRefusals(), try history.lastUncountedCosts())
    }
    try requireMonth(month, history)
    if let close = try stored({ () throws(HistoryError) in try history.view().closes()[month] }) {
        throw CommandFailure(
            status: .findings, message: "\(month) is closed since \(close.day), at sequence \(close.sequence)",
            hint: "outlay reopen \(month) --reason TEXT opens it again")
    }
    let night = try Night(place, history)
    do throws(CommandFailure) {
        try night.take([])
        guard night.status == .done else {
            try night.note(night.status)
            return night.status
        }
        try night.carry(refused, uncounted)
        // What came before the close is booked where it was open then.
        try LateBooking(history: history, run: night.run).book()
        let (facts, analysis) = try night.open(month)
        let accrued = accrues ? accruals(analysis) : []
        let missing = try stored { () throws(HistoryError) in try history.view().missingBills(of: month) }
        let checks = closeChecklist(
            facts, analysis, refused: refused, uncounted: uncounted, missing: missing,
            accrued: Set(accrued.compactMap(\.assignment.system)))
        for check in checks { place.console.put(check.lines) }
        let isClean = checks.allSatisfy(\.findings.isEmpty)
        guard isClean || accept != nil else {
            place.console.say(
                "\(month) is not closed: \(checks.count { !$0.findings.isEmpty }) of \(checks.count) points are open; --accept REASON closes it all the same"
            )
            try night.note(.findings)
            return .findings
        }
        for entry in accrued {
            place.console.put(
                "accrued: \(entry.assignment.system ?? "") \(entry.assignment.component ?? "") \(entry.money.amount.text(decimals: 2)) \(entry.money.currency.code)\n"
            )
        }
        let sequence = try stored { () throws(HistoryError) in
            try history.close(
                month, day: place.today, by: Account.current.name, note: accept, accruals: accrued, run: night.run)
        }
        try night.publish()
        try night.send()
        night.sayAdjustments()
        place.console.put("\(month) is closed at sequence \(sequence)\n")
        try night.end(night.status)
    } catch {
        night.sendPending(after: error)
        try night.end(failed: error)
        throw error
    }
    return night.status
}

/// Opens a closed month again.
func reopenCommand(_ place: Workplace, _ month: Month, reason: String) throws(CommandFailure) -> ExitStatus {
    try requireHistory(place)
    let history = try place.openHistory()
    let (closes, adjustments) = try stored { () throws(HistoryError) in
        (try history.view().closes(), try history.view().adjustments())
    }
    guard closes[month] != nil else {
        throw CommandFailure(
            status: .noInput, message: "\(month) is not closed", hint: "outlay query \"SELECT * FROM month_status\"")
    }
    if let booked = adjustments.first(where: { $0.closedMonth == month && closes[$0.bookedMonth] != nil })?.bookedMonth {
        throw CommandFailure(
            status: .findings, message: "\(month): what changed in it is booked in \(booked), which is closed too",
            hint: "outlay reopen \(booked) --reason TEXT comes first")
    }
    let night = try Night(place, history)
    do throws(CommandFailure) {
        let (refused, uncounted) = try stored { () throws(HistoryError) in
            (try history.lastRefusals(), try history.lastUncountedCosts())
        }
        try night.carry(refused, uncounted)
        try stored { () throws(HistoryError) in try history.reopen(month, reason: reason, run: night.run) }
        try night.publish()
        try night.send()
        night.sayAdjustments()
        try night.end(night.status)
    } catch {
        night.sendPending(after: error)
        try night.end(failed: error)
        throw error
    }
    place.console.put("\(month) is open again\n")
    return night.status
}

/// Neither command makes a history.
private func requireHistory(_ place: Workplace) throws(CommandFailure) {
    guard Presence(place.historyPath) == .nothing else { return }
    throw CommandFailure(
        status: .history, message: "\(place.historyPath): no history there", hint: "outlay run makes it; --history names another")
}

private func requireMonth(_ month: Month, _ history: History) throws(CommandFailure) {
    let months = try stored { () throws(HistoryError) in try history.months() }
    guard !months.contains(month) else { return }
    throw CommandFailure(
        status: .noInput, message: "\(month): nothing is known of this month",
        hint: months.isEmpty ? "outlay run takes what is new" : "known are \(months.map(\.description).joined(separator: ", "))")
}

extension CloseCheck {
    /// The point with a mark, and what stands against it.
    fileprivate var lines: String {
        let head = (findings.isEmpty ? "[x] " : "[ ] ") + point + "\n"
        return head + findings.map { Console.printable("    \($0)") + "\n" }.joined()
    }
}
