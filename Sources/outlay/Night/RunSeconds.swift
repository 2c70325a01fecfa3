import Billing
import History

extension RunRecord {
    /// How long it took, in seconds; nil while it works.
    var seconds: Int? {
        guard let end = finishedAt, let from = secondsSince1970(startedAt), let to = secondsSince1970(end) else { return nil }
        return to - from
    }
}

/// A moment of the history in seconds since 1970; nil where the text is none.
func secondsSince1970(_ text: String) -> Int? {
    guard let moment = Timestamp(Array(text.utf8).span) else { return nil }
    return Int(moment.day.number) * 86_400 + Int(moment.second)
}
