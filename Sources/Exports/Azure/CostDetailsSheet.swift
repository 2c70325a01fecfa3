import Billing
import Formats

/// Azure cost details, actual or amortised, in any of their five header families.
struct CostDetailsSheet: SheetShape {
    static func recognises(_ columns: SheetColumns) -> Bool { false }

    init(_ columns: SheetColumns, currency: Currency) {}

    var notes: [String] { [] }

    mutating func charges(of csv: borrowing CSVReader) throws(FieldRefusal) -> [ChargeDraft] { [] }
}
