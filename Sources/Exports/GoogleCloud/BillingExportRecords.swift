import Billing
import Formats

/// Reads Google Cloud's billing export in JSON. Rows of a long file of lines are read by other threads; what they cannot take is read here
/// row by row, so that every refusal is told the same whichever way a row is read.
func readBillingExport<Sink: ChargeSink>(
    _ sink: Sink, _ json: inout JSONReader, source: String, currency: Currency, readsAhead: Bool = true
) throws(ExportFailure<Sink.Failure>) -> ExportReading {
    let ahead: ParsedBlocks<BillingExportRows>?
    do throws(ReadFailure) { ahead = try readsAhead ? json.readAhead { BillingExportRows.of($0) } : nil } catch {
        throw .read(error)
    }
    return try readBill(sink, BillingExportRecords.self, &json, source: source, currency: currency) {
        json, shape, drafting throws(Sink.Failure) in
        guard let rows = ahead?.made else { return 0 }
        return try shape.take(rows, &json, &drafting)
    }
}

/// Google Cloud billing export from BigQuery as JSON: lines, a list, or rows of its REST answer.
struct BillingExportRecords: RecordShape {
    private var found: Set<String> = []
    /// How many rows the answers of this file have, and how many their query has in all.
    private var rows = 0, rowsOfQuery = 0

    static func recognises(_ value: JSONValue) -> Bool {
        if let schema = value["schema"] {
            return BillingExportCell.Schema(schema).has("billing_account_id", "usage_start_time", "cost")
        }
        return value["billing_account_id"] != nil && value["usage_start_time"] != nil && value["cost"] != nil
    }

    init(currency: Currency) {}

    var notes: [String] {
        let missing =
            "the answer has \(rows) of its query's \(rowsOfQuery) rows; put the further pages behind it in the same file"
        return found.sorted() + (rows < rowsOfQuery ? [missing] : [])
    }

    mutating func charges(of value: JSONValue) throws(RecordRefusal) -> [ChargeDraft] {
        guard let schema = value["schema"] else {
            do throws(BillingExportRefusal) { return try charges(BillingExportRow(value)) } catch {
                throw RecordRefusal(reason: error.reason)
            }
        }
        if value["jobComplete"]?.flag == false {
            throw RecordRefusal(reason: "the query was not complete, expected its rows", hint: "fetch its results again")
        }
        let fields = BillingExportCell.Schema(schema)
        let answered = value["rows"]?.elements ?? []
        rows += answered.count
        rowsOfQuery = max(rowsOfQuery, value["totalRows"]?.text.flatMap { Int($0) } ?? 0)
        var drafts: [ChargeDraft] = []
        for (index, row) in answered.enumerated() {
            do throws(BillingExportRefusal) { drafts += try charges(BillingExportRow(BillingExportCell(row, fields))) } catch {
                throw RecordRefusal(reason: "row \(index + 1) of the answer: \(error.reason)")
            }
        }
        return drafts
    }

    /// The cost of a row and what its credits take off.
    func cost(of value: JSONValue) -> RecordCost? {
        do throws(BillingExportRefusal) {
            let credits = try value["credits"].map { credits throws(BillingExportRefusal) in try BillingExportCredit.read(credits)
            }
            return RecordCost(billing: value.text("cost"), credits ?? [], Currency.capitals(value.text("currency") ?? []))
        } catch {
            return nil
        }
    }

    /// Takes the rows of a block that other threads have read, up to the first that is refused for its texts, which only those of a
    /// new line are looked at for; returns how many.
    mutating func take<Sink: ChargeSink>(
        _ rows: BillingExportRows, _ json: inout JSONReader, _ drafting: inout DraftTaking<Sink>
    ) throws(Sink.Failure) -> Int {
        let first = json.line
        for (at, row) in rows.rows.enumerated() {
            let place = first + row.line
            if row.charges.allSatisfy({ drafting.knows(rows.keys[$0]) }) {
                for charge in row.charges { try drafting.take(rows.keys[charge], rows.figures[charge], place: place) }
            } else if let drafts = drafts(json.object(at: row.start)),
                try drafting.take(drafts, keys: rows.keys[row.charges], place: place) == nil
            {
                continue
            } else {
                json.pass(to: row.start, line: place)
                return at
            }
        }
        json.pass(to: nil, line: first + rows.lines)
        return rows.rows.count
    }

    private mutating func drafts(_ value: JSONValue?) -> [ChargeDraft]? {
        guard let value else { return nil }
        do throws(BillingExportRefusal) { return try charges(BillingExportRow(value)) } catch { return nil }
    }

    private mutating func charges(_ row: BillingExportRow) throws(BillingExportRefusal) -> [ChargeDraft] {
        var row = row
        let drafts = try row.charges()
        found.formUnion(row.notes)
        return drafts
    }
}
