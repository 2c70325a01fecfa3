import Billing
import Formats

/// A point of a metric that counts tokens: `gen_ai.client.token.usage` or `claude_code.token.usage`.
struct TokenPoint {
    var producer: TokenProducer
    /// Tells its series from others.
    var key: [UInt8]
    /// Whether it counts since the point before; else since its start.
    var isDelta: Bool
    /// Day, labels and metric of the usage.
    var labels: UsageDay
    /// Nanoseconds since 1970; the start is nil where it is not told.
    var start: Int?, moment: Int
    /// Tokens, and calls where the metric tells them.
    var tokens: Int64, requests: Int64

    /// The points of a metric; none of other metrics.
    static func points(of metric: JSONValue, _ resource: Attributes) throws(RecordRefusal) -> [TokenPoint] {
        let family: TokenProducer.Family
        switch metric["name"]?.text {
        case "gen_ai.client.token.usage": family = .client
        case "claude_code.token.usage": family = .assistant
        default: return []
        }
        guard let data = metric["sum"] ?? metric["histogram"] else {
            throw RecordRefusal(reason: "\(metric["name"]?.text ?? "") is neither a sum nor a histogram, expected one of them")
        }
        let temporality = Array((data["aggregationTemporality"]?.text ?? "").utf8)
        let isDelta = ["1", "AGGREGATION_TEMPORALITY_DELTA"].contains { temporality.elementsEqual($0.utf8) }
        guard isDelta || ["2", "AGGREGATION_TEMPORALITY_CUMULATIVE"].contains(where: { temporality.elementsEqual($0.utf8) })
        else {
            throw RecordRefusal(reason: "aggregationTemporality \(shown(temporality.span)) is not known, expected 1 or 2")
        }
        var points: [TokenPoint] = []
        for value in data["dataPoints"]?.elements ?? [] {
            points.append(try TokenPoint(value, family, resource, isDelta: isDelta))
        }
        return points
    }

    private init(
        _ value: JSONValue, _ family: TokenProducer.Family, _ resource: Attributes, isDelta: Bool
    ) throws(RecordRefusal) {
        guard let moment = try value.nanosecond("timeUnixNano") else {
            throw RecordRefusal(reason: "the point has no timeUnixNano, expected nanoseconds since 1970")
        }
        var tokens = try value.count("asInt")
        for name in ["asDouble", "sum"] as [StaticString] where tokens == nil { tokens = try value.count(name) }
        guard let tokens else {
            throw RecordRefusal(reason: "the point has no asInt, asDouble or sum, expected a number of tokens")
        }
        let attributes = Attributes(value["attributes"])
        let type = try attributes.label("gen_ai.token.type", "type") ?? ""
        guard let metric = TokenPoint.metric(type) else {
            throw RecordRefusal(
                reason: "the type of token \(shown(Array(type.utf8).span)) is not known, expected input or output")
        }
        // What was counted until midnight belongs to the day that ends there.
        let day = Day(second: (moment - 1) / 1_000_000_000)
        labels = family == .client ? try attributes.productLabels(day, resource) : try attributes.developerLabels(day, resource)
        labels.metric = metric
        labels.unit = "tokens"
        producer = TokenProducer(family: family, service: try resource.label("service.name") ?? "")
        key = [family == .client ? 1 : 2] + resource.key + [0] + attributes.key
        start = try value.nanosecond("startTimeUnixNano")
        // A histogram of input tokens has one entry a call.
        requests = family == .client && metric == "input_tokens" ? try value.count("count") ?? 0 : 0
        (self.isDelta, self.moment, self.tokens) = (isDelta, moment, tokens)
    }

    /// The metric of usage for a type of tokens; nil for an unknown one.
    private static func metric(_ type: String) -> String? {
        switch type {
        case "input", "prompt": "input_tokens"
        case "output", "completion": "output_tokens"
        case "cacheRead", "cache_read": "cache_read_tokens"
        case "cacheCreation", "cache_creation": "cache_write_tokens"
        default: nil
        }
    }

    /// Tokens and calls of this point as usage, counted since the point before it in its series where that is told.
    ///
    /// The first of a series counts whole where it started on the same day, else what came before it is another file's.
    func usage(since before: TokenPoint?) -> [UsageDay] {
        var used = (tokens: tokens, requests: requests)
        if let before {
            let isRestart = tokens < before.tokens || (start ?? 0) >= before.moment
            if !isRestart { used = (tokens - before.tokens, max(0, requests - before.requests)) }
        } else if !isDelta, start.map({ Day(second: $0 / 1_000_000_000) }) != labels.day {
            return []
        }
        var usage = labels
        usage.quantity = Quantity(Int(used.tokens))
        return (used.tokens == 0 ? [] : [usage]) + TokenCounts(requests: used.requests).usage(labels)
    }
}
