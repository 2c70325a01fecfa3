package import Billing

/// One row per system: what the quarter of the fiscal year is expected to come to, as of its newest month with a report.
package struct QuarterLanding: Hashable, Sendable {
    /// What the months to come are taken from.
    package enum Rest: String, Sendable {
        /// Their plan.
        case plan
        /// What recent days let expect, since the plan does not know all of them.
        case runRate = "run rate"
        /// The quarter has none.
        case none
    }

    /// `2026-Q4`.
    package var quarter: String
    /// The system's id.
    package var system: String
    /// The reporting currency.
    package var currency: Currency
    /// How many months are counted: those over in which the system has charges, this one and those to come; 1 to 3.
    package var months: Int
    /// Cost over complete days of the months so far, as the systems' totals count it.
    package var actual: Amount
    /// Low ≤ landing ≤ high; the bounds are those of an 80 % range, and all three the actual of a quarter that is complete.
    package var landing: Amount, low: Amount, high: Amount
    /// The plan of the counted months, equal bounds being an amount; nil where one of them has none.
    package var planLow: Amount?, planHigh: Amount?
    /// What the months to come are taken from.
    package var rest: Rest

    /// The plan; nil without one and where it is a range.
    package var plan: Amount? { planLow == planHigh ? planLow : nil }
    /// Landing less plan, of a range the distance to the nearer bound; nil without a plan.
    package var variance: Amount? {
        guard let planLow, let planHigh else { return nil }
        return PlanFigure.range(low: planLow, high: planHigh).variance(of: landing)
    }
    /// By effect on the result; nil without a plan.
    package var effect: Effect? { variance.map(Effect.init(ofCostVariance:)) }

    /// A system's quarter.
    package init(
        quarter: String, system: String, currency: Currency, months: Int, actual: Amount, landing: Amount, low: Amount,
        high: Amount, planLow: Amount?, planHigh: Amount?, rest: Rest
    ) {
        self.quarter = quarter
        self.system = system
        self.currency = currency
        self.months = months
        self.actual = actual
        self.landing = landing
        self.low = low
        self.high = high
        self.planLow = planLow
        self.planHigh = planHigh
        self.rest = rest
    }
}
