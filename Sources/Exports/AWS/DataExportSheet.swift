import Billing
import Formats

/// AWS Data Exports, Cost and Usage Report 2.0: snake case, maps in columns.
struct DataExportSheet: SheetShape {
    static func recognises(_ columns: SheetColumns) -> Bool { false }

    init(_ columns: SheetColumns, currency: Currency) {}

    var notes: [String] { [] }

    mutating func charges(of csv: borrowing CSVReader) throws(FieldRefusal) -> [ChargeDraft] { [] }
}
