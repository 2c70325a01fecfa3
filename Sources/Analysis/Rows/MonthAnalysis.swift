package import Billing

/// Everything that is computed of a month. Rows are in the order they are shown in.
package struct MonthAnalysis: Hashable, Sendable {
    /// The month.
    package var month: Month
    /// The reporting currency.
    package var currency = Currency("USD")
    /// Totals by system, by id; `(unmapped)` last where there is any.
    package var systems: [SystemMonth] = []
    /// By system, then in the plan's order, then by id.
    package var components: [ComponentMonth] = []
    /// Items of components with a driver.
    package var items: [ComponentItemMonth] = []
    /// By system, then customer: the thinnest margin first, then those without a margin; reserved customers last.
    package var customers: [CustomerMonth] = []
    /// What each customer cost by component, by system; together they are the components' actuals.
    package var costToServe = CostsToServe()
    /// What each customer cost and paid in each of the last thirteen months.
    package var customerHistory: [CustomerHistoryMonth] = []
    /// What all systems together, then each system, came to in each of the last thirteen months.
    package var systemHistory: [SystemHistoryMonth] = []
    /// What one unit cost in each of the last thirteen months: of all systems together, then of each.
    package var unitHistory: [UnitHistoryMonth] = []
    /// The fiscal year so far, by system: its components, then the system.
    package var yearToDate: [YearToDate] = []
    /// How far off past landings were, by system and day.
    package var landingAccuracy: [LandingAccuracy] = []
    /// The proof of every split.
    package var allocations = Allocations()
    /// What is to be known of systems, by system.
    package var notes: [SystemNote] = []
    /// Metrics with what one unit cost.
    package var units: [UnitMonth] = []
    /// Volumes that the documents project.
    package var volumes: [VolumeMonth] = []
    /// The tiers that systems' sizes ask for.
    package var tiers: [TierMonth] = []
    /// What levers would save.
    package var levers: [LeverMonth] = []
    /// Service targets.
    package var targets: [TargetMonth] = []
    /// Tokens by model and kind with their priced cost.
    package var tokens: [TokenMonth] = []
    /// Priced usage beside what was billed for it.
    package var priced: [PricedMonth] = []
    /// The prices of the month's usage.
    package var usagePrices: [UsagePrice] = []
    /// Every figure of the documents, by plan.
    package var figures: [DocumentFigure] = []
    /// Every place where a document contradicts itself, by plan.
    package var findings: [PlanFinding] = []
    /// The plan in force.
    package var plan: [PlanMonth] = []
    /// Budgets and how far they are used.
    package var budgets: [BudgetMonth] = []
    /// What the quarter is expected to come to, by system.
    package var quarters: [QuarterLanding] = []
    /// Budgets that cannot be judged, or not by all that they should count.
    package var budgetGaps: [BudgetGap] = []
    /// The ids of budgets by the day that are in force, also of those that count nothing so far.
    package var dayBudgets: [String] = []
    /// Budgets of the settings that count nothing in any month, and nothing that is planned or under contract.
    package var unmatchedBudgets: [Budget] = []
    /// Thresholds that nobody was told of and that the level has left, so that they may be said again.
    package var lifted: [AlertMemory] = []
    /// What is to be said now.
    package var alerts: [BudgetAlert] = []
    /// From billed to effective cost, by provider and currency.
    package var bridges: [CostBridge] = []
    /// How far each source has come for each system.
    package var progress: [SourceProgress] = []
    /// The journal's rows.
    package var journal: [JournalMonth] = []
    /// What changed in months after their close, booked in this one.
    package var adjustments: [Adjustment] = []
    /// Invoices, received and billed.
    package var invoices: [InvoiceMonth] = []
    /// Days on which a component cost far from what it usually does, the largest difference first, at most ten.
    package var unusualDays: [UnusualDay] = []
    /// Unmapped cost, largest first.
    package var unmapped: [UnmappedCost] = []
    /// Currencies that could not be converted.
    package var missingRates: [MissingRate] = []
    /// Rates that were used.
    package var usedRates: [Rate] = []

    /// An analysis without rows.
    package init(month: Month) { self.month = month }
}
