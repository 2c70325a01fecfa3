import Analysis
import Billing

/// A line of the table behind a bridge.
private struct BridgeLine {
    let name: String
    let amount: Amount
    let meaning: String
    var effect: Effect?
    var isStep: Bool { !meaning.isEmpty }
}

extension MonthPage {
    /// The bridge of a system, or of all of them, as a chart; nil where nothing is compared with a plan or nothing lies between.
    func bridgeChart(_ system: SystemMonth?) -> BridgeChart? {
        guard let bridge = bridge(system) else { return nil }
        return BridgeChart(
            "From plan to actual, \(place(system))\(context.month.title), \(bridge.currency)\(system.map(measured) ?? "")",
            bridge,
            planWords: planWords(bridge, system))
    }

    /// What leads from the plan to the actual, with the table behind it.
    func bridgeSection(_ system: SystemMonth?) -> Markup? {
        guard let bridge = bridge(system), let chart = bridgeChart(system) else { return nil }
        let scale = scale(system)
        let lines =
            [BridgeLine(name: planWords(bridge, system), amount: bridge.plan, meaning: "")]
            + bridge.steps.map {
                BridgeLine(name: $0.cause.words, amount: $0.amount, meaning: $0.cause.meaning, effect: $0.effect)
            }
        var table = PageTable<BridgeLine>(
            "From plan to actual, \(place(system))\(context.month.title), \(bridge.currency)", full: file("plan_bridge"))
        table.text("Step") { $0.name }
        table.markup("Amount", styleClass: "n") { line in
            let text = line.isStep ? NumberText.signed(line.amount) : NumberText.amount(line.amount)
            return element("span", ["class": line.effect?.styleClass], [.text(text)])
        }
        table.text("What it is") { $0.meaning }
        let actual = BridgeLine(name: "Actual", amount: bridge.actual, meaning: "")
        var content = [chart.markup(scale: scale.of(chart.greatestScale))] + scale.note(chart.greatestScale)
        if system == nil, let all = portfolio?.actual, all != bridge.actual {
            content.append(
                paragraph(
                    "Of the cost that is compared with a plan; the table of the systems has the rest.", styleClass: "note"))
        }
        if bridge.isBound {
            content.append(
                paragraph("Of a plan that is a range counts the figure nearest to the actual.", styleClass: "note"))
        }
        content.append(folded("The steps as a table", table.markup(lines, foot: [(actual, .total)])))
        return section("bridge", "From plan to actual", content)
    }

    private func bridge(_ system: SystemMonth?) -> PlanBridge? {
        analysis.planBridges.first { $0.system == system?.system }.flatMap { bridge in
            bridge.steps.contains { !$0.amount.rounded(to: 2).isZero } ? bridge : nil
        }
    }

    private func planWords(_ bridge: PlanBridge, _ system: SystemMonth?) -> String {
        let isComplete = system.map { $0.completeDays >= $0.days } ?? Headline(page: self).isComplete
        return (isComplete ? "Plan" : "Plan to date") + (bridge.isBound ? ", nearest" : "")
    }

    /// A system's name in a caption.
    private func place(_ system: SystemMonth?) -> String { system.map { $0.name + ", " } ?? "" }
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
