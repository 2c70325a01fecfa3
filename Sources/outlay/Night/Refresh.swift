import Analysis
import Billing
import History
import Reports

/// Brings published tables and alerts to the newest sequence, for the months that changed since their last report.
struct Refresh {
    let place: Workplace
    let history: History
    let inputs: PlanningInputs
    let run: Int

    /// A month whose report is to be made.
    struct Due {
        var reporting: Reporting
        var analysis: MonthAnalysis
        /// The files that it is made with.
        var inputs: PlanningInputs

        /// The report without what it says of data, alerts and refusals.
        var bare: Report {
            let publication = reporting.publication
            var context = ReportContext(
                month: publication.month, sequence: publication.sequence, generatedFor: publication.today,
                months: reporting.months)
            context.planVersions = inputs.planVersions
            context.close = reporting.close
            return Report(analysis: analysis, context: context)
        }
    }

    /// Books what changed in closed months, refreshes what is out of date in one transaction and returns the months whose reports
    /// are to be put in place. A closed month is made as of its close, once.
    func bringUpToDate(_ refusals: [Refusal], _ uncounted: [UncountedCost]) throws(CommandFailure) -> [Due] {
        try LateBooking(history: history, run: run).book()
        let outbox = Outbox(place: place, history: history, settings: place.settings)
        let months = try stored { () throws(HistoryError) in try history.months() }
        let lastDays = try stored { () throws(HistoryError) in try history.view().lastDays() }
        let (stale, due) = try stored { () throws(HistoryError) in try outOfDate(months, refusals, uncounted, lastDays) }
        var past = try stored { () throws(HistoryError) in try PastMonths(history, due: stale, inForce: inputs) }
        let recent = RecentMonths()
        var result: [Due] = []
        for publication in stale { result.append(try analysed(publication, months, &past, recent)) }
        var lines: [Month: IndexMonth] = [:]
        for due in result { lines[due.reporting.publication.month] = try indexLine(due) }
        let sources = try stored { () throws(HistoryError) in
            sourceAlerts(
                late: lateSources(lastDays, inputs.settings, today: place.today), said: try history.saidSources(),
                lastDays: lastDays, today: place.today)
        }
        // Without any month there are still documents to be asked for.
        if !stale.isEmpty || !sources.isEmpty || months.isEmpty {
            try stored { () throws(HistoryError) in
                try history.refresh(
                    result.map { rows($0, lines[$0.reporting.publication.month]) }, documents: documents(history.sequence),
                    contracts: inputs.contracts, sources: sources,
                    today: place.today, run: run
                ) { outbox.recipients(of: $0) }
            }
        }
        for publication in due { result.append(try analysed(publication, months, &past, recent)) }
        return result.sorted { $0.reporting.publication.month < $1.reporting.publication.month }
    }

    /// The months to be made anew, and those whose files only are missing; `lastDays` are those of the sources as it is now.
    private func outOfDate(
        _ months: [Month], _ refusals: [Refusal], _ uncounted: [UncountedCost], _ lastDays: [String: Day]
    ) throws(HistoryError) -> (stale: [Publication], due: [Publication]) {
        let sequence = try history.sequence
        let published = Dictionary(try history.publications().map { ($0.month, $0) }) { _, last in last }
        // Up to the newest report every month was looked at: what is older has been made, or changed nothing.
        let changes = try history.lastChanges(
            of: months, after: published.values.map(\.sequence).max() ?? 0, settleDays: inputs.settings.settleDays)
        let silenced = try history.silencedPeriods()
        let closes = try history.view().closes()
        let newest = months.last
        // What the newest report may say anew though nothing has changed.
        func isNews(since last: Publication) throws(HistoryError) -> Bool {
            guard try history.refusals(of: last.run).map(\.shown) == refusals.map(\.shown),
                try history.uncountedCosts(of: last.run) == uncounted
            else { return true }
            return lateSources(lastDays, inputs.settings, today: last.today)
                != lateSources(lastDays, inputs.settings, today: place.today)
        }
        let fresh = Set(months.filter { published[$0] == nil })

        var stale: [Publication] = []
        var due: [Publication] = []
        for month in months {
            let last = published[month]
            let close = closes[month]
            var isStale: Bool
            if let last, let close {
                isStale = last.sequence < close.sequence
            } else if let last {
                // A budget over several months counts the earlier ones of its period, and customers have a history.
                let before = counted(in: month).compactMap { changes[$0] }.max() ?? 0
                // Another version of the program may write other tables of the same data.
                let isChanged = max(before, changes[month] ?? 0) > last.sequence || last.version != runVersion
                // Its page links to the months beside it.
                let hasNewNeighbour = fresh.contains { neighbours(months, month).contains($0) }
                // An invoice stands in the newest month that has it, and of a quarter or a year the newest month decides what is silent.
                let followsLater =
                    !inputs.invoices.isEmpty || !silenced.isDisjoint(with: inputs.settings.longPeriods(around: month))
                isStale = isChanged || hasNewNeighbour || isMoved(by: last.today, in: month, followsLater)
                // The newest one says what is true of all months: that a budget counts nothing, or that no bill has an invoice.
                if !isStale, month == newest { isStale = last.sequence < sequence ? true : try isNews(since: last) }
            } else {
                isStale = true
            }
            if isStale {
                stale.append(
                    Publication(
                        month: month, sequence: close?.sequence ?? sequence, today: close?.day ?? place.today, run: run,
                        isPlaced: false, isFirst: last == nil))
            } else if let last, !last.isPlaced || !isInPlace(last, isNewest: month == newest) {
                due.append(last)
            }
        }
        return (stale, due)
    }

    /// The months whose charges stand in a month's report: its own, the twelve before, and the earlier ones of its quarter and of its
    /// budgets' periods.
    private func counted(in month: Month) -> ClosedRange<Month> {
        let periods = [.quarter] + inputs.settings.budgets.map(\.period) + inputs.plans.flatMap(\.budgets).map(\.period)
        let first = periods.map { $0.months(around: month, fiscalYearStart: inputs.settings.fiscalYearStart).lowerBound }.min()
        return min(first ?? month, PastMonths.first(before: month))...month
    }

    /// Whether a month's report may say something else for today than for `then`: while the month goes on, and where the silence of a
    /// budget ends in between. Days that settle are a matter of what is delivered. One that follows later months is looked at every day for
    /// a month after its end.
    private func isMoved(by then: Day, in month: Month, _ followsLater: Bool) -> Bool {
        let (first, last) = (min(then, place.today), max(then, place.today))
        guard first < last else { return false }
        let silences = inputs.settings.budgets.map(\.silentUntil) + inputs.plans.flatMap(\.budgets).map(\.silentUntil)
        return first < (followsLater ? month.end.advanced(by: 31) : month.end)
            || silences.contains { $0.map { first < $0 && $0 <= last } ?? false }
    }

    private func neighbours(_ months: [Month], _ month: Month) -> [Month] {
        guard let index = months.firstIndex(of: month) else { return [] }
        return [index - 1, index + 1].filter(months.indices.contains).map { months[$0] }
    }

    /// The names of the files of a month's tables: every month has all of them, whatever there is to say.
    private static let tableFiles: [String] = {
        let month = Month(year: 2026, month: 1)
        let facts = MonthFacts(month: month, today: month.first)
        let context = ReportContext(month: month, sequence: 0, generatedFor: month.first, months: [month])
        return Report(analysis: analyse(facts), context: context).allTables.map { $0.name + ".csv" }
    }()

    /// Whether every file of a month is published, and of the newest one those beside the months' folders. A closed month that another
    /// version has made has that version's files, and keeps them.
    private func isInPlace(_ publication: Publication, isNewest: Bool) -> Bool {
        let month = publication.month
        let pages = Report.systemFiles(SystemGauge.systems(kept: publication.summary))
        let isOwn = publication.version == runVersion
        let all = ["index.html", "plan.html", "report.xml", "report.xlsx"] + pages + Refresh.tableFiles
        if isNewest {
            let above = ["latest.html", "report.xsd"].map { place.globals.output + "/" + $0 }
            guard above.allSatisfy({ Presence($0) == .file }) else { return false }
        }
        return Presence.areFiles(isOwn ? all : ["index.html"], in: "\(place.globals.output)/\(month)")
    }

    private func analysed(
        _ publication: Publication, _ months: [Month], _ past: inout PastMonths, _ recent: RecentMonths
    ) throws(CommandFailure) -> Due {
        var inputs = inputs
        var reporting = try stored { () throws(HistoryError) in
            try Reporting(history: history, publication: publication, months: months)
        }
        if reporting.close != nil {
            // It keeps the files that it was closed with.
            inputs = try PlanningInputs(history.view(asOf: publication.sequence))
        }
        if publication.run == run, !publication.isPlaced {
            // A budget that meets a period which is over is judged, but nobody is alarmed. Of a budget by the day only days that are
            // over are silent, also in a month that is not.
            let settings = inputs.settings
            let month = publication.month
            let stated = inputs.plans.flatMap(\.budgets)
            var budgets = settings.budgets.map { ($0.id, $0.period) } + stated.map { ($0.id, $0.period) }
            // What a plan is the budget of, unless one of these has the name, is by the month.
            let named = Set(budgets.map(\.0))
            budgets += inputs.plans.map(\.system).filter { !named.contains($0) }.map { ($0, .month) }
            let silent = budgets.filter { _, period in
                let last = period.months(around: month, fiscalYearStart: settings.fiscalYearStart).upperBound
                return period == .day || last < place.today.month
            }
            let known = try stored { () throws(HistoryError) in
                try history.knownBudgets(of: month, in: settings.longPeriods(around: month))
            }
            reporting.silencedBudgets = Set(silent.map(\.0)).subtracting(known)
        }
        var facts = try reporting.facts(inputs, recent)
        try past.carry(into: &facts, of: publication)
        reporting.earlier = try past.earlier(than: publication)
        reporting.reopened = try past.reopened(before: publication)
        let analysis = analyse(facts)
        past.keep(analysis, facts, of: publication)
        return Due(reporting: reporting, analysis: analysis, inputs: inputs)
    }

    /// The month's line on the page of all months, with what the history says of its alerts and of what was told of it.
    private func indexLine(_ due: Due) throws(CommandFailure) -> IndexMonth {
        let (reporting, publication) = (due.reporting, due.reporting.publication)
        var line = IndexMonth(due.bare)
        let (said, told) = try stored { () throws(HistoryError) in
            (
                try reporting.alerts(due.inputs.settings).count,
                try history.toldLandings(of: publication.month..<publication.month.advanced(by: 1), asOf: publication.sequence)
            )
        }
        // What the analysis raises is stored with the line, after this look.
        line.alerts =
            said
            + due.analysis.alerts.count {
                reporting.isNewest($0.period, in: publication.month, due.inputs.settings)
            }
        line.landingErrorPercent = due.analysis.landingErrorPercent(of: told)
        return line
    }
}

extension Refusal {
    /// What a report shows of it.
    fileprivate var shown: String { "\(origin): \(reason)" }
}
