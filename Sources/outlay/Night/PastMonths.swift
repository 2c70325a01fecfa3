import Analysis
import Billing
import History
import Plans

/// The twelve months before a reported one as their reports had them when it was made: from the published tables where these still
/// have them so, else made again from the history. Each is looked up once.
struct PastMonths {
    /// What a month's figures depend on.
    private struct Key: Hashable {
        let month: Month
        let sequence: Int
    }

    private let history: History
    /// The reports that are to be made beside one another, by month.
    private let due: [Month: Publication]
    /// The last report of each month, whose rows the published tables had when this began.
    private let published: [Month: Publication]
    private var known: [Key: PastMonth] = [:]
    /// The publications in force at a sequence.
    private var publications: [Int: [Month: Publication]] = [:]
    /// The files in force, by the last change of any.
    private var inputs: [Int: PlanningInputs] = [:]
    /// Every version of the plans with the sequence that brought it, the first known first; nil until somebody asks.
    private var plans: [(knownFrom: Int, plans: [Plan])]?

    /// The months of a history; `due` are the reports that are being made, the earliest month first, and `inForce` are the history's newest
    /// files, where they are read already.
    init(_ history: History, due: [Publication], inForce: PlanningInputs? = nil) throws(HistoryError) {
        self.history = history
        if let inForce { inputs[try history.lastInputChange(asOf: history.sequence)] = inForce }
        self.due = Dictionary(due.map { ($0.month, $0) }) { _, last in last }
        published = Dictionary(try history.publications().map { ($0.month, $0) }) { _, last in last }
    }

    /// The first month that stands in a month's report; no fiscal year begins earlier.
    static func first(before month: Month) -> Month { month.advanced(by: -12) }

    /// Adds the months before a publication's, the plans' versions and what was told of those months to its facts.
    mutating func carry(into facts: inout MonthFacts, of publication: Publication) throws(CommandFailure) {
        let months = PastMonths.first(before: publication.month)..<publication.month
        for month in months {
            if let past = try past(month, asOf: publication.sequence) { facts.past.append(past) }
        }
        let told = try stored { () throws(HistoryError) in
            try history.toldLandings(of: months, asOf: publication.sequence)
        }
        facts.toldLandings = told
        facts.planHistory = try planVersions(asOf: publication.sequence)
    }

    /// The report of a publication's month before it: from the published tables where they still have its rows, else made again.
    mutating func earlier(than publication: Publication) throws(CommandFailure) -> EarlierReport? {
        let month = publication.month
        guard
            let earlier = try stored({ () throws(HistoryError) in
                try history.publication(of: month, before: publication.sequence)
            })
        else { return nil }
        // Another version of the program may have written other rows of the same data.
        if let last = published[month], last.sequence == earlier.sequence, last.run == earlier.run, last.version == runVersion,
            let rows = try stored({ () throws(HistoryError) in try history.publishedMonth(month) })
        {
            return EarlierReport(publication: earlier, figures: rows)
        }
        return EarlierReport(publication: earlier, figures: try made(earlier))
    }

    /// The figures of the last close of a publication's month that was opened again; nil where there is none.
    mutating func reopened(before publication: Publication) throws(CommandFailure) -> EarlierReport? {
        let month = publication.month
        let found = try stored { () throws(HistoryError) -> (MonthClose, Publication)? in
            guard let close = try history.view(asOf: publication.sequence).reopenedClose(of: month) else { return nil }
            // The report that the close was made with; one that was killed may not have come to it.
            return try history.publications(asOf: close.sequence).first { $0.month == month }.map { (close, $0) }
        }
        guard let (close, report) = found else { return nil }
        var closed = report
        closed.sequence = close.sequence
        closed.today = close.day
        return EarlierReport(publication: closed, figures: try made(closed))
    }

    /// Remembers what a report says of its month, for the reports of later months.
    mutating func keep(_ analysis: MonthAnalysis, _ facts: MonthFacts, of publication: Publication) {
        known[Key(month: publication.month, sequence: publication.sequence)] = PastMonth(
            analysis, isClosed: facts.isClosed, plans: facts.plans, rates: facts.rates)
    }

    /// A month as its report had it at a sequence; nil where it had none.
    private mutating func past(_ month: Month, asOf sequence: Int) throws(CommandFailure) -> PastMonth? {
        guard let publication = try publication(of: month, asOf: sequence) else { return nil }
        let key = Key(month: month, sequence: publication.sequence)
        if let past = known[key] { return past }
        let past = try made(publication)
        known[key] = past
        return past
    }

    /// The report of a month that was in force at a sequence, or is being made beside.
    private mutating func publication(of month: Month, asOf sequence: Int) throws(CommandFailure) -> Publication? {
        if let publication = due[month] ?? published[month], publication.sequence <= sequence { return publication }
        if let known = publications[sequence] { return known[month] }
        let then = try stored { () throws(HistoryError) in try history.publications(asOf: sequence) }
        publications[sequence] = Dictionary(then.map { ($0.month, $0) }) { _, last in last }
        return publications[sequence]?[month]
    }

    private mutating func made(_ publication: Publication) throws(CommandFailure) -> PastMonth {
        let inputs = try inputs(asOf: publication.sequence)
        let isClosed = try stored { () throws(HistoryError) in
            try history.view(asOf: publication.sequence).closes()[publication.month] != nil
        }
        if isPublished(publication),
            var past = try stored({ () throws(HistoryError) in try history.publishedMonth(publication.month) })
        {
            past.isClosed = isClosed
            past.plans = inputs.plans
            past.rates = inputs.rates.filter { $0.month == publication.month }
            return past
        }
        let reporting = try stored { () throws(HistoryError) in
            try Reporting(history: history, publication: publication, months: [])
        }
        let facts = try reporting.facts(inputs)
        return PastMonth(analyse(facts), isClosed: isClosed, plans: inputs.plans, rates: inputs.rates)
    }

    /// Whether the published tables have a report's rows, and no report made beside replaces them.
    private func isPublished(_ publication: Publication) -> Bool {
        guard let last = published[publication.month] else { return false }
        func isSame(_ other: Publication) -> Bool { other.sequence == last.sequence && other.run == last.run }
        return isSame(publication) && (due[publication.month].map(isSame) ?? true)
    }

    private mutating func inputs(asOf sequence: Int) throws(CommandFailure) -> PlanningInputs {
        let change = try stored { () throws(HistoryError) in try history.lastInputChange(asOf: sequence) }
        if let known = inputs[change] { return known }
        let found = try PlanningInputs(history.view(asOf: sequence))
        inputs[change] = found
        return found
    }

    /// The versions of the plans that were known at a sequence.
    private mutating func planVersions(asOf sequence: Int) throws(CommandFailure) -> [Plan] {
        if plans == nil {
            let versions = try stored { () throws(HistoryError) in try history.inputVersions(below: "plans/") }
            // Of two that came with one change the path decides, as elsewhere.
            plans = versions.sorted { ($0.knownFrom, $0.path) < ($1.knownFrom, $1.path) }.map { ($0.knownFrom, $0.plans) }
        }
        return (plans ?? []).prefix { $0.knownFrom <= sequence }.flatMap(\.plans)
    }
}

extension History.InputVersion {
    /// The plans of a plan file; none of a version that this program no longer understands: a later one is then the first known.
    fileprivate var plans: [Plan] {
        do throws(RefusedFile) {
            return path.hasSuffix(".csv") ? try readPlanSheet(content, file: path) : [try readPlan(content, file: path)]
        } catch {
            return []
        }
    }
}
