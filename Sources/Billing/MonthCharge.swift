/// Charges of one month with everything in common that analysis can tell apart, added up.
package struct MonthCharge: Hashable, Sendable {
    /// The folder it came from.
    package var source: String
    /// Where the mapping puts it; the system is nil for unmapped.
    package var assignment: Assignment
    /// What it is where no bill has it; nil for a bill's charges.
    package var entry: BookedEntry?
    /// Its category.
    package var category: ChargeCategory
    /// Whether it corrects an earlier period (ChargeClass `Correction`).
    package var isCorrection: Bool
    /// Whether it is a credit that was granted and runs out, not one that lowers a price.
    package var isPromotion = false
    /// BillingAccountId.
    package var billingAccount: String
    /// ServiceName, for showing what is unmapped; nil where the bill has none.
    package var serviceName: String?
    /// SubAccountId, for showing what made a day unusual; nil where the bill has none, or where it was not asked for.
    package var subaccount: String?
    /// The values of those tags that were asked for, by key.
    package var tags: [String: String] = [:]
    /// SkuId, where the month's charges are told apart by it; else nil.
    package var sku: String?
    /// BillingCurrency.
    package var currency: Currency
    /// ChargePeriodStart to ChargePeriodEnd, in whole days.
    package var period: Period
    /// The cost by the basis in force (effective or billed); negative for credits.
    package var cost: Amount
    /// BilledCost, whatever the basis.
    package var billed: Amount
    /// ConsumedQuantity and its unit; nil where the bill has none.
    package var consumed: Quantity?, consumedUnit: String?
    /// PricingQuantity and its unit; nil where the bill has none.
    package var pricing: Quantity?, pricingUnit: String?

    /// A group of charges.
    package init(
        source: String, assignment: Assignment, category: ChargeCategory, isCorrection: Bool = false, billingAccount: String = "",
        serviceName: String? = nil, currency: Currency, period: Period, cost: Amount, billed: Amount,
        consumed: Quantity? = nil, consumedUnit: String? = nil, pricing: Quantity? = nil, pricingUnit: String? = nil
    ) {
        self.source = source
        self.assignment = assignment
        self.category = category
        self.isCorrection = isCorrection
        self.billingAccount = billingAccount
        self.serviceName = serviceName
        self.currency = currency
        self.period = period
        self.cost = cost
        self.billed = billed
        self.consumed = consumed
        self.consumedUnit = consumedUnit
        self.pricing = pricing
        self.pricingUnit = pricingUnit
    }
}
