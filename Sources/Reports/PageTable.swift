import Analysis
import Billing

/// A table of a page: caption, column headings, at most 200 rows, then one line for all others and one for the total.
struct PageTable<Row> {
    private struct Column {
        let heading: String
        let styleClass: String?
        let cell: (Row) -> (markup: Markup, styleClass: String?)
        /// The amount that the line for all others adds up; nil where a sum means nothing.
        let summand: ((Row) -> Amount?)?
        let sum: (Amount) -> String
        /// Whether the sum is left out where one of the others is unknown.
        let needsAll: Bool
    }

    private let caption: String
    /// Where the whole table is: a link's target and text.
    private let full: (target: String, name: String)?
    private var columns: [Column] = []
    /// Rows that a page shows of a table.
    private let limit = 200

    init(_ caption: String, full: (target: String, name: String)? = nil) {
        self.caption = caption
        self.full = full
    }

    mutating func text(_ heading: String, _ value: @escaping (Row) -> String?) {
        add(heading, nil) { row in (.text(value(row) ?? NumberText.absent), nil) }
    }

    mutating func markup(_ heading: String, styleClass: String? = nil, _ value: @escaping (Row) -> Markup) {
        add(heading, styleClass) { row in (value(row), nil) }
    }

    mutating func integer(_ heading: String, _ value: @escaping (Row) -> Int?) {
        number(heading) { row in value(row).map(NumberText.integer) }
    }

    /// A number already written; nil is shown as absent with `reason`.
    mutating func number(_ heading: String, reason: String = "no data", _ value: @escaping (Row) -> String?) {
        add(heading, "n") { row in
            value(row).map { (.text($0), nil) } ?? (absent(reason), nil)
        }
    }

    mutating func amount(_ heading: String, reason: String = "no data", _ value: @escaping (Row) -> Amount?) {
        add(heading, "n", summand: value) { row in
            value(row).map { (.text(NumberText.amount($0)), nil) } ?? (absent(reason), nil)
        }
    }

    /// A plan's amount or its range; ranges are not added up.
    mutating func plan(_ heading: String, _ value: @escaping (Row) -> (plan: Amount?, low: Amount?, high: Amount?)) {
        add(heading, "n", summand: { row in value(row).plan }, needsAll: true) { row in
            let (plan, low, high) = value(row)
            return (NumberText.plan(plan, low, high).map { .text($0) } ?? absent("no plan"), nil)
        }
    }

    /// An amount with its sign; coloured where `effect` says how it works on the result.
    mutating func signed(
        _ heading: String, reason: String = "no data", effect: ((Row) -> Effect?)? = nil, _ value: @escaping (Row) -> Amount?
    ) {
        add(heading, "n", summand: value, sum: { NumberText.signed($0) }) { row in
            guard let amount = value(row) else { return (absent(reason), nil) }
            let zero = amount.rounded(to: 2).isZero ? "zero" : nil
            return (.text(NumberText.signed(amount)), zero ?? effect?(row)?.styleClass)
        }
    }

    mutating func percent(_ heading: String, reason: String = "no data", _ value: @escaping (Row) -> Amount?) {
        number(heading, reason: reason) { row in value(row).map { NumberText.percent($0) } }
    }

    mutating func signedPercent(
        _ heading: String, reason: String = "no plan", effect: ((Row) -> Effect?)? = nil, _ value: @escaping (Row) -> Amount?
    ) {
        add(heading, "n") { row in
            value(row).map { (.text(NumberText.signedPercent($0)), effect?(row)?.styleClass) } ?? (absent(reason), nil)
        }
    }

    /// The table with its heading column first; `total` is written with the same columns in a line of its own.
    func markup(_ rows: [Row], total: Row? = nil) -> Markup {
        let shown = rows.prefix(limit)
        let rest = rows.dropFirst(limit)
        let head = element(
            "thead", [:],
            [
                element(
                    "tr", [:],
                    columns.map { element("th", ["scope": "col", "class": $0.styleClass], [.text($0.heading)]) })
            ])
        var body = shown.map { line($0, styleClass: nil) }
        if !rest.isEmpty { body.append(others(Array(rest))) }
        var parts = [element("caption", [:], [captionMarkup(isCut: !rest.isEmpty, count: rows.count)]), head]
        parts.append(element("tbody", [:], body))
        if let total { parts.append(element("tfoot", [:], [line(total, styleClass: "total")])) }
        return element(
            "div", ["class": "scroll", "role": "region", "tabindex": "0", "aria-label": caption],
            [element("table", [:], parts)])
    }

    private func captionMarkup(isCut: Bool, count: Int) -> Markup {
        guard let full else { return .text(caption) }
        let words = isCut ? "all \(NumberText.integer(count)) rows: " : ""
        return .group([
            .text(caption + " "),
            element("span", ["class": "aside"], [.text(words), element("a", ["href": full.target], [.text(full.name)])]),
        ])
    }

    private func line(_ row: Row, styleClass: String?) -> Markup {
        let cells = columns.enumerated().map { index, column in
            let cell = column.cell(row)
            if index == 0 { return element("th", ["scope": "row"], [cell.markup]) }
            let styles = [column.styleClass, cell.styleClass].compactMap(\.self).joined(separator: " ")
            return element("td", ["class": styles.isEmpty ? nil : styles], [cell.markup])
        }
        return element("tr", ["class": styleClass], cells)
    }

    private func others(_ rows: [Row]) -> Markup {
        let cells = columns.enumerated().map { index, column in
            if index == 0 { return element("th", ["scope": "row"], ["all others (\(NumberText.integer(rows.count)))"]) }
            let known = column.summand.map { summand in rows.compactMap(summand) } ?? []
            let isPartial = column.needsAll && known.count < rows.count
            let text = known.isEmpty || isPartial ? "" : column.sum(known.reduce(.zero, +))
            return element("td", ["class": column.styleClass], [.text(text)])
        }
        return element("tr", ["class": "others"], cells)
    }

    private mutating func add(
        _ heading: String, _ styleClass: String?, summand: ((Row) -> Amount?)? = nil,
        sum: @escaping (Amount) -> String = { NumberText.amount($0) }, needsAll: Bool = false,
        _ cell: @escaping (Row) -> (markup: Markup, styleClass: String?)
    ) {
        columns.append(
            Column(
                heading: heading, styleClass: styleClass, cell: cell, summand: summand, sum: sum, needsAll: needsAll))
    }
}

/// What stands for something unknown, with the reason.
func absent(_ reason: String) -> Markup {
    element("span", ["class": "absent", "title": reason], [.text(NumberText.absent)])
}
