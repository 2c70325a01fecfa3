import Analysis
import Billing
import History

/// What budgets over several months have counted in the months of their periods before the reported one, and what the months of its
/// quarter came to.
struct EarlierMonths {
    let history: History
    /// The month reported, and the sequence that it shows.
    let publication: Publication
    /// The files that it is made with.
    let inputs: PlanningInputs

    /// Adds it to the facts of the month reported.
    func carry(into facts: inout MonthFacts) throws(CommandFailure) {
        let closes = try stored { () throws(HistoryError) in try history.view(asOf: publication.sequence).closes() }
        try carryQuarter(into: &facts, closes)
        let budgets = budgetsInForce(facts).filter(\.budget.period.isLong)
        guard let first = budgets.map({ months(of: $0).lowerBound }).min(), first < facts.month else { return }
        for month in first..<facts.month {
            let counting = budgets.filter { months(of: $0).contains(month) }
            let money = counting.filter { if case .money = $0.budget.limit { true } else { false } }
            if money.count < counting.count {
                let usage = try stored { () throws(HistoryError) in
                    try history.view(asOf: publication.sequence).usage(of: month)
                }
                facts.carriedUsage.append(usage)
            }
            guard !money.isEmpty else { continue }
            let earlier = try self.facts(of: month, for: money, close: closes[month])
            facts.carried.merge(budgetCounts(money, in: earlier), uniquingKeysWith: +)
        }
    }

    /// What systems came to in the months of the quarter before the reported one, unless a later month speaks of the quarter.
    private func carryQuarter(into facts: inout MonthFacts, _ closes: [Month: MonthClose]) throws(CommandFailure) {
        let quarter = BudgetPeriod.quarter.months(around: facts.month, fiscalYearStart: inputs.settings.fiscalYearStart)
        if let next = facts.nextMonth, quarter.contains(next) { return }
        for month in quarter.lowerBound..<facts.month {
            let back = month.distance(to: facts.month)
            // What is read already serves, but of a closed month not what came after the close.
            let known = closes[month] == nil && facts.earlierCharges.count >= back ? facts.earlierCharges[back - 1] : nil
            var earlier = try self.facts(of: month, for: [], close: closes[month], charges: known)
            if closes[month] == nil {
                earlier.earlierCharges = Array(facts.earlierCharges.dropFirst(back))
                let settleDays = inputs.settings.settleDays
                let billed = earlier.earlierCharges.first.map { $0 + earlier.charges }
                earlier.progress = try stored { () throws(HistoryError) in
                    try history.view(asOf: publication.sequence).progress(in: month, settleDays: settleDays, billed: billed)
                }
            }
            facts.quarterSoFar.append(monthOutcomes(earlier))
        }
    }

    private func months(of budget: BudgetInForce) -> ClosedRange<Month> {
        budget.budget.period.months(around: publication.month, fiscalYearStart: inputs.settings.fiscalYearStart)
    }

    /// As much of a month as budgets count; `charges` are its charges where they are known. A closed month counts as it was closed, with the files of its close.
    private func facts(
        of month: Month, for budgets: [BudgetInForce], close: MonthClose?, charges: [MonthCharge]? = nil
    ) throws(CommandFailure) -> MonthFacts {
        let view = history.view(asOf: close?.sequence ?? publication.sequence)
        let inputs = try close == nil ? inputs : PlanningInputs(view)
        var facts = MonthFacts(month: month, today: close?.day ?? publication.today)
        facts.settings = inputs.settings
        facts.rates = inputs.rates
        if inputs.settings.currency != self.inputs.settings.currency {
            // Only what is in one currency adds up.
            facts.settings.currency = self.inputs.settings.currency
            facts.rates = self.inputs.rates
        }
        facts.plans = inputs.plans
        facts.isClosed = close != nil
        let scopes = budgets.map(\.budget.scope)
        var detail = ChargeDetail()
        detail.add(scopes)
        // How much of what is shared is a customer's depends on days, usage and contracts.
        let hasCustomers = scopes.contains { $0.customer != nil }
        detail.hasDays = hasCustomers
        let (asked, basis) = (detail, inputs.settings.costBasis)
        try stored { () throws(HistoryError) in
            facts.journal = inputs.journal + (try view.accruals())
            facts.adjustments = try view.adjustments().filter { $0.bookedMonth == month }
            if let charges {
                facts.charges = charges
            } else {
                facts.charges = try view.charges(of: month, basis: basis, detail: asked)
            }
            guard hasCustomers else { return }
            facts.contracts = inputs.contracts
            facts.revenue = inputs.revenue
            facts.allocation = inputs.allocation
            facts.usage = try view.usage(of: month)
            facts.progress = try view.progress(in: month, settleDays: inputs.settings.settleDays)
        }
        return facts
    }
}

extension Settings {
    /// The names of the quarter and of the year that a month lies in.
    func longPeriods(around month: Month) -> [String] {
        [BudgetPeriod.quarter, .year].map { $0.name(around: month, fiscalYearStart: fiscalYearStart) }
    }

    /// Whether a budget's period is a month, one of its days, or a quarter or year that it lies in.
    func isPeriod(_ name: String, around month: Month) -> Bool {
        name.hasPrefix(month.description) || longPeriods(around: month).contains(name)
    }
}
