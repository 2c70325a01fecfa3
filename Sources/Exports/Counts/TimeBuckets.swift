import Billing
import Formats

/// The buckets of time that the reports of model providers are in.
protocol TimeBuckets {
    /// When a bucket begins and ends, in seconds since 1970.
    static func span(_ bucket: JSONValue) throws(RecordRefusal) -> Range<Int>
}

extension TimeBuckets {
    /// Days from a bucket's first to the day after its last.
    static func days(_ bucket: JSONValue) throws(RecordRefusal) -> Period {
        let span = try span(bucket)
        return Period(start: Day(second: span.lowerBound), end: Day(second: span.upperBound + 86_399))
    }

    /// The times of buckets, in seconds since 1970.
    static func spans(_ buckets: [JSONValue]) throws(RecordRefusal) -> [Range<Int>] {
        var spans: [Range<Int>] = []
        for (place, bucket) in buckets.enumerated() {
            do throws(RecordRefusal) { spans.append(try span(bucket)) } catch { throw error.within("data[\(place)]") }
        }
        return spans
    }
}
