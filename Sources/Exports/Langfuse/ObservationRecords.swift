import Billing
import Formats

/// Langfuse's observations.
struct ObservationRecords: UsageShape {
    static func recognises(_ value: JSONValue) -> Bool { false }

    init() {}

    var notes: [String] { [] }

    mutating func usage(of value: JSONValue) throws(RecordRefusal) -> [UsageDay] { [] }
}
