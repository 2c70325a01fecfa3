import Billing
import Formats

/// Prometheus's answer to query_range. Of a counter (its name ends in `_total`, `_count` or `_sum`) the increase of each day
/// counts, a drop being a restart from zero; of anything else the average of the day, as a level.
struct RangeQueryRecords: UsageShape {
    /// A moment in milliseconds since 1970 and the number then, in units of 1e-15.
    private struct Sample {
        var moment: Int
        var value: Int128
    }

    private var series: [[UInt8]: Int] = [:]
    private var labels: [UsageDay] = []
    private var samples: [[Sample]] = []
    private var warnings: Set<String> = []

    static func recognises(_ value: JSONValue) -> Bool {
        if value["status"]?.text == "error" { return value["errorType"] != nil && value["error"] != nil }
        return value["status"] != nil && value["data"]?["resultType"]?.text == "matrix"
    }

    var notes: [String] { warnings.sorted().prefix(10).map { "Prometheus warns: \($0)" } }

    /// It does not say which time was asked for.
    var answer: Answer? { warnings.isEmpty ? Answer() : nil }

    mutating func usage(of value: JSONValue) throws(RecordRefusal) -> [UsageDay] {
        if let error = value["error"]?.text {
            throw RecordRefusal(reason: "the query failed: \(error.prefix(200)), expected data")
        }
        guard let data = value["data"], data["resultType"]?.text == "matrix", data["result"]?.isArray == true else {
            throw RecordRefusal(reason: "the record is no matrix, expected an answer to query_range")
        }
        var found: [(key: [UInt8], label: UsageDay, samples: [Sample])] = []
        for result in data["result"]?.elements ?? [] {
            guard let metric = result["metric"], let name = try metric.label("__name__") else {
                throw RecordRefusal(
                    reason: "a series has no __name__, expected the metric's name",
                    hint: "query the metric itself, or set the name with label_replace")
            }
            var label = UsageDay(
                day: Day(number: 0), metric: name, kind: RangeQueryRecords.isCounter(name) ? .flow : .level, quantity: .zero)
            label.system = try metric.label("system")
            label.component = try metric.label("component")
            label.customer = try metric.label("customer")
            label.feature = try metric.label("feature")
            label.model = try metric.label("model")
            label.environment = try metric.label("environment")
            var key: [UInt8] = []
            for (name, value) in metric.members.sorted(by: { $0.name < $1.name }) {
                key += Array(name.utf8) + [0] + (value.bytes ?? []) + [0]
            }
            found.append((key, label, try RangeQueryRecords.samples(result, name)))
        }
        for (key, label, more) in found { add(key, label, more) }
        for warning in value["warnings"]?.elements ?? [] { warnings.insert(String((warning.text ?? "").prefix(200))) }
        return []
    }

    private static func isCounter(_ name: String) -> Bool { ["_total", "_count", "_sum"].contains { name.hasSuffix($0) } }

    private mutating func add(_ key: [UInt8], _ label: UsageDay, _ more: [Sample]) {
        let number = series[key] ?? samples.count
        if number == samples.count {
            series[key] = number
            labels.append(label)
            samples.append([])
        }
        samples[number] += more
    }

    /// The samples of a series that are numbers.
    private static func samples(_ result: JSONValue, _ name: String) throws(RecordRefusal) -> [Sample] {
        guard result["values"]?.isArray == true else {
            throw RecordRefusal(reason: "\(name) has no values, expected a list of [seconds since 1970, \"number\"]")
        }
        var samples: [Sample] = []
        for pair in result["values"]?.elements ?? [] {
            let parts = pair.elements
            guard parts.count == 2, let moment = parts[0].bytes, let value = parts[1].bytes else {
                throw RecordRefusal(reason: "a sample of \(name) is no pair, expected [seconds since 1970, \"number\"]")
            }
            if ["nan", "+inf", "-inf", "inf"].contains(String(decoding: value, as: UTF8.self).lowercased()) { continue }
            let second = try exactDecimal(moment, "the time of \(name)", bound: Amount.bound)
            samples.append(
                Sample(
                    moment: Int(floorDivide(second.amount.femtos, Amount.unit / 1000)),
                    value: try exactDecimal(value, "the value of \(name)").amount.femtos))
        }
        return samples
    }

    mutating func rest<Failure>(_ claim: (Hash128) throws(Failure) -> Bool) throws(Failure) -> [UsageDay] {
        var sums = UsageSums()
        for (label, samples) in zip(labels, samples) {
            // Pages may overlap and come in any order: a series has one number at a moment.
            let sorted = samples.sorted { ($0.moment, $0.value) < ($1.moment, $1.value) }
            let distinct = sorted.enumerated().filter { $0 == 0 || sorted[$0 - 1].moment != $1.moment }.map(\.element)
            sums.add(
                label.kind == .flow ? RangeQueryRecords.increases(label, distinct) : RangeQueryRecords.averages(label, distinct))
        }
        return sums.days
    }

    private static func increases(_ label: UsageDay, _ samples: [Sample]) -> [UsageDay] {
        var usage: [UsageDay] = []
        for (before, sample) in zip(samples, samples.dropFirst()) {
            var increase = label
            // What was counted until midnight belongs to the day that ends there.
            increase.day = Day(second: Int(floorDivide(Int128(sample.moment - 1), 1000)))
            let isReset = sample.value < before.value
            increase.quantity = Quantity(Amount(femtos: isReset ? sample.value : sample.value - before.value))
            usage.append(increase)
        }
        return usage
    }

    private static func averages(_ label: UsageDay, _ samples: [Sample]) -> [UsageDay] {
        var values: [Day: [Amount]] = [:]
        for sample in samples {
            let day = Day(second: Int(floorDivide(Int128(sample.moment), 1000)))
            values[day, default: []].append(Amount(femtos: sample.value))
        }
        return values.sorted { $0.key < $1.key }.map { day, values in
            var average = label
            average.day = day
            average.quantity = .average(of: values) ?? .zero
            return average
        }
    }
}
