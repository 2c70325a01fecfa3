import Analysis
import Billing

/// A customer's last months.
private struct CustomerPast {
    let customer: String, name: String
    let months: [Month: CustomerHistoryMonth]
}

extension MonthPage {
    /// Cost and margin of each customer by month, with the figures below; nil where no earlier month is known.
    func customerHistoryPart(_ system: SystemMonth) -> Markup? {
        let rows = analysis.customerHistory.filter { $0.system == system.system }
        let known = Set(rows.map(\.month)).sorted()
        guard let first = known.first, first < context.month else { return nil }
        let months = Array(stride(from: first, through: context.month, by: 1))
        var customers: [CustomerPast] = []
        var rest = rows[...]
        while let next = rest.first {
            let own = rest.prefix { $0.customer == next.customer }
            rest = rest.dropFirst(own.count)
            customers.append(
                CustomerPast(
                    customer: next.customer, name: next.name,
                    months: Dictionary(own.map { ($0.month, $0) }, uniquingKeysWith: { first, _ in first })))
        }
        let costs = rows.compactMap(\.cost), margins = rows.compactMap(\.grossMarginPercent)
        let costRange = min(.zero, costs.min() ?? .zero)...max(.zero, costs.max() ?? .zero)
        let marginRange = min(.zero, margins.min() ?? .zero)...Amount(100)
        let span = first.title + " to " + context.month.title

        var table = PageTable<CustomerPast>(
            "Customers of \(system.name), \(span), \(system.currency)", full: file("customer_history"), id: "history",
            key: { [system.system, $0.customer] })
        table.text("Customer") { $0.name }
        table.markup("Cost by month", styleClass: "drawing") { row in
            line("Cost of \(row.name)", months, row, costRange) { $0.cost }.bars
        }
        let last = Array(known.suffix(3))
        for month in last {
            table.number("Cost " + month.shortTitle, reason: "no data of this month", isOptional: true) { row in
                row.months[month]?.cost.map { NumberText.amount($0) }
            }
        }
        if !margins.isEmpty {
            table.markup("Gross margin by month", styleClass: "drawing") { row in
                line("Gross margin of \(row.name)", months, row, marginRange) { $0.grossMarginPercent }.trend
            }
            for month in last {
                table.percent("Margin " + month.shortTitle, reason: "no revenue known", isOptional: true) { row in
                    row.months[month]?.grossMarginPercent
                }
            }
        }
        let note = states(rows, known) + " Bars of one column have one scale; margins are drawn from 0 to 100\u{A0}%."
        return .group([
            element("h3", [:], ["Customers over time"]), table.markup(customers), paragraph(note, styleClass: "note"),
            folded("Every month: \(NumberText.counted(rows.count, "row"))", everyMonth(rows, system, span)),
        ])
    }

    private func line(
        _ words: String, _ months: [Month], _ row: CustomerPast, _ range: ClosedRange<Amount>,
        _ value: (CustomerHistoryMonth) -> Amount?
    ) -> Sparkline {
        Sparkline(
            title: "\(words) by month", summary: "The table below has the figures of every month.",
            points: months.map { month in
                Sparkline.Point(value: row.months[month].flatMap(value), isOpen: row.months[month]?.state == .open)
            }, range: range)
    }

    /// Which months are closed, complete and open, in a sentence each.
    private func states(_ rows: [CustomerHistoryMonth], _ months: [Month]) -> String {
        func named(_ state: CustomerHistoryMonth.State) -> [Month] {
            months.filter { month in rows.contains { $0.month == month && $0.state == state } }
        }
        let words: [(String, [Month])] = [
            ("Closed", named(.closed)), ("Complete, not closed", named(.final)), ("Open, lighter", named(.open)),
        ]
        return words.filter { !$0.1.isEmpty }.map { word, months in
            "\(word): \(months.map(\.title).joined(separator: ", "))."
        }.joined(separator: " ")
    }

    private func everyMonth(_ rows: [CustomerHistoryMonth], _ system: SystemMonth, _ span: String) -> Markup {
        var table = PageTable<CustomerHistoryMonth>(
            "Every month of the customers of \(system.name), \(span), \(system.currency)", full: file("customer_history"),
            id: "past", key: { [$0.system, $0.customer, $0.month.description] })
        let noRevenue = "no revenue known"
        table.text("Customer") { $0.name }
        table.text("Month") { $0.month.title }
        table.text("State") { row in
            row.state == .open
                ? "open, \(row.completeDays) of \(row.month.days) days complete" : row.state == .final ? "complete" : "closed"
        }
        table.amount("Revenue", reason: noRevenue, isOptional: true) { $0.revenue }
        table.amount("Cost", reason: "no charge from any source") { $0.cost }
        table.amount("Gross profit", reason: noRevenue, isOptional: true) { $0.grossProfit }
        table.percent("Gross margin", reason: noRevenue, isOptional: true) { $0.grossMarginPercent }
        return table.markup(rows)
    }
}
