import Analysis
import Billing

/// A table of a page: caption, column headings, at most 200 rows, then one line for all others and one for the total.
struct PageTable<Row> {
    private struct Column {
        let heading: String
        let styleClass: String?
        let cell: (Row) -> Shown
        /// The amount that the line for all others adds up; nil where a sum means nothing.
        let summand: ((Row) -> Amount?)?
        /// What all rows add up to, where that is known already; nil where they are to be added up.
        let total: Amount?
        let sum: (Amount) -> String
        /// Whether the sum is left out where one of the others is unknown.
        let needsAll: Bool
        /// Whether the column is left out where no row has anything in it.
        let isOptional: Bool
    }

    /// A cell as it is shown.
    private struct Shown {
        let markup: Markup
        var styleClass: String?
        /// Unknown.
        var isUnknown = false
        /// Exactly zero, in a column where zero says nothing.
        var isZero = false
        var isVoid: Bool { isUnknown || isZero }
    }

    /// How a line at the foot is written.
    enum Weight {
        /// The total, in bold; what is unknown is shown as such.
        case total
        /// A sum of some columns, in bold; the others are blank.
        case sum
        /// A row that stands beside the total; what it does not have is blank.
        case beside

        fileprivate var styleClass: String? { self == .beside ? nil : "total" }
        fileprivate var hasBlanks: Bool { self != .total }
    }

    private let caption: String
    /// Where the whole table is: a link's target and text.
    private let full: (target: String, name: String)?
    private var columns: [Column] = []
    /// Rows that a page shows of a table.
    private let limit: Int
    /// What the rows' ids begin with; no two tables of a page have rows with the same key under the same one.
    private let id: String
    /// What tells a row from the others, and is the same next month.
    private let key: (Row) -> [String?]
    /// The id that a row is linked to by elsewhere; nil for the one made from its key.
    private let anchor: (Row) -> String?
    /// Rows that stay on one sheet of paper.
    private static var longest: Int { 25 }
    /// Columns that fit beside one another as they are written elsewhere.
    private static var widest: Int { 9 }

    init(
        _ caption: String, full: (target: String, name: String)? = nil, limit: Int = 200,
        anchor: @escaping (Row) -> String? = { _ in nil }, id: String, key: @escaping (Row) -> [String?]
    ) {
        self.caption = caption
        self.id = id
        self.key = key
        self.full = full
        self.limit = limit
        self.anchor = anchor
    }

    mutating func text(
        _ heading: String, styleClass: String? = nil, isOptional: Bool = false, _ value: @escaping (Row) -> String?
    ) {
        add(heading, styleClass, isOptional: isOptional) { row in
            value(row).map { Shown(markup: .text($0)) } ?? Shown(markup: .text(NumberText.absent), isUnknown: true)
        }
    }

    /// Markup of any kind; a column of drawings has the class `drawing`.
    mutating func markup(_ heading: String, styleClass: String? = nil, _ value: @escaping (Row) -> Markup) {
        add(heading, styleClass) { row in Shown(markup: value(row)) }
    }

    mutating func integer(_ heading: String, _ value: @escaping (Row) -> Int?) {
        number(heading) { row in value(row).map(NumberText.integer) }
    }

    /// A number already written; nil is shown as absent with `reason`.
    mutating func number(
        _ heading: String, reason: String = "no data", isOptional: Bool = false, effect: ((Row) -> Effect?)? = nil,
        _ value: @escaping (Row) -> String?
    ) {
        add(heading, "n", isOptional: isOptional) { row in
            value(row).map { Shown(markup: .text($0), styleClass: effect?(row)?.styleClass) }
                ?? Shown(markup: absent(reason), isUnknown: true)
        }
    }

    /// `total` is the sum of all rows where it is known: there may be millions, of which few are looked at.
    mutating func amount(
        _ heading: String, reason: String = "no data", total: Amount? = nil, isOptional: Bool = false,
        _ value: @escaping (Row) -> Amount?
    ) {
        add(heading, "n", summand: value, total: total, isOptional: isOptional) { row in
            value(row).map { Shown(markup: .text(NumberText.amount($0))) } ?? Shown(markup: absent(reason), isUnknown: true)
        }
    }

    /// A plan's amount or its range; ranges are not added up.
    mutating func plan(_ heading: String, _ value: @escaping (Row) -> (plan: Amount?, low: Amount?, high: Amount?)) {
        add(heading, "n", summand: { row in value(row).plan }, needsAll: true) { row in
            let (plan, low, high) = value(row)
            if let plan { return Shown(markup: .text(NumberText.amount(plan))) }
            guard let low, let high else { return Shown(markup: absent("no plan"), isUnknown: true) }
            // Two lines, or a column of ranges takes the width of two.
            let (from, to) = (NumberText.amount(low), NumberText.amount(high))
            return Shown(markup: .group([.text(from + "–"), element("br"), .text(to)]))
        }
    }

    /// An amount with its sign; coloured where `effect` says how it works on the result.
    mutating func signed(
        _ heading: String, reason: String = "no data", isOptional: Bool = false, effect: ((Row) -> Effect?)? = nil,
        _ value: @escaping (Row) -> Amount?
    ) {
        add(heading, "n", summand: value, sum: { NumberText.signed($0) }, isOptional: isOptional) { row in
            guard let amount = value(row) else { return Shown(markup: absent(reason), isUnknown: true) }
            let zero = amount.rounded(to: 2).isZero ? "zero" : nil
            return Shown(
                markup: .text(NumberText.signed(amount)), styleClass: zero ?? effect?(row)?.styleClass, isZero: amount.isZero)
        }
    }

    mutating func percent(
        _ heading: String, reason: String = "no data", isOptional: Bool = false, _ value: @escaping (Row) -> Amount?
    ) {
        number(heading, reason: reason, isOptional: isOptional) { row in value(row).map { NumberText.percent($0) } }
    }

    mutating func signedPercent(
        _ heading: String, reason: String = "no plan", effect: ((Row) -> Effect?)? = nil, _ value: @escaping (Row) -> Amount?
    ) {
        add(heading, "n") { row in
            value(row).map { Shown(markup: .text(NumberText.signedPercent($0)), styleClass: effect?(row)?.styleClass) }
                ?? Shown(markup: absent(reason), isUnknown: true)
        }
    }

    /// The table with its heading column first; the lines at its `foot` have the same columns and count in no sum.
    func markup(_ rows: some Collection<Row>, foot: [(row: Row, weight: Weight)] = []) -> Markup {
        let columns = columns.filter { column in
            !column.isOptional || rows.contains { !column.cell($0).isVoid } || foot.contains { !column.cell($0.row).isVoid }
        }
        let shown = rows.prefix(limit)
        let rest = rows.dropFirst(limit)
        let head = element(
            "thead", [:],
            [
                element(
                    "tr", [:],
                    columns.map { element("th", ["scope": "col", "class": $0.styleClass], [.text($0.heading)]) })
            ])
        var ids = RowIDs(id)
        var body = shown.map { line($0, columns, id: anchor($0) ?? ids.next(key($0)), styleClass: nil) }
        if !rest.isEmpty { body.append(others(rest, columns, besides: shown)) }
        var parts = [element("caption", [:], [captionMarkup(isCut: !rest.isEmpty, count: rows.count)]), head]
        parts.append(element("tbody", [:], body))
        if !foot.isEmpty {
            parts.append(
                element(
                    "tfoot", [:],
                    foot.map { row, weight in
                        let name = columns.first?.cell(row).markup.plainText ?? ""
                        return line(
                            row, columns, id: anchor(row) ?? ids.foot(name), styleClass: weight.styleClass,
                            hasBlanks: weight.hasBlanks)
                    }))
        }
        return element(
            "div", ["class": "scroll", "role": "region", "tabindex": "0", "aria-label": caption],
            [element("table", ["class": classes(columns, shown.count)], parts)])
    }

    private func classes(_ columns: [Column], _ count: Int) -> String? {
        let names = [
            count > PageTable.longest ? "long" : nil, columns.contains { $0.styleClass == "drawing" } ? "drawn" : nil,
            columns.count > PageTable.widest ? "wide" : nil,
        ].compactMap(\.self)
        return names.isEmpty ? nil : names.joined(separator: " ")
    }

    private func captionMarkup(isCut: Bool, count: Int) -> Markup {
        guard let full else { return .text(caption) }
        let words = isCut ? "all \(NumberText.integer(count)) rows: " : ""
        return .group([
            .text(caption + " "),
            element("span", ["class": "aside"], [.text(words), element("a", ["href": full.target], [.text(full.name)])]),
        ])
    }

    private func line(
        _ row: Row, _ columns: [Column], id: String, styleClass: String?, hasBlanks: Bool = false
    ) -> Markup {
        let cells = columns.enumerated().map { index, column in
            let cell = column.cell(row)
            // A name without a place to break it would push everything else off the paper.
            let text = cell.markup.plainText
            let isUnbroken = text.utf8.count > 60 && text.split(whereSeparator: \.isWhitespace).contains { $0.utf8.count > 60 }
            let unbroken = isUnbroken ? "unbroken" : nil
            if index == 0 { return element("th", ["scope": "row", "class": unbroken], [cell.markup]) }
            let styles = [column.styleClass, cell.styleClass, unbroken].compactMap(\.self).joined(separator: " ")
            return element("td", ["class": styles.isEmpty ? nil : styles], [hasBlanks && cell.isUnknown ? "" : cell.markup])
        }
        return element("tr", ["id": id, "class": styleClass], cells)
    }

    private func others(
        _ rows: some Collection<Row>, _ columns: [Column], besides shown: some Collection<Row>
    ) -> Markup {
        let cells = columns.enumerated().map { index, column in
            if index == 0 { return element("th", ["scope": "row"], ["all others (\(NumberText.integer(rows.count)))"]) }
            var sum = Amount.zero, known = 0
            if let total = column.total, let summand = column.summand {
                (sum, known) = (shown.reduce(total) { $0 - (summand($1) ?? .zero) }, rows.count)
            } else if let summand = column.summand {
                for row in rows {
                    guard let amount = summand(row) else { continue }
                    sum += amount
                    known += 1
                }
            }
            let isPartial = column.needsAll && known < rows.count
            let text = known == 0 || isPartial ? "" : column.sum(sum)
            return element("td", ["class": column.styleClass], [.text(text)])
        }
        return element("tr", ["id": RowIDs(id).others, "class": "others"], cells)
    }

    private mutating func add(
        _ heading: String, _ styleClass: String?, summand: ((Row) -> Amount?)? = nil, total: Amount? = nil,
        sum: @escaping (Amount) -> String = { NumberText.amount($0) }, needsAll: Bool = false,
        isOptional: Bool = false, _ cell: @escaping (Row) -> Shown
    ) {
        columns.append(
            Column(
                heading: heading, styleClass: styleClass, cell: cell, summand: summand, total: total, sum: sum,
                needsAll: needsAll,
                isOptional: isOptional))
    }
}

/// What stands for something unknown, with the reason.
func absent(_ reason: String) -> Markup {
    element("span", ["class": "absent", "title": reason], [.text(NumberText.absent)])
}
