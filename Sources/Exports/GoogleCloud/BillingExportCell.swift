import Formats

/// A field of a row of BigQuery's REST answer: what it is called stands in the schema, what it holds in `f` and `v`.
struct BillingExportCell: BillingExportField {
    private let value: JSONValue
    private let schema: Schema

    /// The fields of a record of the table.
    struct Schema {
        fileprivate var names: [String] = []
        fileprivate var fields: [Schema] = []

        /// The schema in `{"fields": [{"name", "fields"}]}`; without fields for a value that is no record.
        init(_ value: JSONValue) {
            for field in value["fields"]?.elements ?? [] {
                names.append(field["name"]?.text ?? "")
                fields.append(Schema(field))
            }
        }

        /// Whether it has all of these.
        func has(_ wanted: String...) -> Bool { wanted.allSatisfy(names.contains) }
    }

    /// A row, or what is in a cell of one.
    init(_ value: JSONValue, _ schema: Schema) {
        self.value = value
        self.schema = schema
    }

    subscript(name: StaticString) -> BillingExportCell? {
        let cells = value["f"]?.elements ?? []
        guard let column = schema.names.firstIndex(of: "\(name)"), column < cells.count, let cell = cells[column]["v"]
        else { return nil }
        return BillingExportCell(cell, schema.fields[column])
    }

    var elements: [BillingExportCell] {
        value.elements.compactMap { element in element["v"].map { BillingExportCell($0, schema) } }
    }

    var isObject: Bool { value["f"] != nil }
    var bytes: [UInt8]? { value.bytes }
}
