import Analysis
import Billing
import History
import Reports

/// Makes a month's report from a view of the history: from the data and the files of that sequence.
struct Reporting {
    let history: History
    let publication: Publication
    /// The months that have a report beside it.
    var months: [Month]
    /// Those of them that are closed and keep the files of another version of the program.
    let monthsOfOtherVersions: Set<Month>
    /// Budgets by which the month is judged for the first time though it is over; nil for those of the publication's run.
    var silencedBudgets: Set<String>?
    /// Of a what-if the name of the allocation sheet that the costs are shared by; nil for the one in force.
    var allocationFile: String?
    /// The kinds of files that are written.
    var formats = ReportFormat.published
    /// The month's close as of the publication; nil while it is open.
    var close: MonthClose?
    /// The month's report before this one; nil for the first.
    var earlier: EarlierReport?
    /// The month as of its last close that was opened again; nil where there is none.
    var reopened: EarlierReport?

    init(history: History, publication: Publication, months: [Month]) throws(HistoryError) {
        self.history = history
        self.publication = publication
        self.months = months
        let closes = try history.view(asOf: publication.sequence).closes()
        close = closes[publication.month]
        let last = try history.publications(asOf: publication.sequence)
        // One that was closed after its last report is made by this version.
        monthsOfOtherVersions = Set(
            last.filter { last in closes[last.month].map { last.version != runVersion && last.sequence >= $0.sequence } ?? false }
                .map(\.month))
        // A closed month knows of the months that there were.
        if close != nil { self.months = try history.months(asOf: publication.sequence) }
    }

    /// What the month's figures are computed from; `recent` is what the report made before this one has read.
    func facts(_ inputs: PlanningInputs, _ recent: RecentMonths = RecentMonths()) throws(CommandFailure) -> MonthFacts {
        var facts = try stored { () throws(HistoryError) in try monthFacts(inputs, recent) }
        try EarlierMonths(history: history, publication: publication, inputs: inputs).carry(into: &facts)
        return facts
    }

    private func monthFacts(_ inputs: PlanningInputs, _ recent: RecentMonths) throws(HistoryError) -> MonthFacts {
        let view = history.view(asOf: publication.sequence)
        let month = publication.month
        var facts = MonthFacts(month: month, today: publication.today)
        facts.settings = inputs.settings
        facts.plans = inputs.plans
        facts.contracts = inputs.contracts
        facts.allocation = inputs.allocation
        facts.rates = inputs.rates
        facts.revenue = inputs.revenue
        facts.journal = inputs.journal + (try view.accruals())
        facts.adjustments = try view.adjustments().filter { $0.bookedMonth == month }
        facts.notes = inputs.notes
        facts.isClosed = close != nil
        if !inputs.invoices.isEmpty {
            facts.billedInvoices = try view.invoices(of: month)
            let own = Set(facts.billedInvoices.map(\.invoice))
            // What no bill has belongs to no month that could be told; it stands in the newest one.
            let known = month == months.max() ? try view.invoiceNumbers() : nil
            facts.invoices = inputs.invoices.filter { own.contains($0.invoice) || known?.contains($0.invoice) == false }
        }
        let basis = inputs.settings.costBasis
        let bySKU = inputs.plans.filter { plan in
            plan.phase(in: month)?.components.contains { $0.driver?.parts.contains { $0.sku != nil } ?? false } ?? false
        }
        let scopes = inputs.settings.budgets.map(\.scope) + inputs.plans.flatMap(\.budgets).map(\.scope)
        var detail = ChargeDetail()
        detail.skuSystems = Set(bySKU.map(\.system))
        detail.add(scopes)
        // An unusual day names the account that explains it.
        detail.hasSubaccounts = true
        // Levers and unusual days look at two months before; so does the landing of a month that goes on.
        let charges = try recent.charges(of: month.advanced(by: -2)...month, basis: basis, detail: detail, in: view)
        facts.charges = charges.charges[2]
        facts.bridges = charges.bridges
        facts.earlierCharges = [charges.charges[1], charges.charges[0]]
        facts.usage = try recent.usage(of: month, in: view)
        facts.nextMonth = months.filter { $0 > month }.min()
        // A budget of the settings is looked at once, beside the newest figures.
        if facts.nextMonth == nil { facts.unmatchedBudgets = try unmatched(facts, inputs, detail, view) }
        for back in 1...2 { facts.earlierUsage.append(try recent.usage(of: month.advanced(by: -back), in: view)) }
        facts.prices = PriceBook(inputs.prices)
        facts.progress = try view.progress(
            in: month, settleDays: inputs.settings.settleDays, billed: facts.earlierCharges[0] + facts.charges)
        facts.silences = try history.silences(through: publication.run, asOf: publication.sequence)
        facts.memory = try history.alertMemory().filter { inputs.settings.isPeriod($0.period, around: month) }
        let periods = inputs.settings.longPeriods(around: month)
        let silenced = try history.silencedBudgets(of: month, in: periods, run: publication.run)
        facts.silencedBudgets = silencedBudgets ?? silenced
        return facts
    }

    /// Budgets that count nothing. All that was ever charged is looked through only where the month, the plans, contracts and the
    /// mapping know nothing of one.
    private func unmatched(
        _ facts: MonthFacts, _ inputs: PlanningInputs, _ detail: ChargeDetail, _ view: HistoryView
    ) throws(HistoryError) -> [Budget] {
        let never = Period(start: facts.month.first, end: facts.month.first)
        let mapped = inputs.mapping.rules.map { rule in
            MonthCharge(
                source: "", assignment: rule.assignment, category: .usage, currency: facts.settings.currency, period: never,
                cost: .zero, billed: .zero)
        }
        guard !unmatchedBudgets(facts, places: mapped).isEmpty else { return [] }
        return unmatchedBudgets(facts, places: try mapped + view.chargePlaces(detail), usage: try view.usagePlaces())
    }

    /// The report of an analysis, with what it says of alerts, sources and refusals.
    func report(_ analysis: MonthAnalysis, _ inputs: PlanningInputs) throws(HistoryError) -> Report {
        let view = history.view(asOf: publication.sequence)
        let month = publication.month
        var context = ReportContext(
            month: month, sequence: publication.sequence, generatedFor: publication.today, months: months)
        context.alerts = try alerts(inputs.settings).map { ReportAlert($0, inputs.settings) }
        let progress = analysis.progress
        context.sources = try view.sources(of: month).map { source in
            // What is complete of later months moves on without a change of this one.
            let through = progress.filter { $0.source == source.source }.compactMap(\.completeThrough).min()
                .map { min($0, month.end.advanced(by: -1)) }
            return SourceQuality(
                name: source.source, deliveries: source.deliveries, rows: source.rows, refused: source.refused,
                lastDay: source.lastDay, completeThrough: through)
        }
        // A refused file belongs to no month that could be told; it stands in the newest one.
        if month == months.max() {
            context.refusals = try history.refusals(of: publication.run)
            context.uncounted = try history.uncountedCosts(of: publication.run)
        }
        context.monthsOfOtherVersions = monthsOfOtherVersions
        context.close = close
        context.allocationFile = allocationFile
        context.formats = formats
        context.flagLimits = inputs.settings.flag
        context.notes = try view.notes(of: month) + analysis.unmatchedBudgets.map(\.unmatchedNote)
        context.notes += analysis.budgetGaps.map(\.placedNote)
        // A source that brings nothing does so in no month; it stands in the newest one.
        if month == months.max() {
            context.notes += try lateSources(view.lastDays(), inputs.settings, today: publication.today).map(\.description)
        }
        context.planVersions = inputs.planVersions
        let totals = try view.billTotals(of: month)
        context.bills = StatedBills(count: totals.bills, records: totals.records, billed: totals.billed)
        context.inputFiles = try view.inputs().map { InputFileVersion(path: $0.path, version: $0.number, hash: $0.hash) }
        context.allocationRules = inputs.allocation
        func changes(_ earlier: EarlierReport) throws(HistoryError) -> ReportChanges {
            try ReportChanges(since: earlier, to: analysis, sequence: publication.sequence, history, progress)
        }
        context.changes = try earlier.map(changes)
        context.changesSinceClose = try reopened.map(changes)
        if !inputs.mapping.fields.isEmpty {
            context.mappingColumns = inputs.mapping.fields.map { field in
                switch field {
                case .dimension(let dimension): dimension.name
                case .tag(let key): "Tags." + key
                }
            }
        }
        return Report(analysis: analysis, context: context)
    }

    /// The alerts that stand in the month's report, of those that were raised by its sequence.
    func alerts(_ settings: Settings) throws(HistoryError) -> [AlertRecord] {
        try history.alerts(asOf: publication.sequence).filter {
            // What is said of a longer period stands in the newest of its months, that a source is late among the notes.
            $0.source == nil && isNewest($0.period, in: publication.month, settings)
        }
    }

    /// Whether a period is the month, one of its days, or a longer one that no later month with a report lies in.
    func isNewest(_ period: String, in month: Month, _ settings: Settings) -> Bool {
        settings.isPeriod(period, around: month)
            && !months.contains { $0 > month && settings.longPeriods(around: $0).contains(period) }
    }
}

extension ReportAlert {
    init(_ alert: AlertRecord, _ settings: Settings) {
        self.init(
            id: alert.id, raisedInRun: alert.run, budget: alert.budget, period: alert.period, basis: alert.basis,
            threshold: alert.threshold, actual: alert.actual, amount: alert.amount, currency: alert.currency, state: alert.state,
            raisedAt: Day(alert.raisedAt) ?? Day(number: 0))
        source = alert.sourceAlert
        landing = alert.landing
        counted = alert.counted
        if source == nil { progress = PeriodProgress(period, on: raisedAt, fiscalYearStart: settings.fiscalYearStart) }
    }
}
