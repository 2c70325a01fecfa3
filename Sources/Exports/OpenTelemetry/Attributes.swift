import Billing
import Formats

/// Attributes as OTLP writes them in JSON: a list of keys and typed values, 64-bit numbers as strings.
struct Attributes {
    private var texts: [String: [UInt8]] = [:]

    /// The attributes of a span, a record of a log, a point or a resource.
    init(_ list: JSONValue?) {
        for attribute in list?.elements ?? [] {
            guard let key = attribute["key"]?.text, let value = attribute["value"] else { continue }
            texts[key] = (value["stringValue"] ?? value["intValue"] ?? value["doubleValue"])?.bytes
        }
    }

    /// The text of the first of these that is there.
    func label(_ names: String...) throws(RecordRefusal) -> String? {
        for name in names { if let bytes = texts[name], let label = try usageLabel(bytes, name) { return label } }
        return nil
    }

    /// The whole number of the first of these that is there.
    func count(_ names: String...) throws(RecordRefusal) -> Int64? {
        for name in names { if let bytes = texts[name] { return try wholeCount(bytes, name) } }
        return nil
    }

    /// Whether one of these is there.
    func has(_ names: String...) -> Bool { names.contains { texts[$0] != nil } }

    /// Labels of a call of a product, which end users may have caused.
    func productLabels(_ day: Day, _ resource: Attributes) throws(RecordRefusal) -> UsageDay {
        var labels = UsageDay(calls: day, model: try label("gen_ai.response.model", "gen_ai.request.model"))
        labels.customer = try label("customer.id", "customer", "tenant.id", "enduser.id", "user.id")
        labels.feature = try label("feature")
        labels.environment = try resource.label("deployment.environment.name", "deployment.environment")
        return labels
    }

    /// Labels of an assistant that developers use, whose users are no customers.
    func developerLabels(_ day: Day, _ resource: Attributes) throws(RecordRefusal) -> UsageDay {
        let environment = try resource.label("deployment.environment.name", "deployment.environment")
        return UsageDay(calls: day, model: try label("model"), environment: environment ?? "development")
    }

    /// All of them in one spelling, to tell one series from another.
    var key: [UInt8] {
        var key: [UInt8] = []
        for (name, bytes) in texts.sorted(by: { $0.key < $1.key }) { key += Array(name.utf8) + [0] + bytes + [0] }
        return key
    }
}

extension JSONValue {
    /// A member's moment in nanoseconds since 1970, as a string or a number; nil where it has none or 0.
    func nanosecond(_ name: StaticString) throws(RecordRefusal) -> Int? {
        guard let value = self[name], !value.isNull else { return nil }
        guard let moment = Int(value.text ?? ""), moment >= 0 else {
            throw RecordRefusal(reason: "\(name) is no moment, expected nanoseconds since 1970")
        }
        return moment == 0 ? nil : moment
    }
}
