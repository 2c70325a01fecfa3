import Analysis
import Billing

/// What a system used: the volumes that its document projects, and its tokens with their prices.
extension MonthPage {
    /// Projected and used quantities; nil where the document projects none.
    func volumePart(_ system: SystemMonth) -> Markup? {
        let rows = analysis.volumes.filter { $0.system == system.system }
        guard !rows.isEmpty else { return nil }
        let toDate = system.completeDays < system.days ? " to date" : ""
        var table = PageTable<VolumeMonth>(
            "Volumes of \(system.name) against the document, \(context.month.title)\(measured(system))",
            full: file("volume_month"), id: "volume", key: { [$0.system, $0.volume] })
        table.text("Volume") { $0.name }
        table.text("Kind") { $0.kind.words }
        table.number("Planned" + toDate) { NumberText.quantity($0.planLow, $0.planHigh) }
        table.number("Actual", reason: "no usage says") { $0.actual.map(NumberText.quantity) }
        table.number("Variance", reason: "no usage says") { $0.variance.map(NumberText.signedQuantity) }
        table.number("%", reason: "no usage, or nothing to be a percentage of") {
            $0.variancePercent.map(NumberText.signedPercent)
        }
        table.text("Unit") { $0.unit }
        table.text("Section", styleClass: "words", isOptional: true) { $0.section }
        return .group([element("h3", [:], ["Volumes"]), table.markup(rows)])
    }

    /// Usage at its prices beside what was billed, then by model and kind; nil where no model is named.
    func tokenPart(_ system: SystemMonth) -> Markup? {
        let tokens = analysis.tokens.filter { $0.system == system.system }
        let priced = analysis.priced.filter { $0.system == system.system }
        guard !tokens.isEmpty || !priced.isEmpty else { return nil }
        var content: [Markup] = []
        if !priced.isEmpty { content.append(pricedTable(priced, system)) }
        if !tokens.isEmpty {
            let table = tokenTable(tokens, system)
            content.append(
                tokens.count > MonthPage.shortList
                    ? folded("Tokens by model and kind: \(NumberText.counted(tokens.count, "row"))", table) : table)
        }
        return .group(content)
    }

    /// Rows that a table of details may have to stand open.
    static var shortList: Int { 12 }

    /// What is there for who asks for it.
    func folded(_ summary: String, _ content: Markup) -> Markup {
        element("details", [:], [element("summary", [:], [.text(summary)]), content])
    }

    private func pricedTable(_ rows: [PricedMonth], _ system: SystemMonth) -> Markup {
        let names = componentNames(system.system)
        var table = PageTable<PricedMonth>(
            "Usage at its prices and what was billed for it, \(context.month.title), \(system.currency)\(measured(system))",
            full: file("priced_month"), id: "priced", key: { [$0.system, $0.component] })
        table.text("Component") { names[$0.component] ?? $0.component }
        table.amount("Priced", reason: "nothing has a price") { $0.priced }
        table.amount("Billed", reason: "no charge") { $0.billed }
        table.signed("Difference", reason: "one of them is unknown") { $0.difference }
        if rows.contains(where: { $0.unpricedQuantity != .zero }) {
            table.number("Tokens without a price") { NumberText.quantity($0.unpricedQuantity) }
        }
        return table.markup(rows)
    }

    private func tokenTable(_ rows: [TokenMonth], _ system: SystemMonth) -> Markup {
        let names = componentNames(system.system)
        let customers = Dictionary(
            analysis.customers.lazy.filter { $0.system == system.system }.map { ($0.customer, $0.name) },
            uniquingKeysWith: { first, _ in first })
        var table = PageTable<TokenMonth>(
            "Tokens of \(system.name) by model and kind, \(context.month.title), \(system.currency)\(measured(system))",
            full: file("token_month"), id: "token",
            key: { [$0.system, $0.model, $0.metric, $0.component, $0.customer, $0.environment] })
        table.text("Model") { $0.model }
        table.text("Kind") { kindOfToken($0.metric) }
        table.text("Component", isOptional: true) { row in row.component.map { names[$0] ?? $0 } }
        table.text("Customer", isOptional: true) { row in row.customer.map { customers[$0] ?? $0 } }
        table.text("Environment", isOptional: true) { $0.environment }
        table.number("Quantity") { NumberText.quantity($0.quantity) }
        table.number("Price per 1M", reason: "no price, or it changed within the month") { row in
            row.unitPrice.map { NumberText.unitPrice($0 * Amount(1_000_000)) }
        }
        table.amount("Priced cost", reason: "nothing has a price") { $0.pricedCost }
        if rows.contains(where: { $0.unpricedQuantity != .zero }) {
            table.number("Without a price") { NumberText.quantity($0.unpricedQuantity) }
        }
        return table.markup(rows)
    }

    private func kindOfToken(_ metric: String) -> String {
        switch metric {
        case "input_tokens": "input"
        case "output_tokens": "output"
        case "cache_read_tokens": "cache read"
        case "cache_write_tokens": "cache write"
        default: metric
        }
    }
}

extension MetricKind {
    /// How days combine, in words.
    var words: String {
        switch self {
        case .flow: "flow (sum)"
        case .level: "level (average)"
        case .peak: "peak (maximum)"
        }
    }
}
