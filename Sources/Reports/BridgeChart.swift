import Analysis
import Billing

/// The way from plan to actual as a waterfall from top to bottom (IBCS: plan outlined, actual solid, each effect coloured by how it works
/// on the result and with its sign). The axis begins at zero; a thin line leads from the end of each bar to the next.
struct BridgeChart {
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
    private var low: Double { min(0, bars.map { min($0.start, $0.end) }.min() ?? 0) }
    private var high: Double { max(0, bars.map { max($0.start, $0.end) }.max() ?? 0) }
    private var space: Double { PlanChart.width - label - Drawing.width(of: bars.map(\.text)) }

    /// The most pixels that one unit of currency can have here.
    var greatestScale: Double { high > low ? space / (high - low) : 1 }

    func markup(scale: Double) -> Markup {
        let zero = label - low * scale
        var content: [Markup] = []
        for (at, bar) in bars.enumerated() {
            let top = BridgeChart.top + Double(at) * BridgeChart.rowHeight
            let isTotal = at == 0 || at == bars.count - 1
            let inset = isTotal ? 4.0 : 7.0
            let left = zero + min(bar.start, bar.end) * scale
            let right = max(zero + max(bar.start, bar.end) * scale, left + 1.5)
            content.append(
                element(
                    "g", [:],
                    [
                        Drawing.text(Drawing.shortened(bar.label, to: 44), x: 0, y: top + 18),
                        Drawing.bar(
                            bar.styleClass, x: left, y: top + inset, width: right - left,
                            height: BridgeChart.rowHeight - 2 * inset),
                        Drawing.text(bar.text, x: right + 8, y: top + 18, styleClass: bar.textClass),
                    ]))
            if at < bars.count - 1 {
                let end = zero + bar.end * scale
                content.append(
                    Drawing.line(
                        "connector", x: end, from: top + BridgeChart.rowHeight - inset,
                        to: top + BridgeChart.rowHeight + (at == bars.count - 2 ? 4 : 7)))
            }
        }
        let bottom = BridgeChart.top + Double(bars.count) * BridgeChart.rowHeight
        content.append(Drawing.line("axis", x: zero, from: BridgeChart.top, to: bottom))
        return Drawing.figure(title, summary: summary, width: PlanChart.width, height: bottom + 4, content)
    }
}
