import Billing
import Formats

/// Google Cloud billing export from BigQuery, flattened to CSV.
struct BillingExportSheet: SheetShape {
    static func recognises(_ columns: SheetColumns) -> Bool { false }

    init(_ columns: SheetColumns, currency: Currency) {}

    var notes: [String] { [] }

    mutating func charges(of csv: borrowing CSVReader) throws(FieldRefusal) -> [ChargeDraft] { [] }
}
