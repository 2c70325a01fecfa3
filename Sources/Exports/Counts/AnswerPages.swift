/// Counts the pages of an API's answer, to notice that the last one is missing: every page but that says that more follow.
struct AnswerPages {
    private var open = 0, last = 0

    /// Counts a page.
    mutating func add(hasMore: Bool) {
        if hasMore { open += 1 } else { last += 1 }
    }

    /// Whether a page is known to be missing.
    var isLacking: Bool { open > 0 && last == 0 }

    /// What is missing, for people.
    var notes: [String] {
        isLacking ? ["every page of the answer says that more follow: fetch the pages that are missing"] : []
    }
}
