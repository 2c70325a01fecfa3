import Billing
import Formats

/// OpenAI's costs of an organisation.
struct CostRecords: RecordShape {
    static func recognises(_ value: JSONValue) -> Bool { false }

    init(currency: Currency) {}

    var notes: [String] { [] }

    mutating func charges(of value: JSONValue) throws(RecordRefusal) -> [ChargeDraft] { [] }
}
