import Billing
import Formats

/// What one provider's bill looks like as CSV: its columns, and how a record becomes charges.
protocol SheetShape {
    /// Whether a header is this provider's.
    static func recognises(_ columns: SheetColumns) -> Bool
    /// Finds its columns. `currency` is the reporting currency, for files that name none.
    init(_ columns: SheetColumns, currency: Currency)
    /// What is assumed, for people; asked for at the end of the file.
    var notes: [String] { get }
    /// The charges of the current record: none for a line that is no charge, several where credits are nested in it.
    mutating func charges(of csv: borrowing CSVReader) throws(FieldRefusal) -> [ChargeDraft]
    /// Tells the current record's line from every other one, where that is cheaper than reading it whole; nil where it is not told.
    mutating func key(of csv: borrowing CSVReader) -> Hash128?
    /// What the current record charges, whose line is known by its key; nil for a record that has to be read whole all the same.
    mutating func charge(of csv: borrowing CSVReader) throws(FieldRefusal) -> KeyedCharge?
    /// The column that names the currency of a record; nil where the file has none, or names one for all.
    var currencyColumn: Int? { get }
    /// What the current record costs, for one that is refused, in `assumed` where the file names no currency; nil where that cannot be
    /// read.
    func cost(of csv: borrowing CSVReader, assumed: Currency) -> RecordCost?
    /// Whether a column holds a number or a date, whose end nothing but a comma or a line end shows.
    func isOpen(_ column: Int) -> Bool
}

extension SheetShape {
    func isOpen(_ column: Int) -> Bool { true }

    var currencyColumn: Int? { nil }

    mutating func key(of csv: borrowing CSVReader) -> Hash128? { nil }

    mutating func charge(of csv: borrowing CSVReader) throws(FieldRefusal) -> KeyedCharge? { nil }
}
