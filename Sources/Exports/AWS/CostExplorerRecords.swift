import Billing
import Formats

/// AWS Cost Explorer's answer to GetCostAndUsage.
struct CostExplorerRecords: RecordShape {
    static func recognises(_ value: JSONValue) -> Bool { false }

    init(currency: Currency) {}

    var notes: [String] { [] }

    mutating func charges(of value: JSONValue) throws(RecordRefusal) -> [ChargeDraft] { [] }
}
