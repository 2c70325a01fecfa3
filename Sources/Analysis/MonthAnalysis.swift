package import Billing

/// Whether a variance helps or hurts the result.
package enum Effect: String, Sendable {
    case favourable
    case adverse
    case onPlan = "on plan"
}

/// The parts that a variance is split into; they add up to it exactly.
package struct VarianceParts: Hashable, Sendable {
    /// More or less of the same, at the planned rate.
    package var volume = Amount.zero
    /// Dearer or cheaper items in the same volume, at planned rates.
    package var mix = Amount.zero
    /// Other prices for the actual quantity.
    package var rate = Amount.zero
    /// Items that no plan knows.
    package var unplanned = Amount.zero
    /// What no quantity explains.
    package var spending = Amount.zero
    /// No variance.
    package init() {}
    /// The variance that the parts add up to.
    package var total: Amount { volume + mix + rate + unplanned + spending }
}

/// One row per system and component of a month.
package struct ComponentMonth: Hashable, Sendable {
    /// The system's id.
    package var system: String
    /// The component's id.
    package var component: String
    /// The component's name for people, from the plan; else its id.
    package var name: String
    /// The reporting currency.
    package var currency: Currency
    /// The full month's plan; nil where there is none or it is a range.
    package var plan: Amount?
    /// The bounds of a ranged plan for the full month.
    package var planLow: Amount?, planHigh: Amount?
    /// The plan's share of the complete days; nil where there is no plan or it is a range.
    package var planToDate: Amount?
    /// Cost over complete days; nil where the system has no charge at all in the month.
    package var actual: Amount?
    /// Every charge known of the month, also of days that are not complete; nil as `actual`.
    package var charged: Amount?
    /// Actual less plan to date, of a range the distance to the nearer bound; nil where either is unknown.
    package var variance: Amount?
    /// The variance in percent of the plan to date; nil where that is zero or unknown.
    package var variancePercent: Amount?
    /// The variance's parts; nil where it is.
    package var parts: VarianceParts?
    /// Within `actual`: charges whose days lie before the month.
    package var priorPeriod: Amount?
    /// By effect on the result; nil where the variance is.
    package var effect: Effect?
    /// How many days from the month's first have settled.
    package var completeDays: Int
    /// Forecast for the full month with its range; nil where not computed.
    package var landing: Amount?, landingLow: Amount?, landingHigh: Amount?
    /// Worth a look by the settings' three limits.
    package var isFlagged: Bool
    /// The section of the document; nil without a plan.
    package var section: String?

    /// A component's month, everything unknown.
    package init(system: String, component: String, name: String, currency: Currency, completeDays: Int) {
        self.system = system
        self.component = component
        self.name = name
        self.currency = currency
        self.completeDays = completeDays
        isFlagged = false
    }
}

/// One row per item (model, SKU) of a component with a driver.
package struct ComponentItemMonth: Hashable, Sendable {
    /// Whose item.
    package var system: String, component: String
    /// The item; the component's id where the driver has one only.
    package var item: String
    /// The reporting currency.
    package var currency: Currency
    /// Of the quantities.
    package var unit: String
    /// Planned to date and actual over complete days; nil for unknown.
    package var planQuantity: Quantity?, actualQuantity: Quantity?
    /// For one unit; nil for unknown.
    package var planUnitPrice: Amount?, actualUnitPrice: Amount?
    /// To date and over complete days.
    package var plan: Amount?, actual: Amount?
    /// Add up to actual less plan.
    package var parts: VarianceParts

    /// An item's month.
    package init(
        system: String, component: String, item: String, currency: Currency, unit: String, planQuantity: Quantity?,
        actualQuantity: Quantity?, planUnitPrice: Amount?, actualUnitPrice: Amount?, plan: Amount?, actual: Amount?,
        parts: VarianceParts
    ) {
        self.system = system
        self.component = component
        self.item = item
        self.currency = currency
        self.unit = unit
        self.planQuantity = planQuantity
        self.actualQuantity = actualQuantity
        self.planUnitPrice = planUnitPrice
        self.actualUnitPrice = actualUnitPrice
        self.plan = plan
        self.actual = actual
        self.parts = parts
    }
}

/// Names that stand in the customer column for cost that no customer bears.
package enum ReservedCustomer {
    /// Shared cost that no method could split.
    package static let unallocated = "(unallocated)"
    /// Development, staging and other environments.
    package static let notCostOfRevenue = "(not cost of revenue)"
    /// Tax, where it is kept beside the cost.
    package static let tax = "(tax)"
}

/// Names that stand in the system or component column.
package enum ReservedComponent {
    /// Charges that no mapping rule matches; system and component both.
    package static let unmapped = "(unmapped)"
    /// Charges of a system whose rule names no component.
    package static let unassigned = "(no component)"
    /// Tax of a system, beside its components.
    package static let tax = "(tax)"
}

/// One row per system and customer of a month; cost over complete days.
package struct CustomerMonth: Hashable, Sendable {
    /// The system's id.
    package var system: String
    /// The customer's id, or a reserved name.
    package var customer: String
    /// The customer's name for people.
    package var name: String
    /// The reporting currency.
    package var currency: Currency
    /// Of the complete days; nil for a reserved customer and where nothing says.
    package var revenue: Amount?
    /// Caused by the customer alone.
    package var directCost: Amount
    /// Its share of what is shared.
    package var sharedCost: Amount
    /// Both.
    package var cost: Amount
    /// What the plan to date would cost it by the same split; nil without a plan.
    package var planCost: Amount?
    /// Cost less plan cost.
    package var variance: Amount?
    /// Revenue less cost.
    package var grossProfit: Amount?
    /// Hosting gross margin in percent; nil where the revenue is zero or unknown.
    package var grossMarginPercent: Amount?
    /// The same from the plan cost.
    package var planGrossMarginPercent: Amount?
    /// Cost in percent of revenue.
    package var costShareOfRevenuePercent: Amount?

    /// A customer's month with its cost; everything else is set afterwards.
    package init(system: String, customer: String, name: String, currency: Currency, directCost: Amount, sharedCost: Amount) {
        self.system = system
        self.customer = customer
        self.name = name
        self.currency = currency
        self.directCost = directCost
        self.sharedCost = sharedCost
        cost = directCost + sharedCost
    }
}

/// One row per system, component, customer and kind: the proof of a split.
package struct AllocationMonth: Hashable, Sendable {
    /// Whose cost.
    package var system: String, component: String
    /// Who bears it, or a reserved name.
    package var customer: String
    /// The reporting currency.
    package var currency: Currency
    /// Whether it is a share of shared cost; else caused by the customer alone.
    package var isShared: Bool
    /// How it was split: `even`, `driver:reads`.
    package var method: String
    /// The customer's weight; nil for direct cost.
    package var driverQuantity: Quantity?
    /// The customer's part of the whole weight, 0 to 1; nil for direct cost.
    package var share: Amount?
    /// What it bears.
    package var amount: Amount

    /// A customer's part of a component.
    package init(
        system: String, component: String, customer: String, currency: Currency, isShared: Bool, method: String,
        driverQuantity: Quantity?, share: Amount?, amount: Amount
    ) {
        self.system = system
        self.component = component
        self.customer = customer
        self.currency = currency
        self.isShared = isShared
        self.method = method
        self.driverQuantity = driverQuantity
        self.share = share
        self.amount = amount
    }
}

/// One row per system and metric: what was used and what one unit cost.
package struct UnitMonth: Hashable, Sendable {
    /// The system's id.
    package var system: String
    /// The metric: `customers`, `requests`, ….
    package var metric: String
    /// How its days combine.
    package var kind: MetricKind
    /// Over complete days; nil for unknown.
    package var actualQuantity: Quantity?
    /// Planned; nil where no document says.
    package var planQuantity: Quantity?
    /// The system's cost of revenue per unit; nil where the quantity is zero or unknown.
    package var actualUnitCost: Amount?
    /// The plan to date per planned unit.
    package var planUnitCost: Amount?

    /// A metric's month.
    package init(
        system: String, metric: String, kind: MetricKind, actualQuantity: Quantity?, planQuantity: Quantity?,
        actualUnitCost: Amount?, planUnitCost: Amount?
    ) {
        self.system = system
        self.metric = metric
        self.kind = kind
        self.actualQuantity = actualQuantity
        self.planQuantity = planQuantity
        self.actualUnitCost = actualUnitCost
        self.planUnitCost = planUnitCost
    }
}

/// One row per planned component of a month: the plan in force with its source.
package struct PlanMonth: Hashable, Sendable {
    /// Whose plan.
    package var system: String, component: String, name: String
    /// `fixed`, `range` or `driver`.
    package var kind: String
    /// Of the driver; nil without one.
    package var unit: String?, quantity: Quantity?, unitPrice: Amount?
    /// The range, or the plan alone.
    package var low: Amount?, plan: Amount?, high: Amount?
    /// The plan's currency.
    package var currency: Currency
    /// Where it comes from.
    package var document: String, section: String?, phase: String

    /// A planned component.
    package init(
        system: String, component: String, name: String, kind: String, unit: String?, quantity: Quantity?, unitPrice: Amount?,
        low: Amount?, plan: Amount?, high: Amount?, currency: Currency, document: String, section: String?, phase: String
    ) {
        self.system = system
        self.component = component
        self.name = name
        self.kind = kind
        self.unit = unit
        self.quantity = quantity
        self.unitPrice = unitPrice
        self.low = low
        self.plan = plan
        self.high = high
        self.currency = currency
        self.document = document
        self.section = section
        self.phase = phase
    }
}

/// One row per budget and period.
package struct BudgetMonth: Hashable, Sendable {
    /// The budget's id and the system whose cost counts (nil for all).
    package var budget: String, system: String?
    /// `2026-10`.
    package var period: String
    /// In which currency the amount is.
    package var currency: Currency
    /// The limit.
    package var amount: Amount
    /// Every charge known that counts against it.
    package var actual: Amount
    /// Of the amount; nil where that is zero.
    package var actualPercent: Amount?
    /// Who answers for it.
    package var owner: String?
    /// The thresholds, ascending, in percent.
    package var thresholds: [Int]
    /// The highest threshold reached; nil below all.
    package var reached: Int?
    /// Whether the month was old at its first import, so that nothing was raised.
    package var isBackfill: Bool

    /// `below`, or `at 80 %`; `would have raised 80 %` for a month first seen when it was old.
    package var state: String {
        guard let reached else { return "below" }
        return isBackfill ? "would have raised \(reached) %" : "at \(reached) %"
    }

    /// A budget's period.
    package init(
        budget: String, system: String?, period: String, currency: Currency, amount: Amount, actual: Amount, owner: String?,
        thresholds: [Int], isBackfill: Bool
    ) {
        self.budget = budget
        self.system = system
        self.period = period
        self.currency = currency
        self.amount = amount
        self.actual = actual
        self.owner = owner
        self.thresholds = thresholds
        self.isBackfill = isBackfill
        actualPercent = (actual * Amount(100)).divided(by: amount)
        reached = thresholds.last { actual.femtos * 100 >= amount.femtos * Int128($0) && amount.femtos > 0 }
    }
}

/// Something that is said once about a budget.
package struct BudgetAlert: Hashable, Sendable {
    /// What is said.
    package enum State: String, Sendable {
        /// The threshold was reached; this is sent.
        case raised
        /// Reached in the same jump as a higher one; not sent.
        case passed
        /// Fallen below the threshold less two points after it was said.
        case corrected
    }

    /// Which budget and period.
    package var budget: String, period: String
    /// The threshold in percent.
    package var threshold: Int
    /// What was counted, and the limit.
    package var actual: Amount, amount: Amount, currency: Currency
    /// What is said.
    package var state: State

    /// Something to say about a budget.
    package init(
        budget: String, period: String, threshold: Int, actual: Amount, amount: Amount, currency: Currency, state: State
    ) {
        self.budget = budget
        self.period = period
        self.threshold = threshold
        self.actual = actual
        self.amount = amount
        self.currency = currency
        self.state = state
    }
}

/// What no rule matches, by service: the row to paste into the mapping is made from it.
package struct UnmappedService: Hashable, Sendable {
    /// Where it came from.
    package var source: String
    /// ServiceName; nil where the bill has none.
    package var serviceName: String?
    /// In its own currency, every charge known.
    package var cost: Amount, currency: Currency

    /// An unmapped service's cost.
    package init(source: String, serviceName: String?, cost: Amount, currency: Currency) {
        self.source = source
        self.serviceName = serviceName
        self.cost = cost
        self.currency = currency
    }
}

/// A currency of the month without a rate, with the cost that therefore stands apart.
package struct MissingRate: Hashable, Sendable {
    /// The currency.
    package var currency: Currency
    /// Every charge known in it.
    package var cost: Amount

    /// A currency without a rate.
    package init(currency: Currency, cost: Amount) {
        self.currency = currency
        self.cost = cost
    }
}

/// Totals of one system; the portfolio's page adds none of them up across currencies.
package struct SystemMonth: Hashable, Sendable {
    /// The system's id and name.
    package var system: String, name: String
    /// The reporting currency.
    package var currency: Currency
    /// The full month's plan, or its bounds; nil without a plan.
    package var plan: Amount?, planLow: Amount?, planHigh: Amount?
    /// Sum of the components' plans to date.
    package var planToDate: Amount?
    /// Sum of the components' actuals; nil where the system has no charge in the month.
    package var actual: Amount?
    /// Every charge known.
    package var charged: Amount?
    /// Actual less plan to date.
    package var variance: Amount?
    /// Of the plan to date; nil where that is zero or unknown.
    package var variancePercent: Amount?
    /// By effect on the result.
    package var effect: Effect?
    /// Revenue of the complete days; nil where nothing says.
    package var revenue: Amount?
    /// Cost of revenue (without other environments and tax).
    package var costOfRevenue: Amount?
    /// Hosting gross margin in percent.
    package var grossMarginPercent: Amount?
    /// Days settled from the month's first, and how many it has.
    package var completeDays: Int, days: Int
    /// The plan's document and phase; nil without a plan.
    package var document: String?, phase: String?

    /// A system's month, everything unknown.
    package init(system: String, name: String, currency: Currency, completeDays: Int, days: Int) {
        self.system = system
        self.name = name
        self.currency = currency
        self.completeDays = completeDays
        self.days = days
    }
}

/// Everything that is computed of a month. Rows are in the order they are shown in.
package struct MonthAnalysis: Hashable, Sendable {
    /// The month.
    package var month: Month
    /// Totals by system, by id; `(unmapped)` last where there is any.
    package var systems: [SystemMonth] = []
    /// By system, then in the plan's order, then by id.
    package var components: [ComponentMonth] = []
    /// Items of components with a driver.
    package var items: [ComponentItemMonth] = []
    /// By system, then customer; reserved customers last.
    package var customers: [CustomerMonth] = []
    /// The proof of every split.
    package var allocations: [AllocationMonth] = []
    /// Metrics with what one unit cost.
    package var units: [UnitMonth] = []
    /// The plan in force.
    package var plan: [PlanMonth] = []
    /// Budgets and how far they are used.
    package var budgets: [BudgetMonth] = []
    /// What is to be said now.
    package var alerts: [BudgetAlert] = []
    /// Unmapped cost, largest first.
    package var unmapped: [UnmappedService] = []
    /// Currencies that could not be converted.
    package var missingRates: [MissingRate] = []
    /// Rates that were used.
    package var usedRates: [Rate] = []

    /// An analysis without rows.
    package init(month: Month) { self.month = month }
}
