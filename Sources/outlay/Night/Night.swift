import Analysis
import Billing
import History
import Notices
import Reports

/// One run, from its first line in the history to its last.
final class Night {
    private let place: Workplace
    /// Where messages go.
    var console: Console { place.console }
    /// What the run writes into.
    let history: History
    /// The run's number.
    let run: Int
    private var refusals: [Refusal] = []
    /// What the run before did not take, for a run that looks at no export.
    private var carried: [Refusal] = []
    /// What records cost that are not taken, those of `carried` among them.
    private var uncounted: [UncountedCost] = []
    private var hasMistakes = false
    private var published: [Month] = []
    /// What stands apart in the reports that were made, for want of a rate.
    private(set) var missingRates: [(month: Month, rate: MissingRate)] = []
    /// What could not be sent.
    private(set) var undelivered: [DeliveryFailure] = []
    /// Budgets of the settings that count nothing, where the newest month was made.
    private(set) var unmatchedBudgets: [Budget] = []
    /// Budgets that cannot be judged, or not by all that they should count, where the newest month was made.
    private(set) var budgetGaps: [BudgetGap] = []
    /// What was booked because a closed month changed, in this run or in one that did not come to its end.
    private(set) var adjustments: [Adjustment] = []
    /// Sources that have brought no new day for too long.
    private(set) var lateSources: [LateSource] = []
    private var ingestion: Ingestion?
    /// What is in force since this run has taken what lies on the disk.
    private var inputs: PlanningInputs?

    /// Begins a run; the history is locked for it.
    init(_ place: Workplace, _ history: History) throws(CommandFailure) {
        self.place = place
        self.history = history
        run = try stored { () throws(HistoryError) in
            try history.beginRun(startedAt: Workplace.now(), today: place.today, version: runVersion)
        }
    }

    /// Takes the inputs and these files into the history and says what was refused.
    func take(_ files: [ExportFile]) throws(CommandFailure) {
        let (inputs, mistakes) = try PlanningInputs.take(place, history, run: run)
        hasMistakes = !mistakes.isEmpty
        self.inputs = inputs
        var ingestion = try Ingestion(place, history, mapping: inputs.mapping, run: run)
        try ingestion.take(files)
        self.ingestion = ingestion
        // Reports name a file within the inputs, wherever those lie; a person is told where to open it.
        let folder = place.globals.inputs + "/"
        refusals =
            mistakes.map { mistake in
                var inner = mistake
                if inner.origin.file.hasPrefix(folder) { inner.origin.file.removeFirst(folder.count) }
                return inner
            } + ingestion.refusals
        let refusals = refusals
        let costs = ingestion.uncounted.costs
        uncounted += costs
        try stored { () throws(HistoryError) in
            try history.keep(refusals, run: run)
            try history.keep(costs, run: run)
        }
        let paths = Dictionary(files.map { ($0.name, $0.path) }) { first, _ in first }
        let shown =
            mistakes
            + ingestion.refusals.map { refusal in
                var outer = refusal
                outer.origin.file = paths[outer.origin.file] ?? outer.origin.file
                return outer
            }
        for refusal in shown.prefix(200) { place.console.refuse(refusal) }
        if refusals.count > 200 { place.console.note("… and \(refusals.count - 200) more; they stand in the table refusal") }
        for (file, text) in ingestion.uncounted.texts.prefix(200) {
            place.console.say(Console.printable("\(paths[file] ?? file): \(text)"))
        }
    }

    /// Keeps what an earlier run did not take in sight: this one looks at no export.
    func carry(_ refusals: [Refusal], _ costs: [UncountedCost]) throws(CommandFailure) {
        carried = refusals
        uncounted += costs
        try stored { () throws(HistoryError) in
            try history.keep(refusals, run: run)
            try history.keep(costs, run: run)
        }
    }

    /// What is known of a month, and what follows from it, as it is now.
    func open(_ month: Month) throws(CommandFailure) -> (MonthFacts, MonthAnalysis) {
        let inputs = try PlanningInputs(history.view())
        let reporting = try stored { () throws(HistoryError) in
            let publication = Publication(
                month: month, sequence: try history.sequence, today: place.today, run: run, isFirst: false)
            // Invoices that no bill has are told too.
            return try Reporting(history: history, publication: publication, months: [month])
        }
        let facts = try reporting.facts(inputs)
        return (facts, analyse(facts))
    }

    /// Refreshes the published tables and puts the reports that changed into their place.
    func publish() throws(CommandFailure) {
        let placing = Placing(output: place.globals.output, history: place.historyPath)
        try placing.tidy()
        let inputs = if let inputs { inputs } else { try PlanningInputs(history.view()) }
        let refresh = Refresh(place: place, history: history, inputs: inputs, run: run)
        let due = try refresh.bringUpToDate(refusals + carried, uncounted)
        let reports = try stored { () throws(HistoryError) in
            var reports: [Report] = []
            for month in due { reports.append(try month.reporting.report(month.analysis, month.inputs)) }
            adjustments = try history.unsaidAdjustments()
            return reports
        }
        let newest = try stored { () throws(HistoryError) in try history.months().last }
        try placing.place(reports, newest: newest)
        let feed = try stored { () throws(HistoryError) in try AlertsFeed(history, inputs.settings) }
        lateSources = try stored { () throws(HistoryError) in
            try Analysis.lateSources(history.view().lastDays(), inputs.settings, today: place.today)
        }
        try placing.place(feed)
        try stored { () throws(HistoryError) in try history.markFeedPlaced(run) }
        if !due.isEmpty { try stored { () throws(HistoryError) in try history.markPlaced() } }
        unmatchedBudgets = due.flatMap(\.analysis.unmatchedBudgets)
        budgetGaps = due.filter { $0.reporting.publication.month == newest }.flatMap(\.analysis.budgetGaps)
        published = due.map(\.reporting.publication.month)
        missingRates = due.flatMap { month in
            month.analysis.missingRates.map { (month: month.reporting.publication.month, rate: $0) }
        }
    }

    /// Tells people and programs of alerts that wait for it, and says what could not be sent; a channel that is down never fails the
    /// figures, which are published before.
    func send() throws(CommandFailure) {
        undelivered = try Outbox(place: place, history: history, settings: place.settings).send()
        place.console.undelivered(undelivered)
    }

    /// Tells of what waits after something else has failed, which decides how the run ends: alerts that are raised, also by earlier runs,
    /// do not wait for an output that can be written.
    func sendPending(after failure: CommandFailure) {
        guard failure.status != .history else { return }
        do throws(CommandFailure) { try send() } catch { place.console.fail(error.message, hint: error.hint) }
    }

    /// Writes the run's end into the history, then the page of all months and runs, and what monitoring reads.
    func end(_ status: ExitStatus) throws(CommandFailure) {
        try note(status)
        if !adjustments.isEmpty { try stored { () throws(HistoryError) in try history.markAdjustmentsSaid() } }
        let (months, adjustments, runs) = try stored { () throws(HistoryError) in
            (try history.publications(), try history.view().adjustments(), try history.runs(30))
        }
        try Placing(output: place.globals.output, history: place.historyPath).place(months, adjustments, runs)
        try placeMetrics()
    }

    /// Writes the end of a run that did not come to publishing, or failed at it; monitoring is told where that can be.
    func end(failed failure: CommandFailure) throws(CommandFailure) {
        // The run's own line says how it ended, unless the history itself is what failed.
        guard failure.status != .history else { return }
        try note(failure.status)
        do throws(CommandFailure) {
            try placeMetrics()
        } catch {
            // The first failure decides how the run ends. This one is told beside it, unless both are the output's.
            if failure.status != .output { place.console.fail(error.message, hint: error.hint) }
        }
    }

    /// Writes what monitoring reads.
    func placeMetrics() throws(CommandFailure) {
        let settings = try PlanningInputs.settings(history.view())
        let metrics = try stored { () throws(HistoryError) in try RunMetrics(history, settings, today: place.today) }
        try Placing(output: place.globals.output, history: place.historyPath).place(metrics)
    }

    /// Writes the run's end into the history.
    func note(_ status: ExitStatus) throws(CommandFailure) {
        try stored { () throws(HistoryError) in
            try history.endRun(
                run, finishedAt: Workplace.now(), files: ingestion?.seen ?? 0, rows: ingestion?.rows ?? 0,
                refused: ingestion?.refused ?? 0, exitStatus: Int(status.rawValue))
        }
    }

    /// How the run ends where several apply: mistakes in plans and sheets, then alerts that nobody took, then refused exports and changes of
    /// closed months. What a run could not do stands before what it found, as `--fail-on` asks for.
    var status: ExitStatus {
        if hasMistakes { return .configuration }
        if !undelivered.isEmpty { return .undelivered }
        return refusals.isEmpty && adjustments.isEmpty ? .done : .refused
    }

    /// Whether some budget of the newest month is at or over so many percent.
    func reaches(_ percent: Int) throws(CommandFailure) -> Bool {
        try stored { () throws(HistoryError) in try history.highestBudgetUse() ?? 0 >= Double(percent) }
    }

    /// Whether no file changed the history.
    var tookNothing: Bool { ingestion?.taken == 0 }

    /// What was taken, for a person at a terminal.
    var ingested: String {
        "\(ingestion?.taken ?? 0) of \(ingestion?.seen ?? 0) files were new (\(ingestion?.rows ?? 0) records)\n"
    }

    /// What was done, for a person at a terminal.
    var summary: String {
        let taken = ingestion?.taken ?? 0
        let rows = ingestion?.rows ?? 0
        let reports =
            published.isEmpty
            ? "no report changed" : "reports of \(published.map(\.description).joined(separator: ", "))"
        return
            "\(taken) of \(ingestion?.seen ?? 0) files were new (\(rows) records); \(reports)\n\(place.globals.output)/index.html\n"
    }
}

/// Runs what may fail in the history and turns its failure into the command's.
func stored<Result>(_ body: () throws(HistoryError) -> Result) throws(CommandFailure) -> Result {
    do throws(HistoryError) { return try body() } catch { throw CommandFailure(error) }
}
