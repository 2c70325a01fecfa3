import Billing
import Formats

/// The buckets of time of Anthropic's reports: those of an answer, or the one that a value is.
enum ReportBuckets: TimeBuckets {
    /// The buckets of a value; nil where it is no report.
    static func of(_ value: JSONValue) -> [JSONValue]? {
        if isBucket(value) { return [value] }
        guard let data = value["data"], data.isArray, value["object"] == nil else { return nil }
        let buckets = data.elements
        guard let first = buckets.first else { return value["has_more"] != nil && value["next_page"] != nil ? [] : nil }
        return isBucket(first) ? buckets : nil
    }

    private static func isBucket(_ value: JSONValue) -> Bool {
        value["starting_at"] != nil && value["ending_at"] != nil && value["results"]?.isArray == true
    }

    /// The first result of a report; nil for one without any, which says nothing of which report it is.
    static func firstResult(_ buckets: [JSONValue]) -> JSONValue? {
        for bucket in buckets { if let result = bucket["results"]?.elements.first { return result } }
        return nil
    }

    /// When a bucket begins and ends, in seconds since 1970.
    static func span(_ bucket: JSONValue) throws(RecordRefusal) -> Range<Int> {
        guard let start = try bucket.second("starting_at"), let end = try bucket.second("ending_at"), start < end else {
            throw RecordRefusal(reason: "starting_at and ending_at are no time, expected two moments, the earlier first")
        }
        return start..<end
    }

    /// The buckets of a value that is a report from its first bucket to its last.
    static func read(_ value: JSONValue) throws(RecordRefusal) -> [JSONValue] {
        guard let buckets = of(value), buckets.allSatisfy(isBucket) else {
            throw RecordRefusal(
                reason: "the record is no answer of the report, expected data with starting_at, ending_at and results")
        }
        return buckets
    }
}
