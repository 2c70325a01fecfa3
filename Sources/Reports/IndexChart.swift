import Analysis
import Billing

/// Actual against plan of the last two years as columns, a month each (IBCS: actual solid, plan outlined, a forecast hatched, the axis
/// from zero, a variance coloured by its effect and always with its sign). The table below it has every month.
struct IndexChart {
    /// Months that a chart shows, ending with the newest.
    private static let span = 24
    /// Months that a narrow screen has room for, ending with the newest.
    private static let narrowSpan = 6
    private static let right = 12.0
    private static let top = 56.0
    private static let plotHeight = 180.0
    /// The legend's width.
    private static let least = 420.0

    private let isNarrow: Bool
    private let months: [Month]
    private let lines: [Month: IndexMonth]
    private let currency: String
    /// What labels are divided by, as a power of ten, and how that is called.
    private let power: Int, unit: String
    /// The least and the greatest amount that it shows.
    private let least: Double, greatest: Double

    /// Nil where fewer than two months can be compared, or the months are in several currencies.
    init?(_ months: [IndexMonth]) {
        guard let newest = months.map(\.month).max() else { return nil }
        let shown = months.filter {
            $0.month > newest.advanced(by: -IndexChart.span) && ($0.actual != nil || $0.plan != nil || $0.planHigh != nil)
        }
        let currencies = Set(shown.compactMap { $0.currency?.code })
        guard shown.count > 1, let first = shown.map(\.month).min(), currencies.count == 1, let only = currencies.first else {
            return nil
        }
        lines = Dictionary(shown.map { ($0.month, $0) }) { _, last in last }
        self.months = Array(first..<newest.advanced(by: 1))
        isNarrow = false
        currency = only
        let values = IndexChart.values(shown)
        let most = values.max() ?? .zero
        (least, greatest) = (values.min()?.real ?? 0, most.real)
        (power, unit) =
            most >= Amount(10_000_000)
            ? (6, "million \(only)") : most >= Amount(10_000) ? (3, "thousand \(only)") : (0, only)
    }

    /// The newest months of another chart, for a narrow screen.
    private init(narrow other: IndexChart) {
        months = other.months.suffix(IndexChart.narrowSpan)
        lines = other.lines.filter { [first = months[0]] in $0.key >= first }
        let values = IndexChart.values(Array(lines.values))
        (least, greatest) = (values.min()?.real ?? 0, values.max()?.real ?? 0)
        (currency, power, unit) = (other.currency, other.power, other.unit)
        isNarrow = true
    }

    private static func values(_ lines: [IndexMonth]) -> [Amount] {
        lines.flatMap { [$0.plan, $0.planHigh, $0.actual, $0.landing] }.compactMap(\.self)
    }

    private var left: Double { isNarrow ? 34 : 78 }
    private var slot: Double {
        min(96, ((isNarrow ? NarrowChart.width : PlanChart.width) - left - IndexChart.right) / Double(months.count))
    }
    private var width: Double {
        isNarrow ? NarrowChart.width : max(IndexChart.least, left + slot * Double(months.count) + IndexChart.right)
    }
    /// Where the variances stand: below the plans, which of a range are two lines.
    private var differences: Double {
        base + (lines.values.contains { $0.plan == nil && $0.planHigh != nil } ? 82 : 68)
    }
    private var base: Double { IndexChart.top + IndexChart.plotHeight }

    /// Pixels for a unit of currency; credits may take a month below zero.
    private var scale: Double {
        let length = max(0, greatest) - min(0, least)
        return length > 0 ? IndexChart.plotHeight / length : 0
    }
    private var zero: Double { base + min(0, least) * scale }

    /// `12.3` of 12,345 in thousands; whole units as they are.
    private func label(_ amount: Amount) -> String {
        power == 0
            ? NumberText.amount(amount, decimals: 0)
            : NumberText.amount(amount.scaled(by: 1, over: power == 3 ? 1_000 : 1_000_000), decimals: 1)
    }

    /// A plan, or the two ends of its range.
    private func planLabel(_ line: IndexMonth) -> String? {
        line.plan.map(label) ?? NumberText.range(line.planLow, line.planHigh, label)
    }

    var markup: Markup {
        element(
            "figure", [:],
            [element("figcaption", [:], [.text(title)]), drawing("broad"), IndexChart(narrow: self).drawing("narrow")])
    }

    private var title: String { "Cost against plan by month, \(unit)" }

    private func drawing(_ styleClass: String) -> Markup {
        let summary = months.compactMap { lines[$0] }.map { line in
            let parts = [
                line.actual.map { "actual \(label($0))" }, line.landing.map { "landing \(label($0))" },
                planLabel(line).map { "plan \($0)" }, line.variance.map { "variance \(label($0))" },
            ].compactMap(\.self)
            return "\(line.month.title): \(parts.joined(separator: ", "))"
        }.joined(separator: "; ")
        let height = differences + 8
        var content: [Markup] = [
            element("title", [:], [.text(title)]),
            element("desc", [:], [.text(summary + ". The table below has the exact figures.")]),
        ]
        content += legend
        for (index, month) in months.enumerated() { content += column(index, month) }
        content.append(
            element(
                "line",
                [
                    "class": "axis", "x1": Drawing.coordinate(left), "y1": Drawing.coordinate(zero),
                    "x2": Drawing.coordinate(width - IndexChart.right), "y2": Drawing.coordinate(zero),
                ]))
        content.append(Drawing.text("Plan", x: 0, y: base + 50, styleClass: "head"))
        content.append(Drawing.text("Δ", x: 0, y: differences, styleClass: "head"))
        return Drawing.drawing(styleClass, width: width, height: height, content)
    }

    private var legend: [Markup] {
        let hasLanding = lines.values.contains { $0.landing != nil }
        var x = left
        var content: [Markup] = []
        func entry(_ name: String, _ mark: [Markup]) {
            content += mark + [Drawing.text(name, x: x + 24, y: 20, styleClass: "head")]
            x += 44 + Drawing.width(of: [name])
        }
        entry("Plan", [Drawing.bar("pl", x: x, y: 11, width: 18, height: 9)])
        entry("Actual", [Drawing.bar("ac", x: x, y: 11, width: 18, height: 9)])
        if hasLanding { entry("Forecast", Drawing.hatched(x: x, y: 11, width: 18, height: 9)) }
        return content
    }

    private func column(_ index: Int, _ month: Month) -> [Markup] {
        let x = left + slot * Double(index)
        let middle = x + slot / 2
        var parts: [Markup] = []
        if let line = lines[month] {
            if let plan = line.plan {
                parts.append(bar("pl", .zero, plan, x: x + slot * 0.14, width: slot * 0.6))
            } else if let low = line.planLow, let high = line.planHigh {
                // Up to its lower bound as any plan, and dashed from there to the upper one.
                parts.append(bar("pl", .zero, low, x: x + slot * 0.14, width: slot * 0.6))
                parts.append(bar("pl range", low, high, x: x + slot * 0.14, width: slot * 0.6))
            }
            if let actual = line.actual { parts.append(bar("ac", .zero, actual, x: x + slot * 0.26, width: slot * 0.6)) }
            if let landing = line.landing, let actual = line.actual, landing > actual {
                let (low, high) = (actual.real, landing.real)
                parts += Drawing.hatched(
                    x: x + slot * 0.26, y: zero - high * scale, width: slot * 0.6, height: (high - low) * scale)
            }
            if let shown = line.landing ?? line.actual ?? line.plan ?? line.planHigh {
                let highest = IndexChart.values([line]).map(\.real).max() ?? 0
                parts.append(text(label(shown), middle, zero - max(0, highest) * scale - 6, line.actual == nil ? "muted" : nil))
            }
            if let plan = line.plan {
                parts.append(text(label(plan), middle, base + 50, "muted"))
            } else if let low = line.planLow, let high = line.planHigh {
                parts.append(text(label(low) + "–", middle, base + 50, "muted"))
                parts.append(text(label(high), middle, base + 64, "muted"))
            }
            if let variance = line.variance {
                parts.append(text((variance > .zero ? "+" : "") + label(variance), middle, differences, line.effect?.styleClass))
            }
        }
        parts.append(text(String(month.title.prefix(3)), middle, base + 17, "muted"))
        if index == 0 || month.month == 1 { parts.append(text(String(month.year), middle, base + 32, "muted")) }
        return [element("g", [:], parts)]
    }

    private func bar(_ styleClass: String, _ start: Amount, _ end: Amount, x: Double, width: Double) -> Markup {
        let (low, high) = (min(start, end).real, max(start, end).real)
        return Drawing.bar(styleClass, x: x, y: zero - high * scale, width: width, height: (high - low) * scale)
    }

    private func text(_ content: String, _ x: Double, _ y: Double, _ styleClass: String?) -> Markup {
        let isNarrow = slot < 60
        return element(
            "text",
            [
                "class": [styleClass, isNarrow ? "small" : nil].compactMap(\.self).joined(separator: " ").nonEmpty,
                "x": Drawing.coordinate(x), "y": Drawing.coordinate(y), "text-anchor": "middle",
            ], [.text(content)])
    }
}

extension String {
    /// Nil for no text, so that an attribute is left out.
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
