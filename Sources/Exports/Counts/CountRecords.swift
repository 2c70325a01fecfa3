import Billing
import Formats

/// Plain counts as JSON lines: day, metric and quantity, and what a usage file in CSV may have besides; under the names that the
/// source's settings say, or ours.
struct CountRecords: UsageShape {
    /// The names that the file has, by ours.
    private let columns: [String: String]

    init(columns: [String: String]) { self.columns = columns }

    /// Whether a file's first value is a count.
    func recognises(_ value: JSONValue) -> Bool {
        let members = members(of: value)
        return ["day", "metric", "quantity"].allSatisfy { members[$0] != nil }
    }

    var notes: [String] { [] }

    mutating func usage(of value: JSONValue) throws(RecordRefusal) -> [UsageDay] {
        let members = members(of: value)
        let day = members["day"]?.bytes ?? []
        guard let moment = Timestamp(day.span) else {
            throw RecordRefusal(reason: "day \(shown(day.span)) is not a date, expected \"2026-08-01\"")
        }
        guard let metric = try label("metric", members) else {
            throw RecordRefusal(reason: "metric is empty, expected a name as in requests")
        }
        let quantity = try quantity(members["quantity"])
        var kind = MetricKind.usual(for: metric)
        if let text = try label("kind", members) {
            guard let stated = MetricKind(rawValue: text) else {
                throw RecordRefusal(
                    reason: "kind \"\(text)\" is not one of flow, level, peak",
                    hint: "flow is summed, level averaged, peak the highest")
            }
            kind = stated
        }
        var usage = UsageDay(day: moment.day, metric: metric, kind: kind, quantity: quantity)
        usage.system = try label("system", members)
        usage.component = try label("component", members)
        usage.customer = try label("customer", members)
        usage.feature = try label("feature", members)
        usage.model = try label("model", members)
        usage.environment = try label("environment", members)
        usage.unit = try label("unit", members)
        return [usage]
    }

    /// The members of a record by our names.
    private func members(of value: JSONValue) -> [String: JSONValue] {
        let found = Dictionary(value.members.map { ($0.name, $0.value) }) { first, _ in first }
        var members: [String: JSONValue] = [:]
        for name in UsageHeader.names { members[name] = columns[name].flatMap { found[$0] } ?? found[name] }
        return members
    }

    private func label(_ name: String, _ members: [String: JSONValue]) throws(RecordRefusal) -> String? {
        guard let value = members[name], !value.isNull else { return nil }
        guard let bytes = value.bytes else { throw RecordRefusal(reason: "\(name) is no text, expected a name") }
        return try usageLabel(bytes, name)
    }

    private func quantity(_ value: JSONValue?) throws(RecordRefusal) -> Quantity {
        guard let value, !value.isNull else {
            throw RecordRefusal(reason: "quantity is empty, expected a number; write 0 for nothing")
        }
        guard let bytes = value.bytes else {
            throw RecordRefusal(reason: "quantity is no number, expected digits with a point, as in 1204.50")
        }
        return Quantity(try exactDecimal(bytes, "quantity").amount)
    }
}
