import Billing

/// What the landing of a month or a quarter is computed from.
struct LandingBasis: Hashable {
    /// The days that it is for.
    let period: Period
    /// How many of them, from the first, are complete.
    let completeDays: Int
    /// Everything that counts on each complete day of the period; what has no day in the period, on its first.
    var counted: DailySeries
    /// What recurs, on the complete days and those of earlier months: usage, without one-offs, credits, corrections, purchases,
    /// journal lines and what belongs to earlier periods.
    var recurring: DailySeries
    /// What is known already of days that are not complete and does not recur.
    var ahead: [Day: Amount] = [:]
    /// The plan for the months of the period; a month without one is left out.
    var plan: [PlannedMonth] = []

    /// The basis for a period, `history` days of what came before it, nothing charged so far.
    init(_ period: Period, completeDays: Int, history: Int) {
        self.period = period
        self.completeDays = completeDays
        let complete = Period(start: period.start, end: period.start.advanced(by: completeDays))
        counted = DailySeries(over: complete)
        recurring = DailySeries(over: Period(start: period.start.advanced(by: -history), end: complete.end))
    }

    /// Whether every day is complete.
    var isComplete: Bool { completeDays >= period.days }
    /// The days that are not complete.
    var rest: [Day] { (completeDays..<max(completeDays, period.days)).map { period.start.advanced(by: $0) } }
}
