import Billing
import Formats

/// Google Cloud console's cost table, behind its preamble.
struct CostTableSheet: SheetShape {
    static func recognises(_ columns: SheetColumns) -> Bool { false }

    init(_ columns: SheetColumns, currency: Currency) {}

    var notes: [String] { [] }

    mutating func charges(of csv: borrowing CSVReader) throws(FieldRefusal) -> [ChargeDraft] { [] }
}
