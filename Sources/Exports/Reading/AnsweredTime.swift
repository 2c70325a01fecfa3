import Billing

/// The time that the answer of an API says it is about, whether something happened in it or not.
struct AnsweredTime {
    /// In seconds since 1970, the end exclusive; those that follow on one another are one.
    private var spans: [Range<Int>] = []

    /// Adds the time of a bucket.
    mutating func add(_ span: Range<Int>) {
        if let last = spans.last, last.upperBound == span.lowerBound {
            spans[spans.count - 1] = last.lowerBound..<span.upperBound
        } else {
            spans.append(span)
        }
    }

    /// The days in UTC that it has from midnight to midnight, in order: of any other day the rest may not be empty.
    var days: [Period] {
        var merged: [Range<Int>] = []
        for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, span.lowerBound <= last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
            } else {
                merged.append(span)
            }
        }
        return merged.compactMap { span in
            let days = Period(start: Day(second: span.lowerBound + 86_399), end: Day(second: span.upperBound))
            return days.start < days.end ? days : nil
        }
    }
}
