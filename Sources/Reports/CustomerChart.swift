import Analysis
import Billing

/// What each customer cost, direct and shared on top of each other, with its revenue and margin as numbers.
struct CustomerChart: BarChart {
    private static let label = 200.0
    private static let rowHeight = 30.0
    private static let top = 34.0

    let title: String
    let summary: String
    let rows: [CustomerMonth]
    let hidden: Int

    init(_ title: String, summary: String, rows: [CustomerMonth]) {
        self.title = title
        self.summary = summary
        self.rows = Array(rows.prefix(PlanChart.limit))
        hidden = max(0, rows.count - PlanChart.limit)
    }

    private var costs: [String] { rows.map { NumberText.amount($0.cost) } }
    private var revenues: [String] { rows.map { $0.revenue.map { NumberText.amount($0) } ?? NumberText.absent } }
    private var margins: [String] { rows.map { $0.grossMarginPercent.map { NumberText.percent($0) } ?? NumberText.absent } }
    private var columns: (cost: Double, revenue: Double, margin: Double) {
        (
            Drawing.width(of: costs + ["Cost"]), Drawing.width(of: revenues + ["Revenue"]),
            Drawing.width(of: margins + ["Gross margin"])
        )
    }
    var span: ClosedRange<Double> {
        let values = rows.map(\.cost.real)
        return min(0, values.min() ?? 0)...max(0, values.max() ?? 0)
    }

    var greatestScale: Double {
        let columns = columns
        let space = PlanChart.width - CustomerChart.label - columns.cost - columns.revenue - columns.margin - 8
        let length = span.upperBound - span.lowerBound
        return length > 0 ? space / length : 1
    }

    func markup(_ pixels: ChartScale.Pixels) -> Markup {
        let scale = pixels.wide
        let columns = columns
        let marginEnd = PlanChart.width
        let revenueEnd = marginEnd - columns.margin
        let costEnd = revenueEnd - columns.revenue
        let zero = CustomerChart.label - span.lowerBound * scale
        let y = 20.0
        var content = CustomerChart.legend(x: CustomerChart.label, y: y)
        content += [
            Drawing.text("Cost", x: costEnd, y: y, styleClass: "head", isEnd: true),
            Drawing.text("Revenue", x: revenueEnd, y: y, styleClass: "head", isEnd: true),
            Drawing.text("Gross margin", x: marginEnd, y: y, styleClass: "head", isEnd: true),
        ]
        for (index, row) in rows.enumerated() {
            let top = CustomerChart.top + Double(index) * CustomerChart.rowHeight
            let base = top + 19
            var parts = [Drawing.text(Drawing.shortened(row.name, to: 26), x: 0, y: base)]
            parts += CustomerChart.marks(row, top: top, zero: zero, scale: scale)
            parts += [
                Drawing.text(costs[index], x: costEnd, y: base, isEnd: true),
                Drawing.text(revenues[index], x: revenueEnd, y: base, isEnd: true),
                Drawing.text(margins[index], x: marginEnd, y: base, isEnd: true),
            ]
            content.append(element("g", [:], parts))
        }
        let bottom = CustomerChart.top + Double(rows.count) * CustomerChart.rowHeight
        content.append(Drawing.line("axis", x: zero, from: CustomerChart.top, to: bottom))
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
            NarrowChart.Row(label: row.name, figures: [(costs[at], nil), (margins[at], "muted")]) { top in
                CustomerChart.marks(row, top: top, zero: zero, scale: scale)
            }
        }
        return NarrowChart(
            span: span, scale: scale, legend: CustomerChart.legend(x: NarrowChart.edge, y: 20), heading: "Cost, gross margin",
            rows: shown,
            note: note)
    }

    private var note: String? { hidden > 0 ? "\(hidden) more in the table below" : nil }

    private static func legend(x: Double, y: Double) -> [Markup] {
        [
            Drawing.bar("ac", x: x, y: y - 9, width: 18, height: 9),
            Drawing.text("Direct cost", x: x + 24, y: y, styleClass: "head"),
            Drawing.bar("shared", x: x + 112, y: y - 9, width: 18, height: 9),
            Drawing.text("Shared cost", x: x + 136, y: y, styleClass: "head"),
        ]
    }

    /// Direct and shared cost on top of each other; with parts of different sign there is nothing to stack, and the net cost alone is drawn.
    private static func marks(_ row: CustomerMonth, top: Double, zero: Double, scale: Double) -> [Markup] {
        let direct = row.directCost.real, cost = row.cost.real
        let stacks = (row.directCost >= .zero) == (row.sharedCost >= .zero)
        let first = stacks ? direct : cost
        var marks: [Markup] = []
        if first != 0 {
            marks.append(Drawing.bar("ac", from: 0, to: first, zero: zero, scale: scale, y: top + 7, height: 16))
        }
        if stacks, cost != direct {
            marks.append(Drawing.bar("shared", from: direct, to: cost, zero: zero, scale: scale, y: top + 7, height: 16))
        }
        return marks
    }
}
