import Billing
import Formats

/// Langfuse's observations: those of an answer of its API, or one a record; names as in the API or with underscores.
struct ObservationRecords: UsageShape {
    private var calls = DistinctCalls()
    private var unknown: Set<String> = []

    static func recognises(_ value: JSONValue) -> Bool {
        guard let observation = observations(value).first else {
            return value["data"]?.isArray == true && value["meta"]?.isObject == true
        }
        return isObservation(observation)
    }

    private static func isObservation(_ value: JSONValue) -> Bool {
        (value["traceId"] ?? value["trace_id"]) != nil && (value["startTime"] ?? value["start_time"]) != nil
            && (value["usageDetails"] ?? value["usage_details"] ?? value["type"]) != nil
    }

    private static func observations(_ value: JSONValue) -> [JSONValue] {
        guard let data = value["data"], data.isArray else { return [value] }
        return data.elements
    }

    init() {}

    var notes: [String] {
        let names = unknown.sorted().prefix(6).joined(separator: ", ")
        return unknown.isEmpty ? [] : ["usage that is neither input, output nor cache is left out: \(names)"]
    }

    mutating func usage(of value: JSONValue) throws(RecordRefusal) -> [UsageDay] {
        var taken: [(Hash128, UsageDay, TokenCounts)] = []
        for (place, observation) in ObservationRecords.observations(value).enumerated() {
            do throws(RecordRefusal) {
                if let call = try call(observation) { taken.append(call) }
            } catch {
                throw value["data"] == nil ? error : error.within("data[\(place)]")
            }
        }
        for (key, labels, counts) in taken { calls.add(key, labels, counts) }
        return []
    }

    mutating func rest<Failure>(_ claim: (Hash128) throws(Failure) -> Bool) throws(Failure) -> [UsageDay] {
        try calls.usage(claim)
    }

    /// What an observation used; nil for one that is no call of a model.
    private mutating func call(_ observation: JSONValue) throws(RecordRefusal) -> (Hash128, UsageDay, TokenCounts)? {
        guard ObservationRecords.isObservation(observation), let id = try observation.label("id"),
            let second = try observation.second("startTime", "start_time")
        else { throw RecordRefusal(reason: "the record is no observation, expected id, traceId, startTime and usageDetails") }
        let isCall = ["GENERATION", "EMBEDDING"].contains(observation["type"]?.text ?? "")
        var counts = TokenCounts()
        if let details = observation["usageDetails"] ?? observation["usage_details"], !details.isNull {
            guard details.isObject else { throw RecordRefusal(reason: "usageDetails is no object, expected counts by name") }
            // So that the sum of their classes stays within 64 bits.
            guard details.members.count <= 1000 else {
                throw RecordRefusal(reason: "usageDetails has over 1,000 counts, expected at most that many")
            }
            var classes = UsageClasses()
            for (name, value) in details.members where !value.isNull {
                guard let bytes = value.bytes else {
                    throw RecordRefusal(reason: "usageDetails of \(name) is no number, expected a whole number")
                }
                if !classes.add(name, try wholeCount(bytes, "usageDetails of \(name)")) {
                    unknown.insert(String(name.prefix(40)))
                }
            }
            counts = classes.counts
        }
        guard isCall || counts.tokens > 0 else { return nil }
        counts.requests = 1
        // Langfuse calls an environment that nobody named `default`.
        let environment = try observation.label("environment")
        let labels = UsageDay(
            calls: Day(second: second), model: try observation.label("model", "provided_model_name"),
            customer: try observation.label("userId", "user_id"),
            environment: environment == "default" ? nil : environment)
        return (callKey(id), labels, counts)
    }
}
