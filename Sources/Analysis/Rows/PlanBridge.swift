package import Billing

/// The way from plan to actual of a system, or of all systems that are compared with a plan: what each effect adds. The start and the
/// steps add up to the end exactly.
package struct PlanBridge: Hashable, Sendable {
    /// What a step is due to, in the order of the steps.
    package enum Cause: String, CaseIterable, Sendable {
        case volume, mix, rate, unplanned, spending
        /// Variance that is not split: of a plan that is a range the distance to its nearer bound.
        case notSplit = "not split"
        /// What changed in months after their close, which is in no variance.
        case closedMonths = "changes of closed months"
    }

    /// One effect; never zero.
    package struct Step: Hashable, Sendable {
        /// What it is due to.
        package var cause: Cause
        /// Positive where more was spent.
        package var amount: Amount
        /// On the result.
        package var effect: Effect { Effect(ofCostVariance: amount) }
    }

    /// The system's id; nil for all systems together.
    package var system: String?
    /// The reporting currency.
    package var currency: Currency
    /// The plan to date; of a range the bound nearer to the actual.
    package var plan: Amount
    /// Whether it is the bound of a range.
    package var isBound: Bool
    /// The effects that are not zero.
    package var steps: [Step]
    /// Cost over complete days.
    package var actual: Amount

    /// The bridge of a system that is compared with a plan; nil for any other.
    init?(_ system: SystemMonth, _ components: [ComponentMonth]) {
        guard let actual = system.actual, let variance = system.variance else { return nil }
        let own = components.filter { $0.system == system.system }
        let closed = own.filter { $0.component == ReservedComponent.adjustment }.compactMap(\.actual).reduce(.zero, +)
        isBound = system.planToDate == nil
        // Components within a range of their own say nothing of how far the whole is from its range.
        let split = isBound ? [] : own
        let parts = split.filter { !ReservedComponent.apart.contains($0.component) && !$0.isBeside }.compactMap(\.parts)
            .reduce(VarianceParts(), +)
        self.system = system.system
        currency = system.currency
        plan = actual - closed - variance
        self.actual = actual
        steps = PlanBridge.steps([
            .volume: parts.volume, .mix: parts.mix, .rate: parts.rate, .unplanned: parts.unplanned, .spending: parts.spending,
            .notSplit: variance - parts.total, .closedMonths: closed,
        ])
    }

    /// The bridges of several systems added up; nil for none.
    init?(adding bridges: [PlanBridge]) {
        guard let first = bridges.first else { return nil }
        currency = first.currency
        plan = bridges.reduce(.zero) { $0 + $1.plan }
        isBound = bridges.contains(where: \.isBound)
        actual = bridges.reduce(.zero) { $0 + $1.actual }
        let all = bridges.flatMap(\.steps)
        steps = PlanBridge.steps(Dictionary(all.map { ($0.cause, $0.amount) }, uniquingKeysWith: +))
    }

    private static func steps(_ amounts: [Cause: Amount]) -> [Step] {
        Cause.allCases.compactMap { cause in
            amounts[cause].flatMap { $0.isZero ? nil : Step(cause: cause, amount: $0) }
        }
    }
}

extension MonthAnalysis {
    /// The bridge of all systems together, then of each that is compared with a plan.
    package var planBridges: [PlanBridge] {
        let each = systems.compactMap { PlanBridge($0, components) }
        return [PlanBridge(adding: each)].compactMap(\.self) + each
    }
}
