import Billing
import Formats

/// Langfuse's observations: those of an answer of its API, or one a record; names as in the API or with underscores.
///
/// An observation may change until it is written for good: of several with one id the newest by `updatedAt` counts, of those of
/// one moment, or without any, the later in the file.
struct ObservationRecords: UsageShape {
    /// An observation as it was at a moment.
    private struct Observed {
        var key: Hash128
        var labels: UsageDay
        var counts: TokenCounts
        var version: Int128
    }

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

    var notes: [String] {
        let names = unknown.sorted().prefix(6).joined(separator: ", ")
        return unknown.isEmpty ? [] : ["usage that is neither input, output nor cache is left out: \(names)"]
    }

    mutating func usage(of value: JSONValue) throws(RecordRefusal) -> [UsageDay] {
        var taken: [Observed] = []
        for (place, observation) in ObservationRecords.observations(value).enumerated() {
            do throws(RecordRefusal) {
                taken.append(try read(observation))
            } catch {
                throw value["data"] == nil ? error : error.within("data[\(place)]")
            }
        }
        for one in taken { calls.add(one.key, one.labels, one.counts, version: one.version) }
        return []
    }

    mutating func rest<Failure>(_ claim: (Hash128) throws(Failure) -> Bool) throws(Failure) -> [UsageDay] {
        try calls.usage(claim)
    }

    /// What an observation used: nothing where it is no call of a model.
    private mutating func read(_ observation: JSONValue) throws(RecordRefusal) -> Observed {
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
        if isCall || counts.tokens > 0 { counts.requests = 1 }
        // Langfuse calls an environment that nobody named `default`.
        let environment = try observation.label("environment")
        let labels = UsageDay(
            calls: Day(second: second), model: try observation.label("model", "provided_model_name"),
            customer: try observation.label("userId", "user_id"),
            environment: environment == "default" ? nil : environment)
        return Observed(
            key: callKey(id), labels: labels, counts: counts, version: try ObservationRecords.version(observation))
    }

    /// The moment of the last change in nanoseconds since 1970; below that of any other where none is told.
    private static func version(_ observation: JSONValue) throws(RecordRefusal) -> Int128 {
        guard let second = try observation.second("updatedAt", "updated_at") else { return -1 }
        let bytes = (observation["updatedAt"] ?? observation["updated_at"])?.bytes ?? []
        let digits = bytes.drop { $0 != UInt8(ascii: ".") }.dropFirst().prefix { $0 &- UInt8(ascii: "0") < 10 }.prefix(9)
        let fraction = digits.reduce(0) { $0 * 10 + Int128($1 &- UInt8(ascii: "0")) } * powerOfTen(9 - digits.count)
        return Int128(second) * powerOfTen(9) + fraction
    }
}
