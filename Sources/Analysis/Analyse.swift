import Billing

/// Everything that is computed of a month: the same facts give the same analysis, whatever the order of charges and usage.
package func analyse(_ facts: MonthFacts) -> MonthAnalysis {
    var conversion = Conversion(facts)
    var analysis = MonthAnalysis(month: facts.month)
    analysis.currency = facts.settings.currency
    let grouped = FactsBySystem(facts)
    let systems = grouped.systems.map { SystemFacts($0, facts, grouped, &conversion) }
    let names = customerNames(facts.contracts)
    for system in systems {
        let (components, items) = componentRows(system, facts.settings)
        let allocation = SystemAllocation(system, components: components, rules: facts.allocation)
        analysis.components += components
        analysis.items += items
        allocation.costs.forEach { analysis.allocations.append($0) }
        analysis.customers += customerRows(
            system, allocation, names: names, floor: facts.settings.marginFloorPercent)
        analysis.notes += systemNotes(system, allocation, hasContracts: !facts.contracts.isEmpty)
        analysis.systems.append(systemRow(system, components, system.costOfRevenue(includingPrior: true)))
        analysis.units += unitRows(system)
        analysis.volumes += volumeRows(system)
        if let tier = tierRow(system, &conversion) { analysis.tiers.append(tier) }
        analysis.levers += leverRows(system, facts, &conversion)
        analysis.targets += targetRows(system)
        let tokens = tokenRows(system, prices: facts.prices, ownsUnnamed: system.ownsUnnamed, &conversion)
        analysis.tokens += tokens
        analysis.priced += pricedRows(system, tokens)
    }
    analysis.components = noted(analysis.components, facts)
    analysis.customers = noted(analysis.customers, facts)
    analysis.systems = noted(analysis.systems, facts)
    analysis.costToServe = costToServeRows(analysis)
    analysis.customerHistory = customerHistoryRows(facts, analysis, names: names)
    analysis.systemHistory = systemHistoryRows(facts, analysis)
    analysis.unitHistory = unitHistoryRows(facts, analysis)
    analysis.yearToDate = yearToDateRows(facts, analysis)
    analysis.landingAccuracy = landingAccuracyRows(facts)
    analysis.journal = journalRows(facts)
    analysis.bridges = facts.bridges
    analysis.progress = facts.progress.sorted { $0.order < $1.order }
    analysis.adjustments = facts.adjustments
    analysis.invoices = invoiceRows(facts)
    analysis.plan = planRows(facts)
    analysis.usagePrices = usagePrices(facts, &conversion)
    let plans = facts.plans.sorted { $0.system < $1.system }
    analysis.figures = plans.flatMap(documentFigures)
    analysis.findings = plans.flatMap(audit)
    analysis.budgets = budgetRows(facts, systems, analysis.allocations, &conversion)
    analysis.quarters = quarterRows(facts, systems, conversion)
    analysis.budgetGaps = budgetGaps(facts, systems, conversion)
    analysis.dayBudgets = budgetsInForce(facts).map(\.budget).filter { $0.period == .day }.map(\.id)
    analysis.unmatchedBudgets = facts.unmatchedBudgets
    for at in analysis.budgets.indices {
        let row = analysis.budgets[at]
        analysis.budgets[at].wasSilent = facts.silences.contains {
            $0.budget == row.budget && $0.period == row.period && $0.threshold == row.reached
        }
    }
    analysis.lifted = liftedSilences(analysis.budgets, facts.memory)
    // What is over is expected no more.
    let start = facts.settings.fiscalYearStart
    let over = BudgetPeriod.allCases.filter {
        facts.today >= $0.months(around: facts.month, fiscalYearStart: start).upperBound.end
    }
    .map { $0.name(around: facts.month, fiscalYearStart: start) }
    analysis.alerts = budgetAlerts(analysis.budgets, facts.memory).filter {
        $0.basis == .actual || $0.state == .corrected || !over.contains($0.period)
    }
    let watches = systems.map { DayWatch(days: $0.complete, flag: facts.settings.flag, plan: $0.plan?.month.high ?? .zero) }
    analysis.unusualDays = unusualDays(
        systems.flatMap(\.dailyCosts), Dictionary(uniqueKeysWithValues: zip(systems.map(\.id), watches)))
    analysis.unmapped = unmappedServices(facts)
    analysis.missingRates = conversion.missingRates
    analysis.usedRates = conversion.usedRates
    return analysis
}
