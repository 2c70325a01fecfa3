package import Billing

/// The way from plan to actual of a system, or of all that are compared with a plan, by component: what each adds. It begins and ends
/// where the `PlanBridge` does, and the steps add up exactly.
package struct ComponentBridge: Hashable, Sendable {
    /// A component's variance, or what stands for several; never zero but for those.
    package struct Step: Hashable, Sendable {
        /// What it is.
        package enum Subject: Hashable, Sendable {
            /// A component by its system and id, with its name.
            case component(system: String, id: String, name: String)
            /// All that are smaller than the ones before, and how many they are.
            case others(Int)
            /// What is in no component's variance: of a plan that is a range, or changed after a close.
            case rest(PlanBridge.Cause)
        }

        /// What it is.
        package var subject: Subject
        /// Positive where more was spent.
        package var amount: Amount
        /// On the result.
        package var effect: Effect { Effect(ofCostVariance: amount) }
    }

    /// Components that are told one by one.
    package static let limit = 8

    /// The system's id; nil for all systems together.
    package var system: String?
    /// The reporting currency.
    package var currency: Currency
    /// The plan to date; of a range the bound nearer to the actual.
    package var plan: Amount
    /// Whether it is the bound of a range.
    package var isBound: Bool
    /// The largest variances first, whatever their sign; then all others, then what is in none.
    package var steps: [Step]
    /// Cost over complete days.
    package var actual: Amount

    /// The bridge of `bridge` by component, of the components that are in it; nil where fewer than two have a variance.
    init?(_ bridge: PlanBridge, _ components: [ComponentMonth]) {
        let moved = components.filter { $0.parts.map { !$0.total.isZero } ?? false }
        guard moved.count > 1 else { return nil }
        // Of equal ones the order of the rows decides.
        let sorted = moved.enumerated().sorted { left, right in
            let one = left.element.variance?.magnitude ?? .zero, other = right.element.variance?.magnitude ?? .zero
            return one == other ? left.offset < right.offset : one > other
        }.map(\.element)
        // A line for a single other component would save nothing.
        let shown = sorted.count > ComponentBridge.limit + 1 ? sorted.prefix(ComponentBridge.limit) : sorted[...]
        let others = sorted.dropFirst(shown.count)
        system = bridge.system
        currency = bridge.currency
        plan = bridge.plan
        isBound = bridge.isBound
        actual = bridge.actual
        func total(_ row: ComponentMonth) -> Amount { row.parts?.total ?? .zero }
        steps = shown.map { row in
            Step(subject: .component(system: row.system, id: row.component, name: row.name), amount: total(row))
        }
        if !others.isEmpty {
            steps.append(Step(subject: .others(others.count), amount: others.reduce(.zero) { $0 + total($1) }))
        }
        steps += bridge.steps.filter { [.notSplit, .closedMonths].contains($0.cause) }.map {
            Step(subject: .rest($0.cause), amount: $0.amount)
        }
    }
}

extension MonthAnalysis {
    /// The bridge by component of all systems together, then of each; none where a `PlanBridge` has fewer than two components to tell.
    package var componentBridges: [ComponentBridge] {
        let bridges = planBridges
        // Components within a range of their own say nothing of how far the whole is from its range.
        let split = Set(bridges.filter { !$0.isBound }.compactMap(\.system))
        let own = components.filter {
            split.contains($0.system) && !ReservedComponent.apart.contains($0.component) && !$0.isBeside
        }
        return bridges.compactMap { bridge in
            ComponentBridge(bridge, bridge.system.map { id in own.filter { $0.system == id } } ?? own)
        }
    }
}
