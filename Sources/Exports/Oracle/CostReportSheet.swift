import Billing
import Formats

/// Oracle Cloud cost reports.
struct CostReportSheet: SheetShape {
    static func recognises(_ columns: SheetColumns) -> Bool { false }

    init(_ columns: SheetColumns, currency: Currency) {}

    var notes: [String] { [] }

    mutating func charges(of csv: borrowing CSVReader) throws(FieldRefusal) -> [ChargeDraft] { [] }
}
