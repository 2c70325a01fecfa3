import Analysis
import Billing
import History

/// Goes through the changes of a history one sequence at a time and says which figures each moved. The day taken for today is the
/// same at every step, so that only data move figures. Nothing is stored.
struct ChangeWalk {
    /// A figure that a change moved.
    struct Move: Hashable {
        /// The change's sequence.
        var sequence: Int
        var cause: ChangeCause
        var change: FigureChange
    }

    private let history: History
    private let today: Day
    private let steps: [ChangeStep]
    /// The months in which days settled, by the sequence of what was delivered.
    private let settled: [Int: Set<Month>]
    /// The newest analysis of each month that was looked at: what comes after one step is what was before the next.
    private var kept: [Month: MonthAnalysis] = [:]
    /// The files in force, by the sequence that they are read as of.
    private var inputs: [Int: PlanningInputs] = [:]

    /// A walk from a sequence, whose figures are where it begins, to now.
    init(_ history: History, after sequence: Int, today: Day) throws(CommandFailure) {
        self.history = history
        self.today = today
        let steps = try stored { () throws(HistoryError) in try history.changeSteps(after: sequence) }
        let changed = steps.filter { if case .input = $0.kind { $0.subject == "outlay.yaml" } else { false } }
        var settleDays: [Int] = []
        for sequence in [sequence] + changed.map(\.sequence) {
            settleDays.append(try PlanningInputs.settings(history.view(asOf: sequence)).settleDays)
        }
        let range = (settleDays.min() ?? 0)...(settleDays.max() ?? 0)
        settled = try stored { () throws(HistoryError) in try history.settledMonths(after: sequence, settleDays: range) }
        self.steps = steps
    }

    /// Every figure that moved, by sequence and month.
    mutating func moves() throws(CommandFailure) -> [Move] {
        var moves: [Move] = []
        guard let first = steps.first else { return [] }
        var known = try months(asOf: first.sequence - 1)
        for step in steps {
            let before = known
            known = try months(asOf: step.sequence)
            let closes = try closes(asOf: step.sequence)
            let touched = step.touched(settled: settled[step.sequence] ?? []) ?? before.union(known)
            for month in touched.intersection(before.union(known)).sorted() {
                // A closed month keeps its figures; what changed in it stands in the month that it is booked in.
                if let close = closes[month], close.sequence < step.sequence { continue }
                var old = before.contains(month) ? kept[month] : nil
                if old == nil, before.contains(month) { old = try analysis(of: month, asOf: step.sequence - 1) }
                let new = known.contains(month) ? try analysis(of: month, asOf: step.sequence) : nil
                kept[month] = new
                let cause = ChangeCause(step, in: month)
                moves += figureChanges(from: old, to: new).map { Move(sequence: step.sequence, cause: cause, change: $0) }
            }
        }
        return moves
    }

    /// The months that a report is made of: those with data, and those in which a change of a closed month is booked.
    private func months(asOf sequence: Int) throws(CommandFailure) -> Set<Month> {
        try stored { () throws(HistoryError) in
            let view = history.view(asOf: sequence)
            return try Set(view.months()).union(view.adjustments().map(\.bookedMonth))
        }
    }

    private func closes(asOf sequence: Int) throws(CommandFailure) -> [Month: MonthClose] {
        try stored { () throws(HistoryError) in try history.view(asOf: sequence).closes() }
    }

    /// A month's analysis as of a sequence; of a month that was closed by then as of its close.
    private mutating func analysis(of month: Month, asOf sequence: Int) throws(CommandFailure) -> MonthAnalysis {
        let at = try closes(asOf: sequence)[month]?.sequence ?? sequence
        let inputs = try inputs(asOf: at)
        let publication = Publication(month: month, sequence: at, today: today, run: 0, isFirst: false)
        let reporting = try stored { () throws(HistoryError) in
            try Reporting(history: history, publication: publication, months: [])
        }
        return analyse(try reporting.facts(inputs))
    }

    private mutating func inputs(asOf sequence: Int) throws(CommandFailure) -> PlanningInputs {
        // Between two steps that change a file they are the same.
        let changed = steps.last { step in
            if case .input = step.kind { return step.sequence <= sequence }
            return false
        }
        let at = changed?.sequence ?? min(sequence, steps.first.map { $0.sequence - 1 } ?? sequence)
        if let inputs = inputs[at] { return inputs }
        let read = try PlanningInputs(history.view(asOf: at))
        inputs[at] = read
        return read
    }
}
