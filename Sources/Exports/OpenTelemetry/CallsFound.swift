import Billing
import Formats

/// Calls of models found in a record of OpenTelemetry, and points of metrics about them.
struct CallsFound {
    /// Calls that have a key to know them by.
    var spans: [(Hash128, UsageDay, TokenCounts)] = []
    /// Calls that have none.
    var events: [UsageDay] = []
    var points: [TokenPoint] = []
    /// Who was seen calling.
    var counted: Set<TokenProducer> = []
    /// Spans around calls, and calls with more cached tokens than input.
    var outer = 0, unclear = 0

    /// Adds a span that is a call; others are passed.
    mutating func add(span: JSONValue, _ resource: Attributes) throws(RecordRefusal) {
        let attributes = Attributes(span["attributes"])
        let hasUsage = attributes.has(
            "gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "gen_ai.usage.output_tokens",
            "gen_ai.usage.completion_tokens")
        guard hasUsage else { return }
        // Such a span states the sum of the calls inside it.
        let operation = try attributes.label("gen_ai.operation.name") ?? ""
        if ["invoke_agent", "create_agent", "invoke_workflow", "execute_tool"].contains(operation) {
            outer += 1
            return
        }
        guard let moment = try span.nanosecond("startTimeUnixNano") else {
            throw RecordRefusal(reason: "the span has no startTimeUnixNano, expected nanoseconds since 1970")
        }
        var counts = TokenCounts(input: try attributes.count("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens") ?? 0)
        counts.output = try attributes.count("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens") ?? 0
        counts.cacheRead =
            try attributes.count("gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_read_input_tokens") ?? 0
        counts.cacheWrite =
            try attributes.count("gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.cache_creation_input_tokens") ?? 0
        counts.requests = 1
        if !counts.takeCacheOutOfInput() { unclear += 1 }
        let labels = try attributes.productLabels(Day(second: moment / 1_000_000_000), resource)
        if let trace = try span.label("traceId"), let id = try span.label("spanId") {
            spans.append((callKey(trace, id), labels, counts))
        } else {
            events += counts.usage(labels)
        }
        counted.insert(TokenProducer(family: .client, service: try resource.label("service.name") ?? ""))
    }

    /// Adds a record of a log that is a call; others are passed.
    mutating func add(event record: JSONValue, _ resource: Attributes) throws(RecordRefusal) {
        let attributes = Attributes(record["attributes"])
        let names = [record["body"]?["stringValue"]?.text, record["eventName"]?.text, try attributes.label("event.name")]
        let service = try resource.label("service.name") ?? ""
        guard names.contains("claude_code.api_request") || names.contains("api_request") && service.hasPrefix("claude-code")
        else {
            return
        }
        var moment = try record.nanosecond("timeUnixNano")
        if moment == nil { moment = try record.nanosecond("observedTimeUnixNano") }
        guard let moment else {
            throw RecordRefusal(reason: "the event has no timeUnixNano, expected nanoseconds since 1970")
        }
        var counts = TokenCounts(input: try attributes.count("input_tokens") ?? 0, requests: 1)
        counts.output = try attributes.count("output_tokens") ?? 0
        counts.cacheRead = try attributes.count("cache_read_tokens") ?? 0
        counts.cacheWrite = try attributes.count("cache_creation_tokens") ?? 0
        let day = Day(second: moment / 1_000_000_000)
        events += counts.usage(try attributes.developerLabels(day, resource))
        counted.insert(TokenProducer(family: .assistant, service: service))
    }
}
