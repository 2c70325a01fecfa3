import Analysis
import Billing

extension MonthPage {
    /// The figures that the month is judged by, with plan, month before and the last months as far as they are known.
    var keyFigureSection: Markup? {
        guard portfolio != nil else {
            return paragraph("No system has a plan or a charge in this month.", styleClass: "lead")
        }
        let scope = systems.count == 1 ? systems.first?.system : nil
        let figures = analysis.keyFigures.filter { $0.system == scope }
        let known = Dictionary(figures.map { ($0.kind, $0) }, uniquingKeysWith: { first, _ in first })
        let tiles = figures.filter { $0.kind == .cost || $0.actual != nil }.map(tile)
        let unknown = [KeyFigure.Kind.revenue, .grossMargin, .customers].filter { known[$0]?.actual == nil }
        let isCompared = figures.contains { $0.variance != nil }, hasPast = figures.contains { $0.previous != nil }
        let words = [
            isCompared ? "PL plan\(isOpen ? " to date" : ""), Δ actual less plan" : nil,
            hasPast ? "PM the month before" : nil,
            unknown.isEmpty ? nil : "unknown: " + unknown.map { $0.words.lowercased() }.joined(separator: ", "),
        ].compactMap(\.self)
        var content = tiles.isEmpty ? [] : [element("dl", ["class": "figures"], tiles)]
        if !words.isEmpty { content.append(paragraph(sentence(words), styleClass: "note")) }
        content += [historyTable(figures)].compactMap(\.self)
        return element("div", ["class": "keys"], content)
    }

    private func sentence(_ words: [String]) -> String {
        let text = words.joined(separator: "; ") + "."
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    private var isOpen: Bool { !Headline(page: self).isComplete }

    private func tile(_ figure: KeyFigure) -> Markup {
        let kind = figure.kind
        var notes: [Markup] = []
        func note(_ text: String, styleClass: String? = nil) {
            notes.append(element("dd", ["class": "note" + (styleClass.map { " " + $0 } ?? "")], [.text(text)]))
        }
        if let plan = figure.plan {
            note("PL " + kind.text(plan))
        } else if figure.variance != nil {
            note(figure.system == nil ? "PL in part a range" : "PL a range")
        }
        if let variance = figure.variance {
            let percent = figure.variancePercent.map { " (\(NumberText.signedPercent($0)))" } ?? ""
            note("Δ " + kind.signed(variance) + percent, styleClass: figure.effect?.styleClass)
        }
        if let previous = figure.previous { note("PM " + kind.text(previous)) }
        note(figure.actual == nil ? kind.missing : meaning(figure))
        if let drawing = trend(kind, figure) { notes.append(element("dd", ["class": "trend"], [drawing])) }
        return element(
            "div", [:],
            [
                element("dt", [:], [.text(kind.words)]),
                element("dd", ["class": "value"], [.text(figure.actual.map(kind.text) ?? NumberText.absent)]),
            ] + notes)
    }

    /// What the actual is of: which days, and which systems where that is not all.
    private func meaning(_ figure: KeyFigure) -> String {
        let days = portfolio?.completeDays.map { days in isOpen ? "\(days) complete days" : "full month" }
        switch figure.kind {
        case .cost:
            let all = systems.compactMap(\.actual).reduce(Amount.zero, +)
            let isPart = figure.system == nil && figure.actual != all
            return [days ?? "complete days", isPart ? "compared with a plan" : nil].compactMap(\.self).joined(separator: " · ")
        case .revenue, .costOfRevenue: return [days, coverage].compactMap(\.self).joined(separator: " · ")
        case .grossMargin: return coverage ?? "of hosting cost alone"
        case .customers: return "with cost or revenue"
        case .costPerCustomer:
            return ["cost of revenue by customer under contract", figure.system == nil ? coverage : nil].compactMap(\.self)
                .joined(separator: " · ")
        case .costPer1KRequests, .costPer1MTokens:
            return figure.system == nil ? "cost of revenue of the systems that count them" : "cost of revenue"
        }
    }

    /// The last months as a drawing; nil where only this one is known.
    private func trend(_ kind: KeyFigure.Kind, _ figure: KeyFigure) -> Markup? {
        let known = figure.history.filter { $0.value != nil }
        guard let first = known.first?.month, first < context.month, let last = figure.history.last?.month else { return nil }
        let byMonth = Dictionary(figure.history.map { ($0.month, $0) }, uniquingKeysWith: { first, _ in first })
        let values = known.compactMap(\.value)
        let isShare = kind == .grossMargin
        let line = Sparkline(
            title: "\(kind.words) by month",
            summary: "From \(first.title) to \(last.title); the table of the key figures by month has the numbers.",
            points: stride(from: first, through: last, by: 1).map { month in
                Sparkline.Point(value: byMonth[month]?.value, isOpen: byMonth[month]?.isOpen ?? false)
            },
            range: min(.zero, values.min() ?? .zero)...max(isShare ? Amount(100) : .zero, values.max() ?? .zero))
        return isShare ? line.trend : line.bars
    }

    /// The table behind the drawings; nil where only this month is known.
    private func historyTable(_ figures: [KeyFigure]) -> Markup? {
        let past = figures.filter { !$0.history.isEmpty }
        let months = Set(past.flatMap { $0.history.map(\.month) }).sorted()
        guard months.count > 1, let first = months.first else { return nil }
        let values = Dictionary(
            past.map { ($0.kind, Dictionary($0.history.map { ($0.month, $0) }, uniquingKeysWith: { one, _ in one })) },
            uniquingKeysWith: { one, _ in one })
        var table = PageTable<Month>(
            "Key figures by month, \(first.title) to \(context.month.title), \(currency)", full: file("system_history"),
            id: "key-figures", key: { [$0.description] })
        table.text("Month") { month in
            past.contains { values[$0.kind]?[month]?.isOpen == true } ? month.title + " (open)" : month.title
        }
        for figure in past {
            table.number(figure.kind.words, reason: figure.kind.missing, isOptional: true) { month in
                values[figure.kind]?[month]?.value.map(figure.kind.text)
            }
        }
        return folded("Key figures by month", table.markup(months))
    }
}

extension KeyFigure.Kind {
    /// What it is called.
    fileprivate var words: String {
        switch self {
        case .cost: "Hosting cost"
        case .revenue: "Revenue"
        case .costOfRevenue: "Cost of revenue"
        case .grossMargin: "Hosting gross margin"
        case .customers: "Customers"
        case .costPerCustomer: "Cost per customer"
        case .costPer1KRequests: "Cost per 1K requests"
        case .costPer1MTokens: "Cost per 1M tokens"
        }
    }

    /// Why it is unknown.
    fileprivate var missing: String {
        switch self {
        case .cost: "no charge from any source"
        case .revenue, .costOfRevenue, .grossMargin: "no revenue known"
        case .customers: "none known"
        case .costPerCustomer, .costPer1KRequests, .costPer1MTokens: "no quantity known"
        }
    }

    fileprivate func text(_ value: Amount) -> String {
        switch self {
        case .cost, .revenue, .costOfRevenue: NumberText.amount(value)
        case .grossMargin: NumberText.percent(value)
        case .customers: NumberText.figure(value)
        case .costPerCustomer, .costPer1KRequests, .costPer1MTokens: NumberText.unitPrice(value)
        }
    }

    fileprivate func signed(_ value: Amount) -> String {
        switch self {
        case .cost, .revenue, .costOfRevenue: NumberText.signed(value)
        default: NumberText.signedUnitPrice(value)
        }
    }
}
