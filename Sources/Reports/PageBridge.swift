import Analysis
import Billing

extension MonthPage {
    /// The bridge of a system, or of all of them, as a chart; nil where nothing is compared with a plan or nothing lies between.
    func bridgeChart(_ system: SystemMonth?) -> BridgeChart? {
        bridge(system).map { bridge in
            BridgeChart(
                "From plan to actual, \(bridgePlace(system))", each: "effect",
                BridgeLine.lines(bridge, planWords: planWords(bridge.isBound, system)))
        }
    }

    /// The same by component; nil where fewer than two components lie between.
    func componentBridgeChart(_ system: SystemMonth?) -> BridgeChart? {
        componentLines(system).map {
            BridgeChart("From plan to actual by component, \(bridgePlace(system))", each: "component", $0)
        }
    }

    /// What leads from the plan to the actual, by effect and by component, with the tables behind it.
    func bridgeSection(_ system: SystemMonth?) -> Markup? {
        guard let bridge = bridge(system), let chart = bridgeChart(system) else { return nil }
        let scale = scale(system)
        var content = scale.drawn(chart)
        if system == nil, let all = portfolio?.actual, all != bridge.actual {
            content.append(
                paragraph(
                    "Of the cost that is compared with a plan; the table of the systems has the rest.", styleClass: "note"))
        }
        if bridge.isBound {
            content.append(
                paragraph("Of a plan that is a range counts the figure nearest to the actual.", styleClass: "note"))
        }
        let effects = BridgeLine.lines(bridge, planWords: planWords(bridge.isBound, system))
        content.append(
            folded("The steps as a table", bridgeTable("From plan to actual, ", "bridge", "plan_bridge", effects, system)))
        if let lines = componentLines(system), let chart = componentBridgeChart(system) {
            content.append(element("h3", [:], ["By component"]))
            content += scale.drawn(chart)
            content.append(
                folded(
                    "The components' steps as a table",
                    bridgeTable(
                        "From plan to actual by component, ", "component-bridge", "component_bridge", lines, system)))
        }
        return section("bridge", "From plan to actual", content)
    }

    private func bridgeTable(
        _ caption: String, _ id: String, _ name: String, _ lines: [BridgeLine], _ system: SystemMonth?
    ) -> Markup {
        var table = PageTable<BridgeLine>(
            caption + bridgePlace(system), full: file(name), id: id, key: { [system?.system] + $0.key })
        table.text("Step") { $0.name }
        table.markup("Amount", styleClass: "n") { line in
            let text = line.effect == nil ? NumberText.amount(line.amount) : NumberText.signed(line.amount)
            return element("span", ["class": line.effect?.styleClass], [.text(text)])
        }
        if lines.contains(where: { !$0.meaning.isEmpty }) { table.text("What it is") { $0.meaning } }
        return table.markup(Array(lines.dropLast()), foot: lines.suffix(1).map { ($0, .total) })
    }

    private func bridge(_ system: SystemMonth?) -> PlanBridge? {
        analysis.planBridges.first { $0.system == system?.system }.flatMap { bridge in
            bridge.steps.contains { !$0.amount.rounded(to: 2).isZero } ? bridge : nil
        }
    }

    private func componentLines(_ system: SystemMonth?) -> [BridgeLine]? {
        guard bridge(system) != nil, let bridge = analysis.componentBridges.first(where: { $0.system == system?.system }) else {
            return nil
        }
        return BridgeLine.lines(bridge, planWords: planWords(bridge.isBound, system), systemName: systemName)
    }

    private func planWords(_ isBound: Bool, _ system: SystemMonth?) -> String {
        let isComplete = system.map { $0.completeDays >= $0.days } ?? Headline(page: self).isComplete
        return (isComplete ? "Plan" : "Plan to date") + (isBound ? ", nearest" : "")
    }

    /// A bridge's system, month and currency in a caption.
    private func bridgePlace(_ system: SystemMonth?) -> String {
        (system.map { $0.name + ", " } ?? "") + "\(context.month.title), \(currency)" + (system.map(measured) ?? "")
    }
}
