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

    /// A chart that scrolls sideways where the screen is narrow.
    static func figure(_ title: String, summary: String, width: Double, height: Double, _ content: [Markup]) -> Markup {
        let box = "0 0 \(coordinate(width)) \(coordinate(height))"
        return element(
            "figure", [:],
            [
                element("figcaption", [:], [.text(title)]),
                element(
                    "div", ["class": "scroll", "role": "region", "tabindex": "0", "aria-label": title],
                    [
                        element(
                            "svg", ["viewBox": box, "role": "img", "class": "chart"],
                            [element("title", [:], [.text(title)]), element("desc", [:], [.text(summary)])] + content)
                    ]),
            ])
    }
}
