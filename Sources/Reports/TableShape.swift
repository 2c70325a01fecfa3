import Billing

/// The columns of a table together with how each is read from a row's value.
struct TableShape<Row: Sendable> {
    private let name: String
    private let currency: @Sendable (Row) -> Currency
    private var columns: [(column: Table.Column, cell: @Sendable (Row) -> Cell)] = []

    /// A table with `month`, where it is of a month, as its first column; `currency` is that of the row's amounts.
    init(_ name: String, month: Month?, currency: @escaping @Sendable (Row) -> Currency) {
        self.name = name
        self.currency = currency
        if let month { text("month", "calendar month, YYYY-MM") { _ in month.description } }
    }

    mutating func text(_ name: String, _ meaning: String, _ value: @escaping @Sendable (Row) -> String?) {
        add(name, .text, "", meaning) { row in value(row).map(Cell.text) ?? .absent }
    }

    mutating func integer(_ name: String, unit: String = "", _ meaning: String, _ value: @escaping @Sendable (Row) -> Int?) {
        add(name, .integer, unit, meaning) { row in value(row).map(Cell.integer) ?? .absent }
    }

    mutating func amount(_ name: String, exact: Bool = false, _ meaning: String, _ value: @escaping @Sendable (Row) -> Amount?) {
        let currency = currency
        add(name, .amount, "currency", meaning, exact: exact) { row in
            value(row).map { Cell.amount($0, currency(row)) } ?? .absent
        }
    }

    mutating func quantity(
        _ name: String, unit: String = "unit", _ meaning: String, _ value: @escaping @Sendable (Row) -> Quantity?
    ) {
        add(name, .quantity, unit, meaning) { row in value(row).map(Cell.quantity) ?? .absent }
    }

    /// A number whose unit stands in the row's unit column, as the figures of a document.
    mutating func number(_ name: String, _ meaning: String, _ value: @escaping @Sendable (Row) -> Amount?) {
        add(name, .quantity, "unit", meaning) { row in value(row).map { Cell.quantity(Quantity($0)) } ?? .absent }
    }

    mutating func percent(_ name: String, _ meaning: String, _ value: @escaping @Sendable (Row) -> Amount?) {
        add(name, .percent, "%", meaning) { row in value(row).map(Cell.percent) ?? .absent }
    }

    /// A fraction of an amount's last unit.
    mutating func fraction(_ name: String, _ meaning: String, _ value: @escaping @Sendable (Row) -> Double) {
        add(name, .real, "currency", meaning) { row in .real(value(row)) }
    }

    /// The table of these rows.
    func table<Rows: RandomAccessCollection<Row> & Sendable>(_ rows: Rows) -> Table where Rows.Index == Int {
        let cells = columns.map(\.cell)
        return Table(name: name, columns: columns.map(\.column), rows: TableRows(rows) { row in cells.map { $0(row) } })
    }

    private mutating func add(
        _ name: String, _ kind: Table.Column.Kind, _ unit: String, _ meaning: String, exact: Bool = false,
        _ cell: @escaping @Sendable (Row) -> Cell
    ) {
        columns.append((Table.Column(name: name, kind: kind, unit: unit, meaning: meaning, isExact: exact), cell))
    }
}
