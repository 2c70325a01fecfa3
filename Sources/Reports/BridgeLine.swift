import Analysis
import Billing

/// A line of a bridge: the plan that it begins with, a step, or the actual that it ends with.
struct BridgeLine {
    /// What it is called, and what tells it from the others from month to month.
    let name: String, key: [String?]
    let amount: Amount
    /// What it means; empty where the name says it.
    let meaning: String
    /// Of a step on the result; nil for the plan and the actual.
    var effect: Effect?

    /// The lines of a bridge by effect.
    static func lines(_ bridge: PlanBridge, planWords: String) -> [BridgeLine] {
        [BridgeLine(name: planWords, key: ["plan"], amount: bridge.plan, meaning: "")]
            + bridge.steps.map {
                BridgeLine(
                    name: $0.cause.words, key: [$0.cause.rawValue], amount: $0.amount, meaning: $0.cause.meaning,
                    effect: $0.effect)
            } + [BridgeLine(name: "Actual", key: ["actual"], amount: bridge.actual, meaning: "")]
    }

    /// The lines of a bridge by component; `systemName` is told beside the component's where there are several systems.
    static func lines(_ bridge: ComponentBridge, planWords: String, systemName: (String) -> String) -> [BridgeLine] {
        func line(_ step: ComponentBridge.Step) -> BridgeLine {
            switch step.subject {
            case .component(let system, let id, let name):
                BridgeLine(
                    name: bridge.system == nil ? "\(name) (\(systemName(system)))" : name, key: ["component", system, id],
                    amount: step.amount, meaning: "", effect: step.effect)
            case .others(let count):
                BridgeLine(
                    name: "All others (\(NumberText.integer(count)))", key: ["others", nil, nil], amount: step.amount,
                    meaning: "smaller variances added up", effect: step.effect)
            case .rest(let cause):
                BridgeLine(
                    name: cause.words, key: [cause.rawValue, nil, nil], amount: step.amount, meaning: cause.meaning,
                    effect: step.effect)
            }
        }
        return [BridgeLine(name: planWords, key: ["plan", nil, nil], amount: bridge.plan, meaning: "")]
            + bridge.steps.map(line)
            + [BridgeLine(name: "Actual", key: ["actual", nil, nil], amount: bridge.actual, meaning: "")]
    }
}

extension PlanBridge.Cause {
    /// What a step is called.
    var words: String {
        switch self {
        case .volume: "Volume"
        case .mix: "Mix"
        case .rate: "Rate"
        case .unplanned: "Unplanned"
        case .spending: "Spending"
        case .notSplit: "Not split"
        case .closedMonths: "Changes of closed months"
        }
    }
}

extension PlanBridge.Cause {
    /// What a step means, for the table.
    fileprivate var meaning: String {
        switch self {
        case .volume: "more or less of the same, at the planned rate"
        case .mix: "dearer or cheaper items in the same volume"
        case .rate: "other prices for the actual quantity"
        case .unplanned: "what no plan knows"
        case .spending: "what no quantity explains"
        case .notSplit: "of a plan that is a range the distance to its nearer bound"
        case .closedMonths: "booked here because a closed month changed"
        }
    }
}
