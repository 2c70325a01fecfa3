/// The rows of a table, each made when it is asked for: a cost split over thousands of customers has millions of them, and they are
/// written once or not at all.
package struct TableRows: RandomAccessCollection, Sendable {
    /// How many there are.
    package let count: Int
    private let cells: @Sendable (Int) -> [Cell]

    /// Rows of values, by what makes the cells of one.
    init<Rows: RandomAccessCollection & Sendable>(_ rows: Rows, _ cells: @escaping @Sendable (Rows.Element) -> [Cell])
    where Rows.Index == Int {
        count = rows.count
        self.cells = { cells(rows[$0]) }
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { count }
    /// The cells of a row, in the order of the columns.
    package subscript(index: Int) -> [Cell] { cells(index) }
}
