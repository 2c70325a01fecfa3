import Billing
import Formats

/// Google Cloud request logs, counted by day, status class and host.
struct RequestLogRecords: UsageShape {
    static func recognises(_ value: JSONValue) -> Bool { false }

    init() {}

    var notes: [String] { [] }

    mutating func usage(of value: JSONValue) throws(RecordRefusal) -> [UsageDay] { [] }
}
