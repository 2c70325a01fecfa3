import Analysis
import Billing

/// The way from plan to actual as a waterfall from top to bottom (IBCS: plan outlined, actual solid, each effect coloured by how it works
/// on the result and with its sign). The axis begins at zero; a thin line leads from the end of each bar to the next.
struct BridgeChart: BarChart {
    /// A bar: where it begins and ends, and what stands beside it.
    private struct Bar {
        let label: String
        let styleClass: String
        let textClass: String?
        let start: Double, end: Double
        let text: String
    }

    private static let rowHeight = 28.0
    private static let top = 6.0

    let title: String
    let summary: String
    private let bars: [Bar]

    /// A chart whose lines but the first and the last are steps; `each` names what they are, for those who do not see it.
    init(_ title: String, each: String, _ lines: [BridgeLine]) {
        self.title = title
        var running = lines.first?.amount ?? .zero
        let actual = lines.last?.amount ?? .zero
        var bars = [
            Bar(
                label: lines.first?.name ?? "", styleClass: "pl", textClass: nil, start: 0, end: running.real,
                text: NumberText.amount(running))
        ]
        for step in lines.dropFirst().dropLast() {
            let before = running
            running = before + step.amount
            // What rounds to nothing moves the next bar by nothing that could be seen.
            if step.amount.rounded(to: 2).isZero { continue }
            bars.append(
                Bar(
                    label: step.name, styleClass: step.effect?.styleClass ?? "ac", textClass: step.effect?.styleClass,
                    start: before.real, end: running.real, text: NumberText.signed(step.amount)))
        }
        bars.append(
            Bar(
                label: lines.last?.name ?? "", styleClass: "ac", textClass: nil, start: 0, end: actual.real,
                text: NumberText.amount(actual)))
        self.bars = bars
        summary =
            "From the plan over each \(each) to the actual: " + bars.map { "\($0.label) \($0.text)" }.joined(separator: ", ")
    }

    /// As in the other charts, or as much more as long names take.
    private var label: Double { min(max(200, Drawing.width(of: bars.map(\.label))), 344) }
    var span: ClosedRange<Double> {
        let ends = bars.flatMap { [$0.start, $0.end] }
        return min(0, ends.min() ?? 0)...max(0, ends.max() ?? 0)
    }

    var greatestScale: Double {
        let length = span.upperBound - span.lowerBound
        return length > 0 ? (PlanChart.width - label - Drawing.width(of: bars.map(\.text))) / length : 1
    }

    func markup(_ scale: ChartScale.Pixels) -> Markup {
        let zero = label - span.lowerBound * scale.wide
        var content: [Markup] = []
        for (at, bar) in bars.enumerated() {
            let top = BridgeChart.top + Double(at) * BridgeChart.rowHeight
            let right = ends(bar, zero: zero, scale: scale.wide).right
            content.append(
                element(
                    "g", [:],
                    [Drawing.text(Drawing.shortened(bar.label, to: 44), x: 0, y: top + 18)]
                        + marks(at, top: top, zero: zero, scale: scale.wide, rowHeight: BridgeChart.rowHeight)
                        + [Drawing.text(bar.text, x: right + 8, y: top + 18, styleClass: bar.textClass)]))
        }
        let bottom = BridgeChart.top + Double(bars.count) * BridgeChart.rowHeight
        content.append(Drawing.line("axis", x: zero, from: BridgeChart.top, to: bottom))
        return Drawing.figure(title, summary: summary, height: bottom + 4, content, narrow: narrow(scale.narrow))
    }

    private func narrow(_ scale: Double) -> NarrowChart {
        let zero = NarrowChart.zero(span, scale: scale)
        let rows = bars.enumerated().map { at, bar in
            NarrowChart.Row(label: bar.label, figures: [(bar.text, bar.textClass)]) { top in
                marks(at, top: top, zero: zero, scale: scale, rowHeight: NarrowChart.rowHeight)
            }
        }
        return NarrowChart(span: span, scale: scale, heading: nil, rows: rows)
    }

    /// The bar of a row, and the line that leads from its end to the next.
    private func marks(_ at: Int, top: Double, zero: Double, scale: Double, rowHeight: Double) -> [Markup] {
        func inset(_ at: Int) -> Double { at == 0 || at == bars.count - 1 ? 4 : 7 }
        let bar = bars[at], (left, right) = ends(bar, zero: zero, scale: scale)
        let bottom = top + BridgeChart.rowHeight - inset(at)
        let drawn = Drawing.bar(
            bar.styleClass, x: left, y: top + inset(at), width: right - left, height: bottom - top - inset(at))
        guard at < bars.count - 1 else { return [drawn] }
        let connector = Drawing.line(
            "connector", x: zero + bar.end * scale, from: bottom, to: top + rowHeight + inset(at + 1))
        return [drawn, connector]
    }

    /// Where a bar lies; the smallest step is seen.
    private func ends(_ bar: Bar, zero: Double, scale: Double) -> (left: Double, right: Double) {
        let left = zero + min(bar.start, bar.end) * scale
        return (left, max(zero + max(bar.start, bar.end) * scale, left + 1.5))
    }
}
