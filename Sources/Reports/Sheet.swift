/// A table as a sheet of the workbook, and what one look at its rows tells: to make a row takes longer than to look at it.
struct Sheet {
    let table: Table
    /// How many characters the longest of each column's first rows has.
    let widths: [Int]
    /// How many bytes it takes at most.
    let room: Int

    init(_ table: Table) {
        var widths = table.columns.map(\.name.count)
        var size = 4096 + table.columns.reduce(0) { $0 + Reports.room(for: $1.name) }
        for (line, row) in table.rows.enumerated() {
            size += 64
            for (at, cell) in row.enumerated() {
                if case .text(let text) = cell { size += Reports.room(for: text) } else { size += 64 }
                if line < Sheet.looked { widths[at] = max(widths[at], Sheet.width(cell)) }
            }
        }
        self.table = table
        self.widths = widths
        room = size
    }

    /// How many rows its columns are as wide as.
    private static let looked = 1000

    private static func width(_ cell: Cell) -> Int {
        switch cell {
        case .absent: 0
        case .text(let text): text.count
        case .integer(let number): NumberText.integer(number).count
        case .amount(let amount, _): NumberText.amount(amount).count
        case .quantity(let quantity): NumberText.quantity(quantity).count
        case .percent(let percent): NumberText.percent(percent).count
        case .real: 12
        }
    }
}
