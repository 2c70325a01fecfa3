import Billing
import Formats

/// Plain counts as JSON lines: day, metric and quantity, and what a usage file in CSV may have besides.
struct CountRecords: UsageShape {
    static func recognises(_ value: JSONValue) -> Bool {
        value["day"] != nil && value["metric"] != nil && value["quantity"] != nil
    }

    init() {}

    var notes: [String] { [] }

    mutating func usage(of value: JSONValue) throws(RecordRefusal) -> [UsageDay] {
        let day = value["day"]?.bytes ?? []
        guard let moment = Timestamp(day.span) else {
            throw RecordRefusal(reason: "day \(shown(day.span)) is not a date, expected \"2026-08-01\"")
        }
        guard let metric = try value.label("metric") else {
            throw RecordRefusal(reason: "metric is empty, expected a name as in requests")
        }
        guard let quantity = try value.decimal("quantity") else {
            throw RecordRefusal(reason: "quantity is empty, expected a number; write 0 for nothing")
        }
        var kind = MetricKind.usual(for: metric)
        if let text = try value.label("kind") {
            guard let stated = MetricKind(rawValue: text) else {
                throw RecordRefusal(
                    reason: "kind \"\(text)\" is not one of flow, level, peak",
                    hint: "flow is summed, level averaged, peak the highest")
            }
            kind = stated
        }
        var usage = UsageDay(day: moment.day, metric: metric, kind: kind, quantity: Quantity(quantity.amount))
        usage.system = try value.label("system")
        usage.component = try value.label("component")
        usage.customer = try value.label("customer")
        usage.feature = try value.label("feature")
        usage.model = try value.label("model")
        usage.environment = try value.label("environment")
        usage.unit = try value.label("unit")
        return [usage]
    }
}
