/// How long a budget's limit is for.
package enum BudgetPeriod: String, CaseIterable, Sendable {
    /// A calendar day.
    case day
    /// A calendar month.
    case month
    /// Three months of the fiscal year.
    case quarter
    /// The twelve months of the fiscal year.
    case year
}

extension BudgetPeriod {
    /// Whether it is of several months, so that what a month has counted is not all that counts.
    package var isLong: Bool { self == .quarter || self == .year }

    /// The months of the period that a month lies in; of a day its month. `start` is the first month of the fiscal year, 1 to 12.
    package func months(around month: Month, fiscalYearStart start: Int) -> ClosedRange<Month> {
        let position = BudgetPeriod.position(of: month, start)
        switch self {
        case .day, .month: return month...month
        case .quarter:
            let first = month.advanced(by: -(position % 3))
            return first...first.advanced(by: 2)
        case .year:
            let first = month.advanced(by: -position)
            return first...first.advanced(by: 11)
        }
    }

    /// The name of the period that a month lies in: `2026-10`, `2026-Q4` or `2026`; of a day its month's. A fiscal year is named by the calendar
    /// year that it ends in, and its quarters count from its start.
    package func name(around month: Month, fiscalYearStart start: Int) -> String {
        let position = BudgetPeriod.position(of: month, start)
        let year = padded(month.advanced(by: 11 - position).year, 4)
        return switch self {
        case .day, .month: month.description
        case .quarter: "\(year)-Q\(position / 3 + 1)"
        case .year: year
        }
    }

    /// How many months of the fiscal year are over when a month begins.
    private static func position(of month: Month, _ start: Int) -> Int { (month.month - start + 12) % 12 }
}
