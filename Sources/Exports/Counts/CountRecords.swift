import Billing
import Formats

/// Plain counts as JSON lines: day, metric and quantity.
struct CountRecords: UsageShape {
    static func recognises(_ value: JSONValue) -> Bool { false }

    init() {}

    var notes: [String] { [] }

    mutating func usage(of value: JSONValue) throws(RecordRefusal) -> [UsageDay] { [] }
}
