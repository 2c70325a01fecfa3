package import Billing

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
    /// The controller's journal, with what closes have accrued; all months.
    package var journal: [JournalEntry] = []
    /// What changed in months after their close, booked in this month.
    package var adjustments: [Adjustment] = []
    /// Received invoices that this month's bills have, and those that no bill has where the month is the newest.
    package var invoices: [InvoiceEntry] = []
    /// What the bills say of this month's invoices.
    package var billedInvoices: [BilledInvoice] = []
    /// From billed to effective cost, by provider and currency.
    package var bridges: [CostBridge] = []
    /// The owners' reasons; all months.
    package var notes: [VarianceNote] = []
    /// Whether finance has declared the month final: then all its days are complete.
    package var isClosed = false
    /// The month's charges.
    package var charges: [MonthCharge] = []
    /// The month's usage.
    package var usage: [UsageDay] = []
    /// The charges and the usage of the month before, and of the one before that; empty where nothing asks for them.
    package var earlierCharges: [[MonthCharge]] = [], earlierUsage: [[UsageDay]] = []
    /// The twelve months before as their reports had them, the earliest first; none of those of which nothing is known.
    package var past: [PastMonth] = []
    /// Every version of the plans that is or was in force, the first known first.
    package var planHistory: [Plan] = []
    /// What was told of those months while they were not over.
    package var toldLandings: [ToldLanding] = []
    /// Unit prices, in the order in which they count.
    package var prices = PriceBook([])
    /// How far each source has come, per system it feeds in this month or the one before.
    package var progress: [SourceProgress] = []
    /// Thresholds that earlier runs were silent about.
    package var silences: [AlertMemory] = []
    /// What has been said of this month's budgets.
    package var memory: [AlertMemory] = []
    /// What budgets of several months have counted in the months of their periods before this one, in money, by the budget's id.
    package var carried: [String: Amount] = [:]
    /// The usage of those months, for budgets of usage over several months, the earliest first.
    package var carriedUsage: [[UsageDay]] = []
    /// What systems came to in the months of the quarter before this one, by id, the earliest first.
    package var quarterSoFar: [[String: MonthOutcome]] = []
    /// The next month that has a report: a budget over both months speaks there; nil for the newest.
    package var nextMonth: Month?
    /// Budgets of the settings that count nothing in any month, and nothing that is planned or under contract.
    package var unmatchedBudgets: [Budget] = []
    /// Budgets by which a period, being old, is judged for the first time: nothing is raised, only said what would have been.
    package var silencedBudgets: Set<String> = []

    /// The facts of a month; everything else is set afterwards.
    package init(month: Month, today: Day) {
        self.month = month
        self.today = today
    }

    /// The charges of the month so many months back; none where they are not known.
    func charges(back: Int) -> [MonthCharge] {
        back == 0 ? charges : back <= earlierCharges.count ? earlierCharges[back - 1] : []
    }

    /// The usage of the month so many months back; none where it is not known.
    func usage(back: Int) -> [UsageDay] {
        back == 0 ? usage : back <= earlierUsage.count ? earlierUsage[back - 1] : []
    }
}
