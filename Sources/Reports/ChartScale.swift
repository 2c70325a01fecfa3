/// A chart of amounts as bars of a row each, drawn for a wide screen and for a narrow one.
protocol BarChart {
    /// The most pixels that one unit of currency can have in the wide drawing, where figures stand beside the bars.
    var greatestScale: Double { get }
    /// From the least to the greatest amount that a bar reaches; zero is in it.
    var span: ClosedRange<Double> { get }
    func markup(_ scale: ChartScale.Pixels) -> Markup
}

/// The scale of charts of one unit on a page: the same for all of them, so that bars of one length are one amount. A chart whose bars
/// would hardly be seen then has its own, and says so.
struct ChartScale {
    /// Pixels of a unit of currency in each of a chart's drawings.
    struct Pixels: Equatable {
        let wide: Double, narrow: Double
    }

    /// How much larger a chart's own scale may be before it has it.
    private static let limit = 8.0
    private let shared: Pixels

    /// The scale that these charts share.
    init(_ charts: [any BarChart]) {
        let wide = charts.map(\.greatestScale).min() ?? 1
        let sharing = charts.filter { $0.greatestScale <= wide * ChartScale.limit }
        shared = Pixels(wide: wide, narrow: sharing.map { NarrowChart.greatestScale($0.span) }.min() ?? 1)
    }

    /// The scale of one of them.
    func of(_ chart: any BarChart) -> Pixels {
        isOwn(chart) ? Pixels(wide: chart.greatestScale, narrow: NarrowChart.greatestScale(chart.span)) : shared
    }

    /// One of them, and below it what is to be known of its scale.
    func drawn(_ chart: any BarChart) -> [Markup] {
        let note = paragraph("These bars have a larger scale than the others of this page.", styleClass: "note")
        return [chart.markup(of(chart))] + (isOwn(chart) ? [note] : [])
    }

    private func isOwn(_ chart: any BarChart) -> Bool { chart.greatestScale > shared.wide * ChartScale.limit }
}
