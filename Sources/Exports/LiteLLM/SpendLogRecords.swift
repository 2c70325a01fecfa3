import Billing
import Formats

/// LiteLLM's spend logs: a record per call. What a call used is usage; its spend, computed when it was logged, is no bill.
struct SpendLogRecords: UsageShape {
    private var calls = DistinctCalls()
    private var fromCache = 0, unclear = 0
    /// Metadata is JSON in a string, which the parser of the file cannot read without losing the record.
    private let inner = JSONParser()
    private var buffer: [UInt8] = []

    static func recognises(_ value: JSONValue) -> Bool {
        value["request_id"] != nil && value["spend"] != nil && value["model"] != nil && value["total_tokens"] != nil
    }

    var notes: [String] {
        var notes: [String] = []
        if fromCache > 0 {
            notes.append("\(fromCache) calls that LiteLLM answered from its own cache count as requests without tokens")
        }
        if unclear > 0 {
            notes.append(
                "of \(unclear) calls prompt_tokens are fewer than the cached tokens: they are taken to be apart from them")
        }
        return notes
    }

    mutating func usage(of value: JSONValue) throws(RecordRefusal) -> [UsageDay] {
        guard let id = try value.label("request_id"), let second = try value.second("startTime") else {
            throw RecordRefusal(reason: "the record has no request_id or no startTime, expected both")
        }
        var counts = TokenCounts(input: try value.count("prompt_tokens") ?? 0)
        counts.output = try value.count("completion_tokens") ?? 0
        counts.requests = 1
        let model = try value.label("model")
        var customer = try value.label("end_user")
        var hasFailed = value["status"]?.text == "failure"
        let isFromCache = value["cache_hit"]?.text?.lowercased() == "true" || value["cache_hit"]?.flag == true
        if let metadata = try metadata(of: value) {
            if customer == nil { customer = try SpendLogRecords.customer(metadata) }
            hasFailed = hasFailed || metadata["status"]?.text == "failure"
            if let usage = metadata["usage_object"], usage.isObject {
                let details = usage["prompt_tokens_details"]
                // Both say the same, as the provider's own answer did.
                let read = (try details?.count("cached_tokens"), try usage.count("cache_read_input_tokens"))
                let write = (try details?.count("cache_creation_tokens"), try usage.count("cache_creation_input_tokens"))
                counts.cacheRead = max(read.0 ?? 0, read.1 ?? 0)
                counts.cacheWrite = max(write.0 ?? 0, write.1 ?? 0)
            }
        }
        if hasFailed || isFromCache {
            if isFromCache { fromCache += 1 }
            counts = TokenCounts(requests: 1)
        } else if !counts.takeCacheOutOfInput() {
            unclear += 1
        }
        calls.add(callKey(id), UsageDay(calls: Day(second: second), model: model, customer: customer), counts)
        return []
    }

    mutating func rest<Failure>(_ claim: (Hash128) throws(Failure) -> Bool) throws(Failure) -> [UsageDay] {
        try calls.usage(claim)
    }

    /// The metadata, as an object or in a string; nil where there is none.
    private mutating func metadata(of value: JSONValue) throws(RecordRefusal) -> JSONValue? {
        guard let metadata = value["metadata"], metadata.isString, let text = metadata.bytes else { return value["metadata"] }
        guard !text.isEmpty, let inner else { return nil }
        buffer = text + Array(repeating: 0, count: JSONParser.padding)
        do throws(JSONProblem) {
            return try inner.parse(buffer.span, 0..<text.count)
        } catch {
            throw RecordRefusal(reason: "metadata \(error.reason)")
        }
    }

    /// Whom a key was given to, from the one who asked to the one who pays; the proxy's own user is nobody.
    private static func customer(_ metadata: JSONValue) throws(RecordRefusal) -> String? {
        let named = try metadata.label(
            "user_api_key_end_user_id", "user_api_key_team_alias", "user_api_key_team_id", "user_api_key_org_id",
            "user_api_key_alias")
        if let named { return named }
        let user = try metadata.label("user_api_key_user_id")
        return user == "default_user_id" ? nil : user
    }
}
