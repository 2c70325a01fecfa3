import Billing
import Formats

/// AWS Data Exports, Cost and Usage Report 2.0: snake case, maps in columns.
struct DataExportSheet: SheetShape {
    private var items: LineItemSheet
    private let columns: SheetColumns
    private let product: Int?, tags: Int?
    private let maps: [Int]
    private let parser = JSONParser()
    /// The members of the maps that were read last; neighbouring records mostly have the same.
    private var lastProduct = Map(), lastTags = Map()

    /// A map of a record: its text and what stands in it.
    private struct Map {
        var text: [UInt8] = []
        var members: [(name: String, value: [UInt8])] = []
    }

    static func recognises(_ columns: SheetColumns) -> Bool {
        columns.has("line_item_unblended_cost", "line_item_usage_start_date")
            && (columns.has("product") || columns.has("resource_tags"))
    }

    init(_ columns: SheetColumns, currency: Currency) {
        items = LineItemSheet(columns, currency: currency)
        self.columns = columns
        product = columns["product"]
        tags = columns["resource_tags"]
        maps = [product, tags].compactMap(\.self)
    }

    var notes: [String] { items.notes }

    var currencyColumn: Int? { items.currencyColumn }

    func cost(of csv: borrowing CSVReader, assumed: Currency) -> RecordCost? {
        csv.cost([items.costColumn], currency: currencyColumn, assumed: assumed)
    }

    func isOpen(_ column: Int) -> Bool { items.isOpen(column) }

    mutating func key(of csv: borrowing CSVReader) -> Hash128? { items.key(of: csv, more: maps) }

    mutating func charge(of csv: borrowing CSVReader) throws(FieldRefusal) -> KeyedCharge? { try items.charge(of: csv) }

    mutating func charges(of csv: borrowing CSVReader) throws(FieldRefusal) -> [ChargeDraft] {
        lastProduct = try map(csv, product, last: lastProduct)
        lastTags = try map(csv, tags, last: lastTags)
        var named: (name: [UInt8]?, region: [UInt8]?) = (nil, nil)
        for (name, value) in lastProduct.members where !value.isEmpty {
            if name == "product_name" { named.name = value }
            if name == "region" { named.region = value }
        }
        var pairs = TagPairs()
        let keys = Set(lastTags.members.map(\.name))
        for (name, value) in lastTags.members {
            pairs.add(Array(TagColumns.plain(name, ["user:", "user_"], among: keys).utf8), value)
        }
        return try items.charges(of: csv, product: named, tags: pairs)
    }

    /// The map in a column, a JSON object.
    private func map(_ csv: borrowing CSVReader, _ column: Int?, last: Map) throws(FieldRefusal) -> Map {
        guard let column, let text = csv.value(column) else { return Map() }
        if text == last.text { return last }
        func refusal(_ reason: String) -> FieldRefusal {
            FieldRefusal(column: column, reason: "\(columns.names[column]) \(shown(text.span)) \(reason)", hint: "")
        }
        guard let parser else { throw refusal("cannot be read without memory") }
        let value: JSONValue
        do throws(JSONProblem) {
            value = try parser.parse((text + [UInt8](repeating: 0, count: JSONParser.padding)).span, 0..<text.count)
        } catch {
            throw refusal(error.reason)
        }
        guard value.isObject else { throw refusal("is not a JSON object, expected {\"key\":\"value\"}") }
        return Map(text: text, members: value.members.map { ($0.name, $0.value.bytes ?? []) })
    }
}
