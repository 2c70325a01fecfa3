import Billing
import Formats

/// Anthropic's usage report of messages.
struct MessageUsageRecords: UsageShape {
    static func recognises(_ value: JSONValue) -> Bool { false }

    init() {}

    var notes: [String] { [] }

    mutating func usage(of value: JSONValue) throws(RecordRefusal) -> [UsageDay] { [] }
}
