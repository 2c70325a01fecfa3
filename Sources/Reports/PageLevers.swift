import Analysis
import Billing

/// What would make a system cheaper, and whether it keeps what it promises.
extension MonthPage {
    /// What each lever alone would have saved; nil where the document names none.
    func leverPart(_ system: SystemMonth) -> Markup? {
        let rows = analysis.levers.filter { $0.system == system.system }
        guard let base = rows.first?.baseMonth else { return nil }
        let names = componentNames(system.system)
        var table = PageTable<LeverMonth>(
            "What each lever alone would have saved in \(base.title), \(system.currency)", full: file("lever_month"), id: "lever",
            key: { [$0.system, $0.lever] })
        table.markup("Lever") { lever in
            let assumed = mark("assumed", "the document gives the percentage without calling it a saving")
            return .group([.text(lever.name), lever.isAssumed ? assumed : .group([])])
        }
        table.text("Lowers the cost of", styleClass: "words") { lever in
            lever.components.isEmpty ? "all" : lever.components.map { names[$0] ?? $0 }.joined(separator: ", ")
        }
        table.amount("Cost of \(base.title)", reason: "no cost in that month") { $0.base }
        table.number("By", reason: "the document has no figure") { lever in
            NumberText.range(lever.percentLow, lever.percentHigh) { NumberText.figure($0) }.map { $0 + "\u{A0}%" }
        }
        if rows.contains(where: { !$0.cost.isZero }) { table.amount("Own cost") { $0.cost } }
        table.number("Would have saved", reason: "the document has no figure, or the cost is unknown") { lever in
            NumberText.range(lever.savingLow, lever.savingHigh) { NumberText.amount($0) }
        }
        if rows.contains(where: { $0.usageLow != nil }) {
            table.number("Usage saved", reason: "it lowers cost alone, or no usage says") { lever in
                guard let low = lever.usageLow, let high = lever.usageHigh else { return nil }
                return NumberText.quantity(low, high) + (lever.metric.map { "\u{A0}" + $0 } ?? "")
            }
        }
        table.text("In use") { lever in
            lever.adopted.map { ($0 <= lever.baseMonth ? "since " : "from ") + $0.title } ?? "no"
        }
        if rows.contains(where: { $0.saved != nil }) {
            table.signed("Saved on the month before", reason: "not in use, or a month's cost is unknown") { $0.saved }
        }
        table.text("Section", styleClass: "words", isOptional: true) { $0.section }
        let note =
            "Each is computed alone on the cost of \(base.title), less its own cost; they are never added up, since each lowers what "
            + "the others would save on."
        return .group([table.markup(rows), paragraph(note, styleClass: "note")])
    }

    /// What the document promises and what was measured; nil where it promises nothing.
    func targetPart(_ system: SystemMonth) -> Markup? {
        let rows = analysis.targets.filter { $0.system == system.system }
        guard !rows.isEmpty else { return nil }
        let measured = rows.filter { $0.state != .notMeasured }, others = rows.filter { $0.state == .notMeasured }
        var content = [element("h3", ["class": measured.isEmpty ? "screen" : nil], ["Service targets"])]
        if !measured.isEmpty { content.append(targetTable(measured, system)) }
        if !others.isEmpty {
            let summary = "\(NumberText.counted(others.count, "target")) not measured"
            content.append(folded(summary, targetTable(others, system)))
        }
        return .group(content)
    }

    private func targetTable(_ rows: [TargetMonth], _ system: SystemMonth) -> Markup {
        let state = rows.contains { $0.state == .notMeasured } ? "not measured" : "measured"
        var table = PageTable<TargetMonth>(
            "Targets of \(system.name), \(state), \(context.month.title)\(measured(system))", full: file("target_month"),
            id: "target", key: { [$0.system, $0.target] })
        func value(_ value: Amount, _ target: TargetMonth) -> String {
            NumberText.quantity(Quantity(value)) + (target.unit.isEmpty ? "" : "\u{A0}" + target.unit)
        }
        table.text("Target") { $0.name }
        table.number("Promised") { ($0.isUpper ? "at most " : "at least ") + value($0.bound, $0) }
        table.number("Measured", reason: "no usage has the metric") { target in target.measured.map { value($0, target) } }
        table.markup("State") { target in
            element("span", ["class": target.state == .missed ? "adv" : nil], [.text(target.state.rawValue)])
        }
        table.text("Section", styleClass: "words", isOptional: true) { $0.section }
        return table.markup(rows)
    }
}
