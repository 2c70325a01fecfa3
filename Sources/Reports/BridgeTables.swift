import Analysis
import Billing

/// A line of a bridge.
private struct EffectLine {
    let bridge: PlanBridge
    let step: String
    let amount: Amount
    let effect: Effect?
}

/// `plan_bridge`: the way from plan to actual by system and for all of them; the lines between add up to the difference.
func planBridgeTable(_ analysis: MonthAnalysis) -> Table {
    let lines = analysis.planBridges.flatMap { bridge in
        [EffectLine(bridge: bridge, step: "plan", amount: bridge.plan, effect: nil)]
            + bridge.steps.map { EffectLine(bridge: bridge, step: $0.cause.rawValue, amount: $0.amount, effect: $0.effect) }
            + [EffectLine(bridge: bridge, step: "actual", amount: bridge.actual, effect: nil)]
    }
    var shape = TableShape<EffectLine>("plan_bridge", month: analysis.month) { $0.bridge.currency }
    shape.text("system", "what one planning document is about, or (all systems)") { $0.bridge.system ?? allSystems }
    shape.text("step", "plan, then each effect that is not zero, then actual") { $0.step }
    shape.text("currency", "of the row's amounts") { $0.bridge.currency.code }
    shape.amount("amount", "the plan to date, what the effect adds to it, or the actual") { $0.amount }
    shape.text("effect", "of the step on the result") { $0.effect?.rawValue }
    return shape.table(lines)
}

/// A line of a bridge by component.
private struct ComponentLine {
    let bridge: ComponentBridge
    let step: String
    var place: (system: String, component: String)?
    /// How many components it is; nil for what is none.
    var components: Int?
    let amount: Amount
    var effect: Effect?

    init(_ bridge: ComponentBridge, _ step: String, _ amount: Amount) {
        self.bridge = bridge
        self.step = step
        self.amount = amount
    }

    init(_ bridge: ComponentBridge, _ step: ComponentBridge.Step) {
        switch step.subject {
        case .component(let system, let id, _):
            self.init(bridge, "component", step.amount)
            place = (system, id)
            components = 1
        case .others(let count):
            self.init(bridge, "all others", step.amount)
            components = count
        case .rest(let cause): self.init(bridge, cause.rawValue, step.amount)
        }
        effect = step.effect
    }
}

/// `component_bridge`: the way from plan to actual by component; the lines between add up to the difference.
func componentBridgeTable(_ analysis: MonthAnalysis) -> Table {
    let lines = analysis.componentBridges.flatMap { bridge in
        [ComponentLine(bridge, "plan", bridge.plan)] + bridge.steps.map { ComponentLine(bridge, $0) }
            + [ComponentLine(bridge, "actual", bridge.actual)]
    }
    var shape = TableShape<ComponentLine>("component_bridge", month: analysis.month) { $0.bridge.currency }
    shape.text("system", "what one planning document is about, or (all systems)") { $0.bridge.system ?? allSystems }
    shape.text("step", "plan, component, all others, what is in no component, actual") { $0.step }
    shape.text("component_system", "the component's system; NULL for another step") { $0.place?.system }
    shape.text("component", "the component; NULL for another step") { $0.place?.component }
    shape.integer("components", unit: "components", "how many the step adds up; NULL for another step") { $0.components }
    shape.text("currency", "of the row's amounts") { $0.bridge.currency.code }
    shape.amount("amount", "the plan to date, what the step adds to it, or the actual") { $0.amount }
    shape.text("effect", "of the step on the result") { $0.effect?.rawValue }
    return shape.table(lines)
}
