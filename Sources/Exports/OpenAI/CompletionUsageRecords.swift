import Billing
import Formats

/// OpenAI's usage of completions. Its input_tokens include those that were read from a cache or written to one.
struct CompletionUsageRecords: UsageShape {
    private static let object = "organization.usage.completions.result"
    private var pages = AnswerPages()
    private var time = AnsweredTime()

    static func recognises(_ value: JSONValue) -> Bool {
        guard let buckets = OrganizationBuckets.of(value) else { return false }
        // A report without any result has no usage, whichever it is.
        guard let found = OrganizationBuckets.object(buckets) else { return true }
        return found == object
    }

    var notes: [String] { pages.notes }

    var answer: Answer? { Answer(days: time.days, lacksPages: pages.isLacking) }

    mutating func usage(of value: JSONValue) throws(RecordRefusal) -> [UsageDay] {
        let buckets = try OrganizationBuckets.read(value)
        var usage: [UsageDay] = []
        for (place, bucket) in buckets.enumerated() {
            for (number, result) in OrganizationBuckets.results(bucket).enumerated() {
                do throws(RecordRefusal) {
                    let labels = UsageDay(
                        calls: try OrganizationBuckets.days(bucket).start, model: try result.label("model"),
                        customer: try result.label("user_id"))
                    usage += try CompletionUsageRecords.counts(result).usage(labels)
                } catch {
                    throw error.within("data[\(place)].results[\(number)]")
                }
            }
        }
        for span in try OrganizationBuckets.spans(buckets) { time.add(span) }
        if let hasMore = value["has_more"]?.flag { pages.add(hasMore: hasMore) }
        return usage
    }

    private static func counts(_ result: JSONValue) throws(RecordRefusal) -> TokenCounts {
        guard result["object"]?.text == object, let input = try result.count("input_tokens") else {
            throw RecordRefusal(reason: "the result has no input_tokens, expected \(object)")
        }
        var counts = TokenCounts(input: input)
        counts.output = try result.count("output_tokens") ?? 0
        counts.requests = try result.count("num_model_requests") ?? 0
        counts.cacheRead = try result.count("input_cached_tokens") ?? 0
        counts.cacheWrite = try result.count("input_cache_write_tokens") ?? 0
        let cached = counts.cacheRead + counts.cacheWrite
        guard counts.takeCacheOutOfInput() else {
            throw RecordRefusal(
                reason: "input_tokens \(input) are fewer than the \(cached) that were cached, expected them to be among it")
        }
        return counts
    }
}
