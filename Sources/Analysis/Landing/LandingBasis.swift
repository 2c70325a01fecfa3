import Billing

/// What the landing of a month or a quarter is computed from.
struct LandingBasis: Hashable {
    /// The days that it is for.
    let period: Period
    /// How many of them, from the first, are complete.
    let completeDays: Int
    /// Everything that counts on each complete day of the period.
    var counted: DailySeries
    /// What counts and has no day in the period: it belongs to an earlier one.
    var carried = Amount.zero
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

    /// Adds a charge of the month that the period is.
    mutating func add(_ charge: CountedCharge) {
        guard charge.share.isInMonth else {
            carried += charge.charged
            return
        }
        let days = charge.days.clipped(to: period)
        counted.add(charge.charged, over: days)
        if charge.recurs {
            recurring.add(charge.charged, over: days)
        } else if completeDays < period.days {
            var later = DailySeries(over: Period(start: counted.end, end: period.end))
            later.add(charge.charged, over: days)
            for (at, amount) in later.amounts.enumerated() where !amount.isZero {
                ahead[later.start.advanced(by: at), default: .zero] += amount
            }
        }
    }

    /// Adds a charge of a month before the period.
    mutating func add(earlier charge: CountedCharge) {
        let days = charge.days.clipped(to: Period(start: recurring.start, end: period.start))
        if charge.recurs && days.days > 0 { recurring.add(charge.charged, over: days) }
    }

    /// Whether every day is complete.
    var isComplete: Bool { completeDays >= period.days }
    /// The days that are not complete.
    var rest: [Day] { (completeDays..<max(completeDays, period.days)).map { period.start.advanced(by: $0) } }
}
