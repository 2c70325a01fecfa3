import Billing

/// Components with their owners' reasons.
func noted(_ rows: [ComponentMonth], _ facts: MonthFacts) -> [ComponentMonth] {
    rows.map { row in
        var row = row
        row.note = facts.note { $0.system == row.system && $0.component == row.component && $0.customer == nil }
        return row
    }
}

/// Customers with their owners' reasons.
func noted(_ rows: [CustomerMonth], _ facts: MonthFacts) -> [CustomerMonth] {
    rows.map { row in
        var row = row
        row.note = facts.note { $0.system == row.system && $0.customer == row.customer }
        return row
    }
}

/// Systems with their owners' reasons.
func noted(_ rows: [SystemMonth], _ facts: MonthFacts) -> [SystemMonth] {
    rows.map { row in
        var row = row
        row.note = facts.note { $0.system == row.system && $0.component == nil && $0.customer == nil }
        return row
    }
}

extension MonthFacts {
    /// What the month's notes on a subject say, one after the other; nil for none.
    fileprivate func note(_ isAbout: (VarianceNote) -> Bool) -> String? {
        let found = notes.filter { $0.month == month && isAbout($0) }.map(\.note)
        return found.isEmpty ? nil : found.joined(separator: " ")
    }
}
