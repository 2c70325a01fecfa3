import Analysis
import Billing

/// Plan and actual as bars, one row each, with the variance on the same scale beside it (IBCS: actual solid, plan
/// outlined, a variance coloured by its effect and always with its sign).
struct PlanChart: BarChart {
    /// A bar of the chart.
    struct Row {
        let label: String
        let plan: Amount?
        let low: Amount?, high: Amount?
        let actual: Amount?
        let variance: Amount?
        let percent: Amount?
        let effect: Effect?
    }

    static let width = 1000.0
    private static let label = 200.0
    private static let rowHeight = 30.0
    private static let top = 34.0
    /// Rows that a chart shows; the table below it has all.
    static let limit = 20

    let title: String
    let summary: String
    let planHeading: String
    let rows: [Row]
    let hidden: Int

    init(_ title: String, summary: String, planHeading: String, rows: [Row]) {
        self.title = title
        self.summary = summary
        self.planHeading = planHeading
        self.rows = Array(rows.prefix(PlanChart.limit))
        hidden = max(0, rows.count - PlanChart.limit)
    }

    private var plans: [String] {
        rows.map { row in
            NumberText.plan(row.plan, row.low, row.high) ?? NumberText.absent
        }
    }
    private var actuals: [String] { rows.map { $0.actual.map { NumberText.amount($0) } ?? NumberText.absent } }
    private var variances: [String] { rows.map { $0.variance.map { NumberText.signed($0) } ?? NumberText.absent } }
    private var percents: [String] { rows.map { $0.percent.map(NumberText.signedPercent) ?? NumberText.absent } }

    private var columns: (plan: Double, actual: Double, variance: Double, percent: Double) {
        (
            Drawing.width(of: plans + ["Plan to date"]), Drawing.width(of: actuals + ["Actual"]),
            Drawing.width(of: variances + ["Variance"]), Drawing.width(of: percents + ["+99.9 %"])
        )
    }
    var span: ClosedRange<Double> {
        let values = rows.flatMap { [$0.plan, $0.high, $0.actual] }.compactMap { $0?.real }
        return min(0, values.min() ?? 0)...max(0, values.max() ?? 0)
    }
    private var differences: ClosedRange<Double> {
        let values = rows.compactMap { $0.variance?.real }
        return min(0, values.min() ?? 0)...max(0, values.max() ?? 0)
    }
    private static func length(_ range: ClosedRange<Double>) -> Double { range.upperBound - range.lowerBound }
    private static let least = 60.0

    var greatestScale: Double {
        let columns = columns
        let space = PlanChart.width - PlanChart.label - columns.plan - columns.actual - columns.variance - columns.percent - 24
        let length = PlanChart.length(span)
        guard length > 0 else { return 1 }
        return min(space / (length + PlanChart.length(differences)), (space - PlanChart.least) / length)
    }

    func markup(_ pixels: ChartScale.Pixels) -> Markup {
        let scale = pixels.wide
        let columns = columns
        let percentEnd = PlanChart.width
        let varianceEnd = percentEnd - columns.percent
        let differenceWidth = max(PlanChart.least, PlanChart.length(differences) * scale)
        let differenceLeft = varianceEnd - columns.variance - differenceWidth
        let actualEnd = differenceLeft - 16
        let planEnd = actualEnd - columns.actual
        let zero = PlanChart.label - span.lowerBound * scale
        let spare = differenceWidth - PlanChart.length(differences) * scale
        let differenceZero = differenceLeft + spare / 2 - differences.lowerBound * scale
        let bottom = PlanChart.top + Double(rows.count) * PlanChart.rowHeight
        let y = 20.0

        var content = legend(x: PlanChart.label, y: y)
        content += [
            Drawing.text(planHeading, x: planEnd, y: y, styleClass: "head", isEnd: true),
            Drawing.text("Actual", x: actualEnd, y: y, styleClass: "head", isEnd: true),
            Drawing.text("Variance", x: varianceEnd, y: y, styleClass: "head", isEnd: true),
            Drawing.text("%", x: percentEnd, y: y, styleClass: "head", isEnd: true),
        ]
        for (index, row) in rows.enumerated() {
            let top = PlanChart.top + Double(index) * PlanChart.rowHeight
            let base = top + 19
            let style = row.effect?.styleClass
            var parts = [Drawing.text(Drawing.shortened(row.label, to: 26), x: 0, y: base)]
            parts += PlanChart.marks(row, top: top, zero: zero, scale: scale)
            if let variance = row.variance {
                parts.append(
                    Drawing.bar(
                        style ?? "ac", from: 0, to: variance.real, zero: differenceZero, scale: scale, y: top + 9, height: 12))
            }
            parts += [
                Drawing.text(plans[index], x: planEnd, y: base, styleClass: "muted", isEnd: true),
                Drawing.text(actuals[index], x: actualEnd, y: base, isEnd: true),
                Drawing.text(variances[index], x: varianceEnd, y: base, styleClass: style, isEnd: true),
                Drawing.text(percents[index], x: percentEnd, y: base, styleClass: style, isEnd: true),
            ]
            content.append(element("g", [:], parts))
        }
        content.append(Drawing.line("axis", x: zero, from: PlanChart.top, to: bottom))
        content.append(Drawing.line("axis", x: differenceZero, from: PlanChart.top, to: bottom))
        var height = bottom + 4
        if let note {
            height += 20
            content.append(Drawing.text(note, x: 0, y: height - 6, styleClass: "muted"))
        }
        return Drawing.figure(title, summary: summary, height: height, content, narrow: narrow(pixels.narrow))
    }

    private func narrow(_ scale: Double) -> NarrowChart {
        let zero = NarrowChart.zero(span, scale: scale)
        let shown = rows.enumerated().map { at, row in
            let variance = row.variance.map { _ in (text: variances[at], styleClass: row.effect?.styleClass) }
            return NarrowChart.Row(label: row.label, figures: [(actuals[at], nil)] + [variance].compactMap(\.self)) { top in
                PlanChart.marks(row, top: top, zero: zero, scale: scale)
            }
        }
        return NarrowChart(
            span: span, scale: scale, legend: legend(x: NarrowChart.edge, y: 20), heading: "Actual, variance", rows: shown,
            note: note)
    }

    private var note: String? { hidden > 0 ? "\(hidden) more in the table below" : nil }

    private func legend(x: Double, y: Double) -> [Markup] {
        let width = Drawing.width(of: [planHeading]) * 0.85
        return [
            Drawing.bar("pl", x: x, y: y - 9, width: 18, height: 9),
            Drawing.text(planHeading, x: x + 24, y: y, styleClass: "head"),
            Drawing.bar("ac", x: x + 40 + width, y: y - 9, width: 18, height: 9),
            Drawing.text("Actual", x: x + 64 + width, y: y, styleClass: "head"),
        ]
    }

    /// The bars of plan and actual.
    private static func marks(_ row: Row, top: Double, zero: Double, scale: Double) -> [Markup] {
        var marks: [Markup] = []
        if let plan = row.plan {
            marks.append(Drawing.bar("pl", from: 0, to: plan.real, zero: zero, scale: scale, y: top + 5, height: 20))
        } else if let low = row.low, let high = row.high {
            marks.append(Drawing.bar("pl range", from: low.real, to: high.real, zero: zero, scale: scale, y: top + 5, height: 20))
        }
        if let actual = row.actual {
            marks.append(Drawing.bar("ac", from: 0, to: actual.real, zero: zero, scale: scale, y: top + 9, height: 12))
        }
        return marks
    }
}
