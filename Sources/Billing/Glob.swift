/// A pattern with `*` (any run of characters) and `?` (any one), matched against the whole of a value, letter case and all.
package struct Glob: Hashable, Sendable, CustomStringConvertible {
    /// The pattern as written.
    package let pattern: String
    private let scalars: [Unicode.Scalar]

    /// A pattern as written.
    package init(_ pattern: String) {
        self.pattern = pattern
        scalars = Array(pattern.unicodeScalars)
    }

    package var description: String { pattern }

    /// Whether the whole of `text` fits the pattern. Linear in its length for each star.
    package func matches(_ text: String) -> Bool {
        let text = Array(text.unicodeScalars)
        var at = 0
        var want = 0
        var star: (want: Int, at: Int)?
        while at < text.count {
            if want < scalars.count, scalars[want] == "*" {
                star = (want, at)
                want += 1
            } else if want < scalars.count, scalars[want] == "?" || scalars[want] == text[at] {
                want += 1
                at += 1
            } else if let last = star {
                want = last.want + 1
                at = last.at + 1
                star = (last.want, at)
            } else {
                return false
            }
        }
        return scalars[want...].allSatisfy { $0 == "*" }
    }
}
