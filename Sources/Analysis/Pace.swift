import Billing

/// How much of a month's plan falls to its complete days.
struct Pace {
    private let numerator: Int, denominator: Int

    /// Even: by days. Start: all from the first complete day on. End: all on the last.
    init(_ pacing: PlanComponent.Pacing, completeDays: Int, days: Int) {
        switch pacing {
        case .even: (numerator, denominator) = (completeDays, days)
        case .start: (numerator, denominator) = (completeDays > 0 ? 1 : 0, 1)
        case .end: (numerator, denominator) = (completeDays == days ? 1 : 0, 1)
        }
    }

    /// The part of a full month's figure, rounded half to even at 1e-15; all of it for a complete month.
    func part(of whole: Amount) -> Amount {
        numerator == denominator ? whole : whole.scaled(by: Int128(numerator), over: Int128(denominator))
    }
}
