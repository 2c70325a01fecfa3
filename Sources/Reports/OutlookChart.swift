import Analysis
import Billing

/// What open months are expected to come to, one bar each (IBCS: actual to date solid, the rest of the landing hatched, the full month's
/// plan outlined), with the range of the landing as a whisker.
struct OutlookChart: BarChart {
    private static let label = 200.0
    private static let rowHeight = 30.0
    private static let top = 34.0

    let title: String
    let summary: String
    private let rows: [Outlook]
    private let hidden: Int

    init(_ title: String, summary: String, rows: [Outlook]) {
        self.title = title
        self.summary = summary
        self.rows = Array(rows.prefix(PlanChart.limit))
        hidden = max(0, rows.count - PlanChart.limit)
    }

    private var actuals: [String] { rows.map { $0.actual.map { NumberText.amount($0) } ?? NumberText.absent } }
    private var landings: [String] { rows.map { $0.landing.map { NumberText.amount($0) } ?? NumberText.absent } }
    private var plans: [String] { rows.map { NumberText.plan($0.plan, $0.planLow, $0.planHigh) ?? NumberText.absent } }
    private var variances: [String] { rows.map { $0.variance.map { NumberText.signed($0) } ?? NumberText.absent } }
    private var columns: (actual: Double, landing: Double, plan: Double, variance: Double) {
        (
            Drawing.width(of: actuals + ["Actual"]), Drawing.width(of: landings + ["Landing"]),
            Drawing.width(of: plans + ["Plan"]), Drawing.width(of: variances + ["Landing less plan"]) - 12
        )
    }
    var span: ClosedRange<Double> {
        let values = rows.flatMap { [$0.actual, $0.landing, $0.low, $0.high, $0.plan, $0.planHigh] }.compactMap { $0?.real }
        return min(0, values.min() ?? 0)...max(0, values.max() ?? 0)
    }

    var greatestScale: Double {
        let columns = columns
        let space = PlanChart.width - OutlookChart.label - columns.actual - columns.landing - columns.plan - columns.variance - 8
        let length = span.upperBound - span.lowerBound
        return length > 0 ? space / length : 1
    }

    func markup(_ pixels: ChartScale.Pixels) -> Markup {
        let scale = pixels.wide
        let columns = columns
        let varianceEnd = PlanChart.width
        let planEnd = varianceEnd - columns.variance
        let landingEnd = planEnd - columns.plan
        let actualEnd = landingEnd - columns.landing
        let zero = OutlookChart.label - span.lowerBound * scale
        var content = OutlookChart.legend(x: OutlookChart.label)
        for (words, end) in [
            ("Actual", actualEnd), ("Landing", landingEnd), ("Plan", planEnd), ("Landing less plan", varianceEnd),
        ] {
            content.append(Drawing.text(words, x: end, y: 20, styleClass: "head", isEnd: true))
        }
        for (at, row) in rows.enumerated() {
            let top = OutlookChart.top + Double(at) * OutlookChart.rowHeight
            let base = top + 19
            let style = row.effect?.styleClass
            let texts = [
                Drawing.text(Drawing.shortened(row.name, to: 26), x: 0, y: base),
                Drawing.text(actuals[at], x: actualEnd, y: base, isEnd: true),
                Drawing.text(landings[at], x: landingEnd, y: base, isEnd: true),
                Drawing.text(plans[at], x: planEnd, y: base, styleClass: "muted", isEnd: true),
                Drawing.text(variances[at], x: varianceEnd, y: base, styleClass: style, isEnd: true),
            ]
            content.append(
                element("g", [:], OutlookChart.marks(row, top: top, zero: zero, scale: scale) + texts))
        }
        let bottom = OutlookChart.top + Double(rows.count) * OutlookChart.rowHeight
        content.append(Drawing.line("axis", x: zero, from: OutlookChart.top, to: bottom))
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
            return NarrowChart.Row(label: row.name, figures: [(landings[at], nil)] + [variance].compactMap(\.self)) { top in
                OutlookChart.marks(row, top: top, zero: zero, scale: scale)
            }
        }
        return NarrowChart(
            span: span, scale: scale, legend: OutlookChart.legend(x: NarrowChart.edge),
            heading: "Landing, landing less plan", rows: shown, note: note)
    }

    private var note: String? { hidden > 0 ? "\(hidden) more in the table below" : nil }

    private static func marks(_ row: Outlook, top: Double, zero: Double, scale: Double) -> [Markup] {
        var marks: [Markup] = []
        if let plan = row.plan {
            marks.append(Drawing.bar("pl", from: 0, to: plan.real, zero: zero, scale: scale, y: top + 5, height: 20))
        } else if let low = row.planLow, let high = row.planHigh {
            marks.append(Drawing.bar("pl range", from: low.real, to: high.real, zero: zero, scale: scale, y: top + 5, height: 20))
        }
        let actual = row.actual?.real ?? 0
        if let landing = row.landing, landing.real > actual {
            marks += Drawing.hatched(
                x: zero + actual * scale, y: top + 9, width: (landing.real - actual) * scale, height: 12)
        }
        if row.actual != nil {
            marks.append(Drawing.bar("ac", from: 0, to: actual, zero: zero, scale: scale, y: top + 9, height: 12))
        }
        if let low = row.low, let high = row.high, low.rounded(to: 2) != high.rounded(to: 2) {
            let ends = [zero + low.real * scale, zero + high.real * scale]
            marks.append(Drawing.level("whisker", from: ends[0], to: ends[1], y: top + 15))
            marks += ends.map { Drawing.line("whisker", x: $0, from: top + 11, to: top + 19) }
        }
        return marks
    }

    private static func legend(x left: Double) -> [Markup] {
        [
            Drawing.bar("ac", x: left, y: 11, width: 18, height: 9),
            Drawing.text("Actual to date", x: left + 24, y: 20, styleClass: "head"),
        ]
            + Drawing.hatched(x: left + 128, y: 11, width: 18, height: 9) + [
                Drawing.text("landing", x: left + 152, y: 20, styleClass: "head"),
                Drawing.level("whisker", from: left + 216, to: left + 234, y: 15.5),
                Drawing.line("whisker", x: left + 216, from: 11.5, to: 19.5),
                Drawing.line("whisker", x: left + 234, from: 11.5, to: 19.5),
                Drawing.text("its range", x: left + 240, y: 20, styleClass: "head"),
            ]
    }
}
