package import Billing

/// One row per service target: the bound that the document promises beside what was measured.
package struct TargetMonth: Hashable, Sendable {
    /// Whether a target is kept.
    package enum State: String, Sendable {
        case met, missed
        case notMeasured = "not measured"
    }

    /// Whose target, by its id, and its name.
    package var system: String, target: String, name: String
    /// The metric that measures it, and its unit.
    package var metric: String, unit: String
    /// The bound, and whether the measured value may not exceed it (else not fall below it).
    package var bound: Amount, isUpper: Bool
    /// Over complete days: of a level the average, of a peak the highest; nil where no usage has the metric.
    package var measured: Amount?
    /// The section of the document.
    package var section: String?

    /// Whether the target is kept.
    package var state: State {
        guard let measured else { return .notMeasured }
        return (isUpper ? measured <= bound : measured >= bound) ? .met : .missed
    }

    /// A target's month.
    package init(system: String, _ target: ServiceTarget, measured: Amount?) {
        self.system = system
        self.target = target.id
        name = target.name
        metric = target.metric
        unit = target.unit
        bound = target.bound
        isUpper = target.isUpper
        section = target.section
        self.measured = measured
    }
}
