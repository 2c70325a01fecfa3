import Billing

/// A row of small marks, one per month, in a cell of a table: amounts as bars, percentages as a line.
struct Sparkline {
    /// One month's mark; nil where nothing is known of it.
    struct Point {
        var value: Amount?
        /// Whether the month is not over, which a lighter mark shows.
        var isOpen: Bool
    }

    private static let step = 9.0, height = 24.0

    /// What is drawn, for those who do not see it.
    let summary: String
    let points: [Point]
    /// The values at the lower and the upper edge; zero lies between them.
    let range: ClosedRange<Amount>

    private var width: Double { Double(points.count) * Sparkline.step }

    private func y(_ value: Amount) -> Double {
        let low = range.lowerBound.real, high = range.upperBound.real
        guard high > low else { return Sparkline.height - 1 }
        return 1 + (high - value.real) / (high - low) * (Sparkline.height - 2)
    }

    /// Bars from zero, on one scale with the other rows of the column.
    var bars: Markup {
        let zero = y(.zero)
        return drawing(
            points.enumerated().compactMap { at, point in
                point.value.map { value in
                    let top = y(value)
                    return Drawing.bar(
                        point.isOpen ? "shared" : "ac", x: Double(at) * Sparkline.step + 1, y: min(top, zero),
                        width: Sparkline.step - 2, height: max(abs(top - zero), 1))
                }
            } + [line("axis", from: (0, zero), to: (width, zero))])
    }

    /// A line from month to month, broken where nothing is known, with a dot at each.
    var trend: Markup {
        var marks: [Markup] = [line("tick", from: (0, y(.zero)), to: (width, y(.zero)))]
        var last: (Double, Double)?
        for (at, point) in points.enumerated() {
            let place = point.value.map { (Double(at) * Sparkline.step + Sparkline.step / 2, y($0)) }
            if let last, let place { marks.append(line("axis", from: last, to: place)) }
            if let place { marks.append(dot(place, isOpen: point.isOpen)) }
            last = place
        }
        return drawing(marks)
    }

    private func drawing(_ marks: [Markup]) -> Markup {
        element(
            "svg",
            [
                "viewBox": "0 0 \(Drawing.coordinate(width)) \(Drawing.coordinate(Sparkline.height))",
                "width": Drawing.coordinate(width), "height": Drawing.coordinate(Sparkline.height), "role": "img",
                "aria-label": summary,
            ], marks)
    }

    private func dot(_ place: (Double, Double), isOpen: Bool) -> Markup {
        element(
            "circle",
            [
                "class": isOpen ? "shared" : "ac", "cx": Drawing.coordinate(place.0), "cy": Drawing.coordinate(place.1),
                "r": "2",
            ])
    }

    private func line(_ styleClass: String, from: (Double, Double), to: (Double, Double)) -> Markup {
        element(
            "line",
            [
                "class": styleClass, "x1": Drawing.coordinate(from.0), "y1": Drawing.coordinate(from.1),
                "x2": Drawing.coordinate(to.0), "y2": Drawing.coordinate(to.1),
            ])
    }
}
