import Billing
import Formats

/// Anthropic's cost report; its amounts are in cents.
struct CostReportRecords: RecordShape {
    static func recognises(_ value: JSONValue) -> Bool { false }

    init(currency: Currency) {}

    var notes: [String] { [] }

    mutating func charges(of value: JSONValue) throws(RecordRefusal) -> [ChargeDraft] { [] }
}
