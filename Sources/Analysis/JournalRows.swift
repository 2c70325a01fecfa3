import Billing

/// The month's journal in the sheet's order, then what takes the accruals of the month before back.
func journalRows(_ facts: MonthFacts) -> [JournalMonth] {
    func row(_ entry: JournalEntry, _ kind: BookedEntry, _ money: Money) -> JournalMonth {
        var row = JournalMonth(
            system: entry.assignment.system ?? "", component: entry.assignment.component, customer: entry.assignment.customer,
            environment: entry.assignment.environment, money: money, kind: kind, note: entry.note)
        row.isOfClose = entry.origin.file.isEmpty
        return row
    }
    let own = facts.journal.filter { $0.month == facts.month }.map { entry in
        row(entry, BookedEntry(entry.kind), entry.money)
    }
    let before = facts.month.advanced(by: -1)
    let reversed = facts.journal.filter { $0.month == before && $0.kind == .accrual }.map { entry in
        row(entry, .reversal, Money(-entry.money.amount, entry.money.currency))
    }
    return own + reversed
}

extension BookedEntry {
    /// What a row of the journal is in its own month.
    init(_ kind: JournalEntry.Kind) {
        switch kind {
        case .accrual: self = .accrual
        case .reclass: self = .reclass
        case .cost: self = .cost
        }
    }
}
