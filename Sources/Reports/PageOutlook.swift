import Analysis
import Billing

extension MonthPage {
    /// What is expected: of a system by component, else by system; nothing where every day is complete.
    private func outlooks(_ system: SystemMonth?) -> [Outlook] {
        guard let system else { return analysis.outlooks.filter { $0.component == nil } }
        return analysis.outlooks.filter { $0.system == system.system && $0.component != nil }
    }

    /// The chart of it; nil where nothing is expected.
    func outlookChart(_ system: SystemMonth?) -> OutlookChart? {
        let rows = outlooks(system)
        guard !rows.isEmpty else { return nil }
        let place = system.map { $0.name + ", " } ?? ""
        return OutlookChart(
            "Outlook, \(place)\(context.month.title), \(currency)",
            summary: "Actual to date, landing with its range and full month's plan of "
                + "\(NumberText.counted(rows.count, system == nil ? "system" : "component")); the table below has the figures.",
            rows: rows)
    }

    /// What the month is expected to come to, with the table behind it and how far off past landings were; nil where every day is
    /// complete.
    func outlookSection(_ system: SystemMonth?) -> Markup? {
        guard let chart = outlookChart(system) else { return nil }
        let scale = scale(system)
        let rows = outlooks(system)
        var table = PageTable<Outlook>(
            "Outlook, \(system.map { $0.name + ", " } ?? "")\(context.month.title), \(currency)", full: file("outlook"),
            id: "outlook", key: { [$0.system, $0.component] })
        table.text(system == nil ? "System" : "Component") { $0.name }
        table.amount("Actual so far") { $0.actual }
        table.amount("Landing", reason: "nothing to go by") { $0.landing }
        table.number("Range", reason: "nothing to go by", isOptional: true) { row in
            NumberText.range(row.low, row.high) { NumberText.amount($0) }
        }
        table.plan("Full month's plan") { ($0.plan, $0.planLow, $0.planHigh) }
        table.signed("Landing less plan", reason: "no plan or no landing", effect: { $0.effect }) { $0.variance }
        table.signedPercent("%", reason: "no plan, or a range", effect: { $0.effect }) { $0.variancePercent }
        let total = system.flatMap { system in analysis.outlooks.first { $0.system == system.system && $0.component == nil } }
        let foot: [(row: Outlook, weight: PageTable<Outlook>.Weight)] =
            total.map { row in
                var row = row
                row.name = "Total"
                return [(row, .total)]
            } ?? []
        var content = scale.drawn(chart)
        content.append(folded("The outlook as a table", table.markup(rows, foot: foot)))
        content.append(
            paragraph("The month ends within the range of its landing in four cases of five.", styleClass: "note"))
        if let system { content += [landingAccuracyNote(system)].compactMap(\.self) }
        return section("outlook", "Outlook", content)
    }
}
