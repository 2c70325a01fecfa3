/// The scale of charts of one unit on a page: the same for all of them, so that bars of one length are one amount. A chart whose bars
/// would hardly be seen then has its own, and says so.
struct ChartScale {
    /// How much larger a chart's own scale may be before it has it.
    private static let limit = 8.0
    private let shared: Double

    /// The scale of charts that could have at most these.
    init(_ greatest: [Double]) { shared = greatest.min() ?? 1 }

    /// The scale of one of them.
    func of(_ greatest: Double) -> Double { isOwn(greatest) ? greatest : shared }

    /// What is said below one that has its own scale; nothing below the others.
    func note(_ greatest: Double) -> [Markup] {
        isOwn(greatest) ? [paragraph("These bars have a larger scale than the others of this page.", styleClass: "note")] : []
    }

    private func isOwn(_ greatest: Double) -> Bool { greatest > shared * ChartScale.limit }
}
