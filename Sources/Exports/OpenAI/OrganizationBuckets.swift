import Billing
import Formats

/// The buckets of time of OpenAI's reports about an organisation: those of an answer, or the one that a value is. Some tools write
/// `result` for `results` and `start_datetime` for `start_time`.
enum OrganizationBuckets: TimeBuckets {
    /// The buckets of a value; nil where it is no report.
    static func of(_ value: JSONValue) -> [JSONValue]? {
        if isBucket(value) { return [value] }
        guard let data = value["data"], data.isArray else { return nil }
        let buckets = data.elements
        guard let first = buckets.first else { return value["object"]?.text == "page" ? [] : nil }
        return isBucket(first) ? buckets : nil
    }

    private static func isBucket(_ value: JSONValue) -> Bool {
        (value["start_time"] ?? value["start_datetime"]) != nil && (value["results"] ?? value["result"])?.isArray == true
    }

    /// The results of a bucket.
    static func results(_ bucket: JSONValue) -> [JSONValue] { (bucket["results"] ?? bucket["result"])?.elements ?? [] }

    /// What the first result of a report is; nil for a report without any, which says nothing of which it is.
    static func object(_ buckets: [JSONValue]) -> String? {
        for bucket in buckets { if let result = results(bucket).first { return result["object"]?.text ?? "" } }
        return nil
    }

    /// When a bucket begins and ends, in seconds since 1970.
    static func span(_ bucket: JSONValue) throws(RecordRefusal) -> Range<Int> {
        guard let start = try bucket.second("start_time", "start_datetime") else {
            throw RecordRefusal(reason: "the bucket has no start_time, expected seconds since 1970")
        }
        let end = try bucket.second("end_time", "end_datetime") ?? start + 1
        guard start < end else { throw RecordRefusal(reason: "end_time is not after start_time, expected a later moment") }
        return start..<end
    }

    /// The buckets of a value that is a report from its first bucket to its last.
    static func read(_ value: JSONValue) throws(RecordRefusal) -> [JSONValue] {
        guard let buckets = of(value), buckets.allSatisfy(isBucket) else {
            throw RecordRefusal(
                reason: "the record is no answer of the report, expected data with start_time, end_time and results")
        }
        return buckets
    }
}
