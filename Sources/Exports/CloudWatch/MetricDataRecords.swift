import Billing
import Formats

/// CloudWatch's answer to GetMetricData: parallel lists of moments and values, the newest first, periods without data left out.
struct MetricDataRecords: UsageShape {
    private var flows = UsageSums()
    /// The values of levels, by day and metric.
    private var levels: [UsageDay: [Amount]] = [:]
    private var incomplete: Set<String> = []
    private var pages = AnswerPages()

    static func recognises(_ value: JSONValue) -> Bool { value["MetricDataResults"]?.isArray == true }

    var notes: [String] {
        var notes = !flows.days.isEmpty ? ["values of CloudWatch are added up by day: their statistic is taken to be Sum"] : []
        notes += incomplete.sorted().prefix(10).map { "CloudWatch says that its data is not complete: \($0)" }
        return notes + pages.notes
    }

    /// It does not say which time was asked for.
    var answer: Answer? { incomplete.isEmpty ? Answer(lacksPages: pages.isLacking) : nil }

    mutating func usage(of value: JSONValue) throws(RecordRefusal) -> [UsageDay] {
        guard let results = value["MetricDataResults"], results.isArray else {
            throw RecordRefusal(reason: "the record has no MetricDataResults, expected an answer to GetMetricData")
        }
        var found: [(UsageDay, Amount)] = []
        for result in results.elements {
            guard let metric = try result.label("Label", "Id") else {
                throw RecordRefusal(reason: "a result has no Label and no Id, expected the metric's name")
            }
            guard result["Timestamps"]?.isArray == true, result["Values"]?.isArray == true else {
                throw RecordRefusal(reason: "\(metric) has no Timestamps or no Values, expected two lists")
            }
            let moments = result["Timestamps"]?.elements ?? []
            let values = result["Values"]?.elements ?? []
            guard moments.count == values.count else {
                throw RecordRefusal(
                    reason: "\(metric) has \(moments.count) Timestamps and \(values.count) Values, expected as many of each")
            }
            for (moment, value) in zip(moments, values) {
                let text = moment.bytes ?? []
                guard let second = epochSecond(text) else {
                    throw RecordRefusal(
                        reason: "Timestamp \(shown(text.span)) of \(metric) is not a date, expected 2026-08-01T00:00:00Z")
                }
                let label = UsageDay(day: Day(second: second), metric: metric, kind: .usual(for: metric), quantity: .zero)
                found.append((label, try exactDecimal(value.bytes ?? [], "the value of \(metric)").amount))
            }
            if let status = result["StatusCode"]?.text, status != "Complete" { incomplete.insert("\(metric) is \(status)") }
        }
        for (label, amount) in found {
            var usage = label
            usage.quantity = Quantity(amount)
            if label.kind == .flow { flows.add(usage) } else { levels[label, default: []].append(amount) }
        }
        pages.add(hasMore: value["NextToken"]?.text?.isEmpty == false)
        return []
    }

    mutating func rest<Failure>(_ claim: (Hash128) throws(Failure) -> Bool) throws(Failure) -> [UsageDay] {
        flows.days
            + levels.sorted { ($0.key.day, $0.key.metric) < ($1.key.day, $1.key.metric) }.map { label, values in
                var usage = label
                usage.quantity = .average(of: values) ?? .zero
                return usage
            }
    }
}
