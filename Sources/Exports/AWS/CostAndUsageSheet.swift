import Billing
import Formats

/// AWS legacy Cost and Usage Report, with `lineItem/UnblendedCost` or `line_item_unblended_cost`: a column for each tag.
struct CostAndUsageSheet: SheetShape {
    private var items: LineItemSheet
    private let tags: TagColumns

    static func recognises(_ columns: SheetColumns) -> Bool {
        columns.has("lineItem/UnblendedCost", "lineItem/UsageStartDate")
            || columns.has("line_item_unblended_cost", "line_item_usage_start_date")
    }

    init(_ columns: SheetColumns, currency: Currency) {
        items = LineItemSheet(columns, currency: currency)
        tags = TagColumns(columns, prefixes: ["resourcetags/", "resource_tags_"], userMarks: ["user:", "user_"])
    }

    var notes: [String] { items.notes }

    var currencyColumn: Int? { items.currencyColumn }

    func cost(of csv: borrowing CSVReader, assumed: Currency) -> RecordCost? {
        csv.cost([items.costColumn], currency: currencyColumn, assumed: assumed)
    }

    func isOpen(_ column: Int) -> Bool { items.isOpen(column) }

    mutating func key(of csv: borrowing CSVReader) -> Hash128? { items.key(of: csv, more: tags.places) }

    mutating func charge(of csv: borrowing CSVReader) throws(FieldRefusal) -> KeyedCharge? { try items.charge(of: csv) }

    mutating func charges(of csv: borrowing CSVReader) throws(FieldRefusal) -> [ChargeDraft] {
        try items.charges(of: csv, tags: tags.tags(of: csv))
    }
}
