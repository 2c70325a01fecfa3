package import Billing

/// A charge's part of a component's actual.
package struct FigurePart: Hashable, Sendable {
    /// Its place in the facts' charges; nil for what no bill has.
    package var charge: Int?
    /// What it is where no bill has it; nil for a bill's charge.
    package var entry: BookedEntry?
    /// The controller's reason, or the cause of an adjustment; nil where there is none.
    package var note: String?
    /// Of its days in the month, those that are complete, and how many there are.
    package var completeDays: Int, days: Int
    /// What of it counts, in the reporting currency.
    package var actual: Amount
}

/// What a component's actual is made of, in the order of the facts' charges, then what was booked by hand; and how many days of the
/// system are complete. The facts hold every charge of the system. Each part is rounded by itself, the actual once for charges
/// that analysis does not tell apart, so that they may differ by the last unit a part.
package func figureParts(
    of component: String, in system: String?, _ facts: MonthFacts
) -> (parts: [FigurePart], completeDays: Int) {
    var conversion = Conversion(facts)
    let grouped = FactsBySystem(facts)
    let completeDays = facts.completeDays(of: system, grouped)
    let coverage = system.flatMap { grouped.plans[$0] }.map { PlanCoverage($0, in: facts.month) }
    let notes = journalRows(facts).map(\.note) + facts.adjustments.map(\.cause)
    let places: [(place: Int?, note: String?)] =
        facts.charges.indices.filter { facts.charges[$0].assignment.system == system }.map { ($0, nil) }
        + zip(facts.bookedCharges, notes).filter { $0.0.assignment.system == system }.map { (nil, $0.1) }
    let placed = PlacedCharge.placed(
        grouped.charges[system] ?? [], facts, completeDays: completeDays, coverage: coverage, &conversion)
    let parts = zip(places, placed).compactMap { place, placed -> FigurePart? in
        let charge = placed.charge
        guard placed.isConverted, charge.component == component else { return nil }
        return FigurePart(
            charge: place.place, entry: charge.entry, note: place.note, completeDays: charge.share.complete,
            days: charge.share.days, actual: charge.actual)
    }
    return (parts, completeDays)
}
