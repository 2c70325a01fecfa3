import Billing
import Formats

/// Google Cloud billing export flattened into CSV: a column per field (`service.description`), lists as JSON or as Python prints
/// them.
struct BillingExportSheet: SheetShape {
    /// Where each column of the export lies; nil for one that the file lacks. Indexed by `BillingExportColumn`.
    private let columns: [Int?]
    private var found: Set<String> = []

    static func recognises(_ columns: SheetColumns) -> Bool {
        columns.has("billing_account_id", "usage_start_time", "cost")
            && columns["sku.id", "sku_id", "sku.description", "sku_description", "service.description", "service_description"]
                != nil
    }

    init(_ columns: SheetColumns, currency: Currency) {
        self.columns = BillingExportColumn.allCases.map { column in
            let flat = column.name.utf8.map { $0 == UInt8(ascii: ".") ? UInt8(ascii: "_") : $0 }
            return columns[column.name, String(decoding: flat, as: UTF8.self)]
        }
        if self.columns[BillingExportColumn.credits.rawValue] == nil {
            found.insert("the file has no column credits: its costs are those before credits")
        }
        if self.columns[BillingExportColumn.currency.rawValue] == nil {
            found.insert("the file has no column currency: \(currency) is assumed")
        }
    }

    var notes: [String] { found.sorted() }

    var currencyColumn: Int? { columns[BillingExportColumn.currency.rawValue] }

    func isOpen(_ column: Int) -> Bool {
        guard let index = columns.firstIndex(of: column), let known = BillingExportColumn(rawValue: index) else { return true }
        return !known.isText
    }

    mutating func charges(of csv: borrowing CSVReader) throws(FieldRefusal) -> [ChargeDraft] {
        var texts: [[UInt8]?] = []
        for column in BillingExportColumn.allCases { texts.append(text(csv, column)) }
        var row = BillingExportRow(texts)
        do throws(BillingExportRefusal) {
            if let text = texts[BillingExportColumn.credits.rawValue] { row.credits = try credits(text) }
            for column in [BillingExportColumn.labels, .tags] {
                if let text = texts[column.rawValue] { addTags(text, column, &row) }
            }
            let drafts = try row.charges()
            found.formUnion(row.notes)
            return drafts
        } catch {
            throw FieldRefusal(column: columns[error.column.rawValue] ?? 0, reason: error.reason, hint: "")
        }
    }

    /// The cost and what the credits nested in the record take off.
    func cost(of csv: borrowing CSVReader, assumed: Currency) -> RecordCost? {
        let code = currencyColumn == nil ? Array(assumed.code.utf8) : Currency.capitals(text(csv, .currency) ?? [])
        do throws(BillingExportRefusal) {
            let credits = try text(csv, .credits).map(credits) ?? []
            return RecordCost(billing: text(csv, .cost), credits, code)
        } catch {
            return nil
        }
    }

    /// What stands in a column; nil for absent.
    private func text(_ csv: borrowing CSVReader, _ column: BillingExportColumn) -> [UInt8]? {
        csv.value(columns[column.rawValue]).flatMap { $0.elementsEqual("None".utf8) ? nil : $0 }
    }

    private func credits(_ text: [UInt8]) throws(BillingExportRefusal) -> [BillingExportCredit] {
        guard let literal = LooseLiteral(text) else {
            throw BillingExportRefusal(
                .credits, "credits \(shown(text.span)) cannot be read, expected [{\"name\": \"…\", \"amount\": -1.5}] or []")
        }
        return try BillingExportCredit.read(literal)
    }

    /// Adds labels or tags as `[{"key", "value"}]` or as `{"key": "value"}`.
    private mutating func addTags(_ text: [UInt8], _ column: BillingExportColumn, _ row: inout BillingExportRow) {
        guard let literal = LooseLiteral(text), literal.bytes == nil else {
            found.insert("\(column.name) that cannot be read were left out")
            return
        }
        if case .object(let members) = literal, literal["key"] == nil {
            let pairs = members.map { member in
                LooseLiteral.object([(Array("key".utf8), .text(member.key)), (Array("value".utf8), member.value)])
            }
            row.tags.add(LooseLiteral.list(pairs))
        } else {
            row.tags.add(literal)
        }
    }
}
