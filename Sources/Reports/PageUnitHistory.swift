import Analysis
import Billing

/// What units cost in the last months, by metric.
struct UnitPast {
    /// From the first month that is known to the month reported.
    let months: [Month]
    private let rows: [String: [Month: UnitHistoryMonth]]

    init(_ rows: [UnitHistoryMonth], through last: Month) {
        self.rows = Dictionary(grouping: rows, by: \.metric).mapValues { rows in
            Dictionary(rows.map { ($0.month, $0) }, uniquingKeysWith: { first, _ in first })
        }
        months = rows.map(\.month).min().map { Array(stride(from: $0, through: last, by: 1)) } ?? []
    }

    /// Whether any month before is known.
    var hasTrend: Bool { months.count > 1 }

    /// What a unit cost in a month; nil where it is unknown.
    func cost(_ metric: String, in month: Month) -> Amount? { rows[metric]?[month]?.unitCost }

    /// What it cost in the month before; nil where it is unknown.
    func previous(_ metric: String) -> Amount? { months.last.flatMap { cost(metric, in: $0.advanced(by: -1)) } }

    /// Bars from zero on a scale of the metric's own.
    func trend(_ metric: String) -> Markup {
        let costs = months.compactMap { cost(metric, in: $0) }
        return Sparkline(
            title: "Cost per unit of \(metric) by month", summary: "The table of unit costs by month has the figures.",
            points: months.map { month in
                Sparkline.Point(value: cost(metric, in: month), isOpen: rows[metric]?[month]?.state == .open)
            }, range: min(.zero, costs.min() ?? .zero)...max(.zero, costs.max() ?? .zero)
        ).bars
    }
}

extension MonthPage {
    /// The table behind the bars of the unit costs; nil where only this month is known.
    func unitHistoryTable(_ past: UnitPast, _ system: SystemMonth) -> Markup? {
        guard past.hasTrend, let first = past.months.first else { return nil }
        let rows = analysis.unitHistory.filter { $0.system == system.system }
        var table = PageTable<UnitHistoryMonth>(
            "Unit costs of \(system.name) by month, \(first.title) to \(context.month.title), \(system.currency)",
            full: file("unit_history"), id: "units", key: { [$0.system, $0.metric, $0.month.description] })
        table.text("Metric") { $0.metric }
        table.text("Month") { $0.month.title }
        table.text("State") { $0.state == .final ? "complete" : $0.state.rawValue }
        table.number("Unit cost") { NumberText.unitPrice($0.unitCost) }
        return folded("Every month: \(NumberText.counted(rows.count, "row"))", table.markup(rows))
    }
}
