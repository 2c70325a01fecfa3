package import Billing

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
    package var unmapped: [UnmappedCost] = []
    /// Currencies that could not be converted.
    package var missingRates: [MissingRate] = []
    /// Rates that were used.
    package var usedRates: [Rate] = []

    /// An analysis without rows.
    package init(month: Month) { self.month = month }
}
