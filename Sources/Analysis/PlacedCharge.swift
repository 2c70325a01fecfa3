import Billing

/// A charge in its component, and whether there was a rate for its currency; without one it counts nowhere.
struct PlacedCharge {
    var charge: CountedCharge
    let isConverted: Bool

    /// The charges of a system, each in its component, in their order.
    static func placed(
        _ charges: [MonthCharge], _ facts: MonthFacts, completeDays: Int, coverage: PlanCoverage?, _ conversion: inout Conversion
    ) -> [PlacedCharge] {
        var placed: [PlacedCharge] = []
        for charge in charges {
            let cost = conversion.convert(cost: charge.cost, of: charge.currency)
            let counted = CountedCharge(
                charge, cost: cost ?? .zero, tax: facts.settings.tax, month: facts.month, completeDays: completeDays,
                coverage: coverage)
            placed.append(PlacedCharge(charge: counted, isConverted: cost != nil))
        }
        // An environment that is kept apart may have the name of a component that production has.
        let own = Set(placed.filter { $0.isConverted && !$0.charge.isBeside }.map(\.charge.component))
        for index in placed.indices where placed[index].charge.isBeside && own.contains(placed[index].charge.component) {
            if placed[index].isConverted { placed[index].charge.standApart() }
        }
        return placed
    }
}
