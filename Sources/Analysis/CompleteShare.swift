import Billing

/// What share of a charge lies in complete days.
struct CompleteShare: Hashable {
    /// Complete days of the charge's days in the month, and how many those are.
    let complete: Int, days: Int
    /// Whether the charge has a day in the month; one that has none counts whole.
    let isInMonth: Bool
    /// Whether all of the charge's days lie before the month.
    let isPrior: Bool

    /// The share of a charge over `period` when the first `completeDays` of `month` are complete.
    init(_ period: Period, in month: Month, completeDays: Int) {
        // A charge at a moment is a charge of that day.
        let period = Period(start: period.start, end: max(period.end, period.start.advanced(by: 1)))
        let clip = period.clipped(to: month.period)
        let settled = Period(start: month.first, end: month.first.advanced(by: completeDays))
        isInMonth = clip.days > 0
        isPrior = period.end <= month.first
        days = isInMonth ? clip.days : 1
        complete = isInMonth ? clip.clipped(to: settled).days : 1
    }

    /// All of a charge that was booked by hand, whatever days are complete.
    static let whole = CompleteShare(complete: 1, days: 1, isPrior: false)
    /// All of a charge that belongs to earlier months.
    static let prior = CompleteShare(complete: 1, days: 1, isPrior: true)

    private init(complete: Int, days: Int, isPrior: Bool) {
        (self.complete, self.days, self.isPrior) = (complete, days, isPrior)
        isInMonth = false
    }

    /// The part of `whole` over complete days, rounded half to even at 1e-15; all of it where all days are complete.
    func part(of whole: Amount) -> Amount {
        complete == days ? whole : whole.scaled(by: Int128(complete), over: Int128(days))
    }
}
