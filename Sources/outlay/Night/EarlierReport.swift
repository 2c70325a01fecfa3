import Analysis
import Billing
import History
import Reports

/// The report of a month before another one: the last that was published of an earlier sequence, or that of a close. Which one that is
/// stands in the history, so that a report that is made again is compared with the same.
struct EarlierReport {
    let publication: Publication
    /// What components and customers cost and paid in it.
    let figures: PastMonth
}

extension ReportChanges {
    /// What moved since an earlier report of the month, and what was committed up to `sequence`. `progress` says which source feeds which
    /// system.
    init(
        since earlier: EarlierReport, to analysis: MonthAnalysis, sequence: Int, _ history: History, _ progress: [SourceProgress]
    ) throws(HistoryError) {
        let month = analysis.month
        let before = SystemGauge.all(kept: earlier.publication.summary).filter { $0.currency == analysis.currency }
        let now = SystemGauge.all(analysis)
        // A system that has gone stands after those that are there.
        let gone = before.map(\.system).filter { id in !now.contains { $0.system == id } }
        let totals = (now.map(\.system) + gone).flatMap { id in
            let (old, new) = (before.first { $0.system == id }, now.first { $0.system == id })
            return [
                Total(system: id, figure: .plan, before: old?.plan, after: new?.plan),
                Total(system: id, figure: .actual, before: old?.actual, after: new?.actual),
                Total(system: id, figure: .landing, before: old?.landing, after: new?.landing),
            ].filter { !$0.difference.isZero }
        }
        let taken = try history.changeSteps(after: earlier.publication.sequence).filter { step in
            guard step.sequence <= sequence else { return false }
            switch step.kind {
            // The neighbouring months that a delivery may settle days of depend on what is delivered later; those it is about do not.
            case .delivery, .sighting:
                // What changed a closed month is booked in this one.
                return step.months.contains(month) || analysis.adjustments.contains { $0.sequence == step.sequence }
            case .input: return true
            case .close, .reopening: return step.subject == month.description
            }
        }
        let steps = taken.map { step in
            let cause = ChangeCause(step, in: month)
            var systems: Set<String>?
            if step.kind == .delivery || step.kind == .sighting {
                let fed = progress.filter { step.subject.hasPrefix("exports/\($0.source)/") }
                systems = fed.isEmpty ? nil : Set(fed.map { $0.system ?? ReservedComponent.unmapped })
            }
            return Step(sequence: step.sequence, cause: cause.kind.rawValue, subject: cause.subject, systems: systems)
        }
        self.init(
            since: earlier.publication.sequence, day: earlier.publication.today, totals: totals,
            figures: figureChanges(from: earlier.figures, to: analysis), steps: steps,
            restatements: taken.count { $0.restated.contains(month) })
    }
}
