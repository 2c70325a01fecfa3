import Billing
import Formats

/// Google Cloud billing export from BigQuery as JSON: lines, a list, or rows of its REST answer.
struct BillingExportRecords: RecordShape {
    static func recognises(_ value: JSONValue) -> Bool { false }

    init(currency: Currency) {}

    var notes: [String] { [] }

    mutating func charges(of value: JSONValue) throws(RecordRefusal) -> [ChargeDraft] { [] }
}
