import Billing
import Formats

/// A session of Codex, line by line: its model stands in a turn_context, its tokens in the token_count events behind it, as the
/// session's total so far and as what was used last. An event that repeats the total adds nothing.
struct CodexSession {
    /// The types of lines.
    static let types: Set<String> = ["session_meta", "turn_context", "event_msg", "response_item", "compacted"]

    private var model: String?
    private var total: TokenCounts?
    private var followsBeginning = false
    private var copies = 0

    /// What is assumed, for people.
    var notes: [String] {
        copies == 0 ? [] : ["\(copies) sessions begin with a copy of another one, whose tokens count again where both are read"]
    }

    /// The usage of a line.
    mutating func usage(of value: JSONValue) throws(RecordRefusal) -> [UsageDay] {
        guard let payload = value["payload"] else { return [] }
        switch value["type"]?.text {
        case "session_meta":
            // Of a copied session the beginning of the copy follows on that of its own.
            if followsBeginning { copies += 1 }
            followsBeginning = true
            (model, total) = (nil, nil)
            return []
        case "turn_context": if let named = try payload.label("model") { model = named }
        case "event_msg" where payload["type"]?.text == "token_count":
            followsBeginning = false
            return try count(value, payload)
        default: break
        }
        followsBeginning = false
        return []
    }

    private mutating func count(_ value: JSONValue, _ payload: JSONValue) throws(RecordRefusal) -> [UsageDay] {
        // An event about limits alone has no tokens.
        guard let data = payload["info"], data.isObject else { return [] }
        let now = try CodexSession.counts(data["total_token_usage"])
        let last = try CodexSession.counts(data["last_token_usage"])
        guard var used = last ?? now.map({ CodexSession.difference($0, total) }) else { return [] }
        let isRepeated = now != nil && now == total
        guard let second = try value.second("timestamp") else {
            throw RecordRefusal(reason: "the token_count has no timestamp, expected 2026-08-01T00:00:00Z")
        }
        let named = try data.label("model")
        guard used.takeCacheOutOfInput() else {
            throw RecordRefusal(reason: "input_tokens are fewer than cached_input_tokens, expected these to be among them")
        }
        if let now { total = now }
        guard !isRepeated, used.tokens > 0 else { return [] }
        used.requests = 1
        return used.usage(UsageDay(calls: Day(second: second), model: named ?? model, environment: "development"))
    }

    /// The counts of an object, cached tokens still in the input; nil where it is none.
    private static func counts(_ value: JSONValue?) throws(RecordRefusal) -> TokenCounts? {
        guard let value, value.isObject else { return nil }
        return TokenCounts(
            input: try value.count("input_tokens") ?? 0, output: try value.count("output_tokens") ?? 0,
            cacheRead: try value.count("cached_input_tokens") ?? 0)
    }

    /// What was used since a total; all of it where the total began anew.
    private static func difference(_ now: TokenCounts, _ before: TokenCounts?) -> TokenCounts {
        guard let before, now.input >= before.input, now.output >= before.output, now.cacheRead >= before.cacheRead else {
            return now
        }
        return TokenCounts(
            input: now.input - before.input, output: now.output - before.output, cacheRead: now.cacheRead - before.cacheRead)
    }
}
