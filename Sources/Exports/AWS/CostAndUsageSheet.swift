import Billing
import Formats

/// AWS legacy Cost and Usage Report, with `lineItem/UnblendedCost` or `line_item_unblended_cost`.
struct CostAndUsageSheet: SheetShape {
    static func recognises(_ columns: SheetColumns) -> Bool { false }

    init(_ columns: SheetColumns, currency: Currency) {}

    var notes: [String] { [] }

    mutating func charges(of csv: borrowing CSVReader) throws(FieldRefusal) -> [ChargeDraft] { [] }
}
