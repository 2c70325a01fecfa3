import Billing
import Formats

/// Local token logs of command line assistants: Claude Code's transcripts and Codex's sessions, one object a line. They are
/// developers' own, so their environment is `development`.
///
/// A message stands several times while it is streamed, with the same message id and request id: the largest record counts. A
/// sidechain repeats messages under other request ids: of a message that also stands outside of sidechains, those are left out. A
/// session that goes on from another repeats its messages in a file of its own: a message counts in the file that was taken first.
struct SessionLogRecords: UsageShape {
    private var messages = DistinctCalls()
    private var sidechains = DistinctCalls()
    /// Message ids that stand outside of sidechains.
    private var mainIds = HashIndex()
    private var session = CodexSession()

    static func recognises(_ value: JSONValue) -> Bool {
        guard let type = value["type"]?.text else { return value["message"]?["usage"]?["input_tokens"] != nil }
        if value["payload"]?.isObject == true {
            return value["timestamp"] != nil && CodexSession.types.contains(type)
        }
        return ["user", "assistant"].contains(type) && value["message"]?.isObject == true
            || ["summary", "system", "file-history-snapshot", "progress", "queue-operation"].contains(type)
                && (value["leafUuid"] ?? value["messageId"] ?? value["sessionId"]) != nil
    }

    var notes: [String] { session.notes }

    mutating func usage(of value: JSONValue) throws(RecordRefusal) -> [UsageDay] {
        guard value.isObject else { throw RecordRefusal(reason: "the line is no object, expected one a line") }
        if value["payload"]?.isObject == true { return try session.usage(of: value) }
        guard let message = value["message"], let usage = message["usage"], usage.isObject else { return [] }
        var counts = TokenCounts(input: try usage.count("input_tokens") ?? 0)
        counts.output = try usage.count("output_tokens") ?? 0
        counts.cacheRead = try usage.count("cache_read_input_tokens") ?? 0
        counts.cacheWrite = try usage.count("cache_creation_input_tokens") ?? 0
        let model = try message.label("model")
        // What the assistant wrote itself, as of an error, no model did.
        if model == "<synthetic>" { return [] }
        counts.requests = 1
        guard let second = try value.second("timestamp") else {
            throw RecordRefusal(reason: "the line has usage and no timestamp, expected 2026-08-01T00:00:00Z")
        }
        let labels = UsageDay(calls: Day(second: second), model: model, environment: "development")
        guard let id = try message.label("id") else { return counts.usage(labels) }
        let key = callKey(id)
        if value["isSidechain"]?.flag == true {
            sidechains.add(key, labels, counts)
        } else {
            messages.add(callKey(id, try value.label("requestId") ?? ""), labels, counts)
            if mainIds.find(key) == nil { mainIds.add(key, 0) }
        }
        return []
    }

    mutating func rest<Failure>(_ claim: (Hash128) throws(Failure) -> Bool) throws(Failure) -> [UsageDay] {
        try messages.usage(claim)
            + sidechains.usage { key throws(Failure) in mainIds.find(key) == nil ? try claim(key) : false }
    }
}
