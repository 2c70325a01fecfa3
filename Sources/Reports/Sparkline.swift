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

    /// What is drawn, and where its numbers are, for those who do not see it.
    let title: String, summary: String
    let points: [Point]
    /// The values at the lower and the upper edge; zero lies between them.
    let range: ClosedRange<Amount>

    private var width: Double { Double(points.count) * Sparkline.step }

    private func y(_ value: Amount) -> Double {
        let low = range.lowerBound.real, high = range.upperBound.real
        guard high > low else { return Sparkline.height - 1 }
        return 1 + (high - value.real) / (high - low) * (Sparkline.height - 2)
    }

    /// Bars from zero, on one scale with the other rows of the column; those of months that are not over are lighter.
    var bars: Markup {
        let zero = y(.zero)
        func bars(isOpen: Bool) -> String {
            points.enumerated().compactMap { at, point -> String? in
                guard let value = point.value, point.isOpen == isOpen else { return nil }
                let top = min(y(value), zero), height = max(abs(y(value) - zero), 1)
                let left = Drawing.coordinate(Double(at) * Sparkline.step + 1)
                let width = Drawing.coordinate(Sparkline.step - 2)
                return "M\(left) \(Drawing.coordinate(top))h\(width)v\(Drawing.coordinate(height))h-\(width)z"
            }.joined()
        }
        let shapes = [("ac", bars(isOpen: false)), ("shared", bars(isOpen: true))].filter { !$0.1.isEmpty }
        return drawing(
            shapes.map { element("path", ["class": $0.0, "d": $0.1]) } + [line("axis", from: (0, zero), to: (width, zero))])
    }

    /// A line from month to month, broken where nothing is known, with a dot at the end of each stretch.
    var trend: Markup {
        var stretches: [[(place: (Double, Double), isOpen: Bool)]] = [[]]
        for (at, point) in points.enumerated() {
            if let value = point.value {
                let place = (Double(at) * Sparkline.step + Sparkline.step / 2, y(value))
                stretches[stretches.count - 1].append((place, point.isOpen))
            } else {
                stretches.append([])
            }
        }
        let marks = stretches.flatMap { stretch -> [Markup] in
            guard let last = stretch.last else { return [] }
            let path = stretch.map { "\(Drawing.coordinate($0.place.0)) \(Drawing.coordinate($0.place.1))" }.joined(
                separator: "L")
            return [element("path", ["class": "trend", "d": "M" + path]), dot(last.place, isOpen: last.isOpen)]
        }
        return drawing([line("tick", from: (0, y(.zero)), to: (width, y(.zero)))] + marks)
    }

    private func drawing(_ marks: [Markup]) -> Markup {
        element(
            "svg",
            [
                "viewBox": "0 0 \(Drawing.coordinate(width)) \(Drawing.coordinate(Sparkline.height))",
                "width": Drawing.coordinate(width), "height": Drawing.coordinate(Sparkline.height), "role": "img",
            ], [element("title", [:], [.text(title)]), element("desc", [:], [.text(summary)])] + marks)
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
