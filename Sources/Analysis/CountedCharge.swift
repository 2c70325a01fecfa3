import Billing

/// A charge in the reporting currency, placed in a system's component, with what of it counts so far.
struct CountedCharge {
    /// The component, or a reserved name.
    private(set) var component: String
    /// Whether it belongs to an environment that the plan keeps apart, with a budget of its own.
    let isBeside: Bool
    /// Who bears it.
    let bearer: Bearer
    /// The environment that the mapping gives; nil for none.
    let environment: String?
    /// BillingAccountId.
    let billingAccount: String
    /// ServiceName and SubAccountId; nil where the bill has none.
    let service: String?, subaccount: String?
    /// The values of those tags that were asked for, by key.
    let tags: [String: String]
    /// ChargePeriodStart to ChargePeriodEnd.
    let period: Period
    /// The share in complete days.
    let share: CompleteShare
    /// Over complete days.
    let actual: Amount
    /// All of it.
    let charged: Amount
    /// What it is where no bill has it; nil for a bill's charges.
    let entry: BookedEntry?
    /// Whether it is usage; a purchase, a credit or an adjustment has no quantity that a driver means.
    let isUsage: Bool
    /// Whether more of it is to be expected: usage, or the tax on it, and no correction.
    let recurs: Bool
    /// SkuId, where the month's charges are told apart by it.
    let sku: String?
    /// PricingQuantity of all of it and its unit; nil where the bill has none.
    let pricing: Quantity?, pricingUnit: String?
    /// ConsumedQuantity of all of it and its unit; nil where the bill has none.
    let consumed: Quantity?, consumedUnit: String?

    /// A charge whose cost comes to `cost` in the reporting currency.
    init(
        _ charge: MonthCharge, cost: Amount, tax: Settings.Tax, month: Month, completeDays: Int, coverage: PlanCoverage?
    ) {
        let assignment = charge.assignment
        let isUnmapped = assignment.system == nil
        environment = assignment.environment
        sku = charge.sku
        // What changed of a closed month's tax or promotional credits stands beside the cost too.
        let changed = charge.entry == .adjustment ? assignment.component ?? "" : nil
        if charge.isTaxBeside(tax) || changed == ReservedComponent.tax {
            component = ReservedComponent.tax
            isBeside = false
            bearer = .tax
        } else if charge.isPromotion || changed == ReservedComponent.promotion {
            component = ReservedComponent.promotion
            isBeside = false
            bearer = .promotion
        } else if changed != nil {
            component = ReservedComponent.adjustment
            isBeside = false
            bearer = .adjustment
        } else if isUnmapped {
            component = ReservedComponent.unmapped
            isBeside = false
            bearer = .shared
        } else {
            let own = assignment.component ?? ReservedComponent.unassigned
            (component, isBeside) = coverage?.place(of: own, environment: environment) ?? (own, false)
            bearer =
                !isProduction(assignment.environment)
                ? .notCostOfRevenue : assignment.customer.map { .customer($0) } ?? .shared
        }
        billingAccount = charge.billingAccount
        entry = charge.entry
        service = charge.serviceName
        subaccount = charge.subaccount
        tags = charge.tags
        period = charge.period
        share =
            switch charge.entry {
            case nil, .cost: CompleteShare(charge.period, in: month, completeDays: completeDays)
            case .accrual, .reclass: .whole
            case .reversal, .adjustment: .prior
            }
        actual = share.part(of: cost)
        charged = cost
        isUsage = charge.category == .usage && charge.entry == nil
        recurs = (isUsage || charge.category == .tax) && !charge.isCorrection
        pricing = charge.pricing
        pricingUnit = charge.pricingUnit
        consumed = charge.consumed
        consumedUnit = charge.consumedUnit
    }
}

extension CountedCharge {
    /// The days that it falls to: one that is charged at a moment is of that day.
    var days: Period { Period(start: period.start, end: max(period.end, period.start.advanced(by: 1))) }

    /// The charge beside the plan, in a component that no other charge has.
    mutating func standApart() { component += " (environment)" }
}

extension MonthCharge {
    /// Whether it is tax that stands beside the cost, in no component, margin or budget.
    func isTaxBeside(_ tax: Settings.Tax) -> Bool { category == .tax && tax == .separate }

    /// Whether it stands beside the cost, as tax or as a promotional credit.
    func isApart(_ tax: Settings.Tax) -> Bool { isTaxBeside(tax) || isPromotion }
}
