import Billing

/// Parts of a chart, in units of its view box; one unit is one pixel at full width.
enum Drawing {
    /// A coordinate with one decimal, so that bytes do not depend on how a Double is printed.
    static func coordinate(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        let (whole, tenth) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
        return (tenths < 0 ? "-" : "") + String(whole) + (tenth == 0 ? "" : "." + String(tenth))
    }

    static func bar(_ styleClass: String, x: Double, y: Double, width: Double, height: Double) -> Markup {
        element(
            "rect",
            [
                "class": styleClass, "x": coordinate(x), "y": coordinate(y), "width": coordinate(width),
                "height": coordinate(height),
            ])
    }

    /// A bar between two values on a scale; either may be negative.
    static func bar(
        _ styleClass: String, from start: Double, to end: Double, zero: Double, scale: Double, y: Double, height: Double
    ) -> Markup {
        let low = min(start, end), high = max(start, end)
        return bar(styleClass, x: zero + low * scale, y: y, width: (high - low) * scale, height: height)
    }

    static func line(_ styleClass: String, x: Double, from top: Double, to bottom: Double) -> Markup {
        element(
            "line",
            [
                "class": styleClass, "x1": coordinate(x), "y1": coordinate(top), "x2": coordinate(x), "y2": coordinate(bottom),
            ])
    }

    /// A box with lines at 45° within it: what is expected, not yet known.
    static func hatched(x: Double, y: Double, width: Double, height: Double) -> [Markup] {
        var path = ""
        var offset = 5.0
        while offset < width + height {
            // From the left or lower edge up to the upper or right one.
            let (x1, y1) = offset <= height ? (x, y + offset) : (x + offset - height, y + height)
            let (x2, y2) = offset <= width ? (x + offset, y) : (x + width, y + offset - width)
            path += "M\(coordinate(x1)) \(coordinate(y1))L\(coordinate(x2)) \(coordinate(y2))"
            offset += 5
        }
        return [
            bar("fc", x: x, y: y, width: width, height: height), element("path", ["class": "hatch", "d": path]),
        ]
    }

    /// A line along one height, as a connector or a range.
    static func level(_ styleClass: String, from left: Double, to right: Double, y: Double) -> Markup {
        element(
            "line",
            [
                "class": styleClass, "x1": coordinate(left), "y1": coordinate(y), "x2": coordinate(right), "y2": coordinate(y),
            ])
    }

    static func text(_ content: String, x: Double, y: Double, styleClass: String? = nil, isEnd: Bool = false) -> Markup {
        element(
            "text",
            ["class": styleClass, "x": coordinate(x), "y": coordinate(y), "text-anchor": isEnd ? "end" : nil],
            [.text(content)])
    }

    /// At most `count` characters, the last one an ellipsis where it is cut.
    static func shortened(_ text: String, to count: Int) -> String {
        text.count > count ? String(text.prefix(count - 1)) + "…" : text
    }

    /// How wide a column of these numbers is; digits are narrower than this at the chart's type size.
    static func width(of texts: [String]) -> Double { Double(texts.map(\.count).max() ?? 0) * 7.4 + 18 }

    /// A chart with its drawing for wide screens and paper, and the one that takes its place where the screen is narrow.
    static func figure(_ title: String, summary: String, height: Double, _ content: [Markup], narrow: NarrowChart) -> Markup {
        let words = [element("title", [:], [.text(title)]), element("desc", [:], [.text(summary)])]
        return element(
            "figure", [:],
            [
                element("figcaption", [:], [.text(title)]),
                drawing("broad", width: PlanChart.width, height: height, words + content),
                drawing("narrow", width: NarrowChart.width, height: narrow.height, words + narrow.content),
            ])
    }

    /// One drawing of a chart, `broad` or `narrow`; it takes the width of the page, a broad one no more than its own.
    static func drawing(_ styleClass: String, width: Double, height: Double, _ content: [Markup]) -> Markup {
        element(
            "svg",
            [
                "viewBox": "0 0 \(coordinate(width)) \(coordinate(height))", "role": "img", "class": "chart \(styleClass)",
                "style": styleClass == "broad" && width < PlanChart.width ? "max-width:\(Int(width))px" : nil,
            ], content)
    }
}
