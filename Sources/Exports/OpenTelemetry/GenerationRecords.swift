import Billing
import Formats

/// OpenTelemetry of generative models in OTLP's JSON: spans with `gen_ai.usage` attributes, the log event
/// `claude_code.api_request`, and the metrics `gen_ai.client.token.usage` and `claude_code.token.usage`. Where a file has a
/// service's spans or events, its metrics are left out: they say the same once more.
struct GenerationRecords: UsageShape {
    private var spans = DistinctCalls()
    private var events = UsageSums()
    private var meters = TokenMeters()
    /// Services whose calls were seen one by one.
    private var counted: Set<TokenProducer> = []
    private var outer = 0, unclear = 0

    static func recognises(_ value: JSONValue) -> Bool {
        [value["resourceSpans"], value["resourceLogs"], value["resourceMetrics"]].contains { $0?.isArray == true }
    }

    var notes: [String] {
        var notes = meters.notes(without: counted)
        if outer > 0 { notes.append("\(outer) spans of agents and tools are left out: the calls inside them count") }
        if unclear > 0 {
            notes.append(
                "of \(unclear) spans input_tokens are fewer than the cached tokens: they are taken to be apart from them")
        }
        return notes
    }

    mutating func usage(of value: JSONValue) throws(RecordRefusal) -> [UsageDay] {
        guard GenerationRecords.recognises(value) else {
            throw RecordRefusal(reason: "the record is no OTLP, expected resourceSpans, resourceLogs or resourceMetrics")
        }
        // All of a record or nothing of it.
        var found = CallsFound()
        for part in value["resourceSpans"]?.elements ?? [] {
            let resource = Attributes(part["resource"]?["attributes"])
            for scope in part["scopeSpans"]?.elements ?? [] {
                for span in scope["spans"]?.elements ?? [] { try found.add(span: span, resource) }
            }
        }
        for part in value["resourceLogs"]?.elements ?? [] {
            let resource = Attributes(part["resource"]?["attributes"])
            for scope in part["scopeLogs"]?.elements ?? [] {
                for record in scope["logRecords"]?.elements ?? [] { try found.add(event: record, resource) }
            }
        }
        for part in value["resourceMetrics"]?.elements ?? [] {
            let resource = Attributes(part["resource"]?["attributes"])
            for scope in part["scopeMetrics"]?.elements ?? [] {
                for metric in scope["metrics"]?.elements ?? [] { found.points += try TokenPoint.points(of: metric, resource) }
            }
        }
        for (key, labels, counts) in found.spans { spans.add(key, labels, counts) }
        events.add(found.events)
        for point in found.points { meters.add(point) }
        counted.formUnion(found.counted)
        outer += found.outer
        unclear += found.unclear
        return []
    }

    mutating func rest<Failure>(_ claim: (Hash128) throws(Failure) -> Bool) throws(Failure) -> [UsageDay] {
        var sums = events
        sums.add(try spans.usage(claim))
        sums.add(meters.usage(without: counted))
        return sums.days
    }
}
