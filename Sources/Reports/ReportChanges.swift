package import Analysis
package import Billing

/// What moved in a month's figures since its report before, or since a close, and what was committed in between.
package struct ReportChanges: Hashable, Sendable {
    /// A change of the history that the month's figures may depend on.
    package struct Step: Hashable, Sendable {
        /// Its sequence.
        package var sequence: Int
        /// What kind of change: `restatement`, `plan version`.
        package var cause: String
        /// The file, of a plan with its version, or the month that was closed or opened again.
        package var subject: String
        /// The systems that a delivery's source feeds; nil for what may concern any.
        package var systems: Set<String>?

        /// A change.
        package init(sequence: Int, cause: String, subject: String, systems: Set<String>?) {
            self.sequence = sequence
            self.cause = cause
            self.subject = subject
            self.systems = systems
        }
    }

    /// A total of a system that moved.
    package struct Total: Hashable, Sendable {
        /// Which of them.
        package enum Figure: String, Sendable {
            /// The full month's plan, of a range its upper bound.
            case plan
            /// Cost over complete days.
            case actual
            /// What the full month is expected to come to.
            case landing
        }

        /// The system's id.
        package var system: String
        /// Which of its totals.
        package var figure: Figure
        /// What it was and what it is; nil where it was or is unknown.
        package var before: Amount?, after: Amount?
        /// After less before; what is unknown counts as nothing.
        package var difference: Amount { (after ?? .zero) - (before ?? .zero) }

        /// A system's total.
        package init(system: String, figure: Figure, before: Amount?, after: Amount?) {
            self.system = system
            self.figure = figure
            self.before = before
            self.after = after
        }
    }

    /// The sequence that the report before is of, and the day it was made for; those of a close.
    package var since: Int, day: Day
    /// The totals that moved, by system.
    package var totals: [Total]
    /// The components' actuals, the customers' costs and revenues that moved, in order.
    package var figures: [FigureChange]
    /// What was committed in between, by sequence.
    package var steps: [Step]
    /// How many of the steps replaced what an earlier delivery had brought for the month.
    package var restatements: Int

    /// The changes since a report.
    package init(since: Int, day: Day, totals: [Total], figures: [FigureChange], steps: [Step], restatements: Int) {
        self.since = since
        self.day = day
        self.totals = totals
        self.figures = figures
        self.steps = steps
        self.restatements = restatements
    }

    /// What may have moved a system's figures, in words: the change itself where there is one, its kind where there are several.
    func cause(of system: String) -> String {
        let own = steps.filter { $0.systems?.contains(system) ?? true }
        var kinds: [String] = []
        for step in own where !kinds.contains(step.cause) { kinds.append(step.cause) }
        guard let only = own.first, own.count == 1 else { return kinds.isEmpty ? "days settled" : kinds.joined(separator: ", ") }
        return "\(only.cause): \(only.subject)"
    }
}
