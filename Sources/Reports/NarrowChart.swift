/// The drawing of a chart for a narrow screen: a row's name and its most telling figures stand above its bars, which have the whole width.
struct NarrowChart {
    /// What one bar or several of a row stand for.
    struct Row {
        let label: String
        let figures: [(text: String, styleClass: String?)]
        /// The bars of a row that begins at this height.
        let marks: (_ top: Double) -> [Markup]
    }

    static let width = 340.0
    static let rowHeight = 48.0
    /// From a row's top to where the bars of a wide drawing's row would begin.
    static let text = 15.0
    /// So that the outline of a bar that takes the whole width is seen.
    static let edge = 1.0

    let span: ClosedRange<Double>
    let scale: Double
    /// The marks' meaning, from the left edge; one line of 28 pixels.
    var legend: [Markup] = []
    /// What the figures are.
    let heading: String?
    let rows: [Row]
    /// What is said below the rows.
    var note: String?

    /// The most pixels that one unit of currency can have in a narrow drawing.
    static func greatestScale(_ span: ClosedRange<Double>) -> Double {
        let length = span.upperBound - span.lowerBound
        return length > 0 ? (width - 2 * edge) / length : 1
    }

    /// Where amounts of nothing are.
    static func zero(_ span: ClosedRange<Double>, scale: Double) -> Double { edge - span.lowerBound * scale }

    private var top: Double { (legend.isEmpty ? 0 : 28) + (heading == nil ? 0 : 22) }

    var height: Double { top + Double(rows.count) * NarrowChart.rowHeight + (note == nil ? 4 : 24) }

    var content: [Markup] {
        let zero = NarrowChart.zero(span, scale: scale)
        var content = legend
        if let heading {
            content.append(Drawing.text(heading, x: NarrowChart.width, y: top - 6, styleClass: "head", isEnd: true))
        }
        for (at, row) in rows.enumerated() {
            let top = top + Double(at) * NarrowChart.rowHeight
            let bars = top + NarrowChart.text
            // Names stand at the left edge, where the axis may be; it is drawn beside the bars alone.
            let axis = Drawing.line("axis", x: zero, from: bars + 2, to: bars + 28)
            content.append(element("g", [:], row.marks(bars) + [axis] + texts(row, y: top + 13)))
        }
        if let note { content.append(Drawing.text(note, x: 0, y: height - 6, styleClass: "muted")) }
        return content
    }

    /// The figures take what they need, the name what they leave.
    private func texts(_ row: Row, y: Double) -> [Markup] {
        let figures = Drawing.width(of: [row.figures.map(\.text).joined(separator: "  ")])
        let label = Drawing.shortened(row.label, to: max(8, Int((NarrowChart.width - figures) / 7)))
        let parts = row.figures.enumerated().map { at, figure in
            element("tspan", ["class": figure.styleClass, "dx": at > 0 ? "8" : nil], [.text(figure.text)])
        }
        // What leads from a bar to the next does not go through them.
        func ground(x: Double, width: Double) -> Markup { Drawing.bar("ground", x: x, y: y - 12, width: width, height: 16) }
        return [
            ground(x: 0, width: min(Drawing.width(of: [label]) - 16, NarrowChart.width)),
            ground(x: max(0, NarrowChart.width - figures + 16), width: min(figures - 16, NarrowChart.width)),
            Drawing.text(label, x: 0, y: y),
            element(
                "text",
                ["x": Drawing.coordinate(NarrowChart.width), "y": Drawing.coordinate(y), "text-anchor": "end"], parts),
        ]
    }
}
