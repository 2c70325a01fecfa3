package import Billing

/// Charges of one month with everything in common that analysis can tell apart, added up.
package struct MonthCharge: Hashable, Sendable {
    /// The folder it came from.
    package var source: String
    /// Where the mapping puts it; the system is nil for unmapped.
    package var assignment: Assignment
    /// Its category.
    package var category: ChargeCategory
    /// Whether it corrects an earlier period (ChargeClass `Correction`).
    package var isCorrection: Bool
    /// BillingAccountId.
    package var billingAccount: String
    /// ServiceName, for showing what is unmapped; nil where the bill has none.
    package var serviceName: String?
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

/// How far a source has brought a system's days: everything up to `completeThrough` has settled.
package struct SourceProgress: Hashable, Sendable {
    /// The folder of the source.
    package var source: String
    /// The system it feeds; nil for what is unmapped.
    package var system: String?
    /// The last day that counts as complete; nil where none does.
    package var completeThrough: Day?

    /// A source's progress for a system.
    package init(source: String, system: String?, completeThrough: Day?) {
        self.source = source
        self.system = system
        self.completeThrough = completeThrough
    }
}

/// What budgets have said so far about one budget, period and threshold.
package struct AlertMemory: Hashable, Sendable {
    /// The budget's id.
    package var budget: String
    /// The period, as published: `2026-10`.
    package var period: String
    /// The threshold in percent.
    package var threshold: Int
    /// Whether it has been said (raised or passed) and not been corrected since.
    package var isSaid: Bool

    /// What was said of a threshold.
    package init(budget: String, period: String, threshold: Int, isSaid: Bool) {
        self.budget = budget
        self.period = period
        self.threshold = threshold
        self.isSaid = isSaid
    }
}

/// Everything that the analysis of one month is computed from.
package struct MonthFacts: Sendable {
    /// The month: charges belong to it by their billing period.
    package var month: Month
    /// The day the run takes for today.
    package var today: Day
    /// The settings in force.
    package var settings = Settings()
    /// The plans in force.
    package var plans: [Plan] = []
    /// Contracts of all customers.
    package var contracts: [Contract] = []
    /// Rows of the allocation sheet, in order.
    package var allocation: [AllocationRule] = []
    /// Exchange rates.
    package var rates: [Rate] = []
    /// Revenue that replaces the contracts'.
    package var revenue: [RevenueEntry] = []
    /// The month's charges.
    package var charges: [MonthCharge] = []
    /// The month's usage.
    package var usage: [UsageDay] = []
    /// How far each source has come, per system it feeds in this month or the one before.
    package var progress: [SourceProgress] = []
    /// What has been said of this month's budgets.
    package var memory: [AlertMemory] = []
    /// Whether the month is old and seen for the first time: nothing is raised then, only said what would have been.
    package var isBackfill = false

    /// The facts of a month; everything else is set afterwards.
    package init(month: Month, today: Day) {
        self.month = month
        self.today = today
    }
}
