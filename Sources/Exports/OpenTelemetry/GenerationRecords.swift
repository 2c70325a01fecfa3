import Billing
import Formats

/// OpenTelemetry spans, logs and metrics of generative models.
struct GenerationRecords: UsageShape {
    static func recognises(_ value: JSONValue) -> Bool { false }

    init() {}

    var notes: [String] { [] }

    mutating func usage(of value: JSONValue) throws(RecordRefusal) -> [UsageDay] { [] }
}
