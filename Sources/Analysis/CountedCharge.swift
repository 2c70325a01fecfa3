import Billing

/// A charge in the reporting currency, placed in a system's component, with what of it counts so far.
struct CountedCharge {
    /// The component, or a reserved name.
    let component: String
    /// Who bears it.
    let bearer: Bearer
    /// BillingAccountId.
    let billingAccount: String
    /// The share in complete days.
    let share: CompleteShare
    /// Over complete days.
    let actual: Amount
    /// All of it.
    let charged: Amount
    /// Whether it is usage; a purchase, a credit or an adjustment has no quantity that a driver means.
    let isUsage: Bool
    /// PricingQuantity of all of it and its unit; nil where the bill has none.
    let pricing: Quantity?, pricingUnit: String?
    /// ConsumedQuantity of all of it and its unit; nil where the bill has none.
    let consumed: Quantity?, consumedUnit: String?

    /// A charge whose cost comes to `cost` in the reporting currency.
    init(_ charge: MonthCharge, cost: Amount, tax: Settings.Tax, month: Month, completeDays: Int) {
        let assignment = charge.assignment
        let isUnmapped = assignment.system == nil
        if charge.isTaxBeside(tax) {
            component = ReservedComponent.tax
            bearer = .tax
        } else if isUnmapped {
            component = ReservedComponent.unmapped
            bearer = .shared
        } else {
            component = assignment.component ?? ReservedComponent.unassigned
            bearer =
                !isProduction(assignment.environment)
                ? .notCostOfRevenue : assignment.customer.map { .customer($0) } ?? .shared
        }
        billingAccount = charge.billingAccount
        share = CompleteShare(charge.period, in: month, completeDays: completeDays)
        actual = share.part(of: cost)
        charged = cost
        isUsage = charge.category == .usage
        pricing = charge.pricing
        pricingUnit = charge.pricingUnit
        consumed = charge.consumed
        consumedUnit = charge.consumedUnit
    }
}

extension MonthCharge {
    /// Whether it is tax that stands beside the cost, in no component, margin or budget.
    func isTaxBeside(_ tax: Settings.Tax) -> Bool { category == .tax && tax == .separate }
}
