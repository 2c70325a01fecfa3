import Billing
import Formats

/// Anthropic's usage report of messages. Its classes of tokens share nothing; how many calls there were it does not say.
struct MessageUsageRecords: UsageShape {
    private var pages = AnswerPages()
    private var time = AnsweredTime()

    static func recognises(_ value: JSONValue) -> Bool {
        guard let buckets = ReportBuckets.of(value) else { return false }
        // A report without any result has no usage, whichever it is.
        guard let result = ReportBuckets.firstResult(buckets) else { return true }
        return result["uncached_input_tokens"] != nil
    }

    var notes: [String] { pages.notes }

    var answer: Answer? { Answer(days: time.days, lacksPages: pages.isLacking) }

    mutating func usage(of value: JSONValue) throws(RecordRefusal) -> [UsageDay] {
        let buckets = try ReportBuckets.read(value)
        var usage: [UsageDay] = []
        for (place, bucket) in buckets.enumerated() {
            for (number, result) in (bucket["results"]?.elements ?? []).enumerated() {
                do throws(RecordRefusal) {
                    let day = try ReportBuckets.days(bucket).start
                    let labels = UsageDay(calls: day, model: try result.label("model"))
                    usage += try MessageUsageRecords.counts(result).usage(labels)
                } catch {
                    throw error.within("data[\(place)].results[\(number)]")
                }
            }
        }
        for span in try ReportBuckets.spans(buckets) { time.add(span) }
        if let hasMore = value["has_more"]?.flag { pages.add(hasMore: hasMore) }
        return usage
    }

    private static func counts(_ result: JSONValue) throws(RecordRefusal) -> TokenCounts {
        guard let input = try result.count("uncached_input_tokens") else {
            throw RecordRefusal(reason: "the result has no uncached_input_tokens, expected those of the usage report of messages")
        }
        var counts = TokenCounts(input: input)
        counts.output = try result.count("output_tokens") ?? 0
        counts.cacheRead = try result.count("cache_read_input_tokens") ?? 0
        if let creation = result["cache_creation"], !creation.isNull {
            guard creation.isObject else {
                throw RecordRefusal(reason: "cache_creation is no object, expected ephemeral_5m_input_tokens and _1h_")
            }
            counts.cacheWrite =
                (try creation.count("ephemeral_5m_input_tokens") ?? 0) + (try creation.count("ephemeral_1h_input_tokens") ?? 0)
        }
        return counts
    }
}
