package import Billing

/// What several months in a row were charged, and the last one seen another way.
package struct ChargedMonths: Sendable {
    /// Of each month groups of charges, in the order of what tells them apart and of their days.
    package var charges: [[MonthCharge]]
    /// From billed to effective cost in the last month, by provider and currency.
    package var bridges: [CostBridge]
}

extension HistoryView {
    /// The charges of a month, grouped by everything that analysis can tell apart, and by what else is asked for.
    package func charges(
        of month: Month, basis: Settings.CostBasis, detail: ChargeDetail = ChargeDetail()
    ) throws(HistoryError) -> [MonthCharge] {
        try charges(of: month...month, basis: basis, detail: detail).charges[0]
    }

    /// The same of each of several months in a row, and how billed cost becomes effective in the last.
    ///
    /// Texts tell groups apart by line, and there are far fewer lines than charges: so charges are added up by the numbers of their lines'
    /// kinds, inside of SQLite.
    package func charges(
        of months: ClosedRange<Month>, basis: Settings.CostBasis, detail: ChargeDetail
    ) throws(HistoryError) -> ChargedMonths {
        let kinds = try LineKinds(connection, at: at, detail)
        let summation = try connection.summation()
        let columns = ChargeSums.columns.map { "c." + $0 }.joined(separator: ", ")
        let charges = try known("charge", columns, HistoryView.billScopes)
        let rows = try connection.kept("SELECT add_charge(\(columns)) FROM (\(charges)) c")
        var result: [ChargeSums] = []
        for month in months.lowerBound..<months.upperBound.advanced(by: 1) {
            let sums = ChargeSums(kinds, period: Period(start: month.first, end: month.end), hasDays: detail.hasDays)
            try rows.bind(bounds(of: month...month))
            result.append(try summation.add(rows, to: sums))
        }
        let ranks = kinds.ranks()
        return ChargedMonths(
            charges: try result.map { sums throws(HistoryError) in try sums.charges(basis, ranks) },
            bridges: result.last?.bridges() ?? [])
    }

    /// Of months' charges in force the bills' scopes; the first day of the first month is ?2, the day after the last one's last ?3.
    static let billScopes =
        "c.scope IN (SELECT scope FROM scope WHERE kind = 'bill' AND period_start >= ?2 AND period_start < ?3)"

    /// What ?1, ?2 and ?3 stand for in queries of months.
    func bounds(of months: ClosedRange<Month>) -> [SQLValue] {
        [.integer(at), .integer(Int64(months.lowerBound.first.number)), .integer(Int64(months.upperBound.end.number))]
    }
}
