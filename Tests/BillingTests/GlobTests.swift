import Billing
import Testing

/// Globs against a slow and obvious matcher.
@Suite struct GlobTests {
    /// Whether `text` fits `pattern`, by trying everything.
    private func fits(_ pattern: Substring, _ text: Substring) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        if first == "*" {
            return fits(pattern.dropFirst(), text) || (!text.isEmpty && fits(pattern, text.dropFirst()))
        }
        guard let letter = text.first, first == "?" || first == letter else { return false }
        return fits(pattern.dropFirst(), text.dropFirst())
    }

    private func words(_ letters: String, upTo length: Int) -> [String] {
        var all = [""]
        var last = all
        for _ in 0..<length {
            last = last.flatMap { word in letters.map { word + String($0) } }
            all += last
        }
        return all
    }

    @Test func everyShortPatternMatchesWhatItSays() {
        let texts = words("ab", upTo: 4)
        for pattern in words("a*?", upTo: 4) {
            let glob = Glob(pattern)
            for text in texts where glob.matches(text) != fits(pattern[...], text[...]) {
                Issue.record("\(pattern) against \(text)")
            }
        }
    }

    @Test func lettersOutsideASCIICountAsOne() {
        #expect(Glob("caf?").matches("café"))
        #expect(!Glob("caf?").matches("cafés"))
        #expect(Glob("*日*").matches("今日は"))
    }

    @Test func letterCaseMatters() {
        #expect(!Glob("Cloud *").matches("cloud run"))
    }

    @Test func manyStarsStayFast() {
        // Exponential matchers would never return.
        #expect(!Glob(String(repeating: "a*", count: 40) + "b").matches(String(repeating: "a", count: 4000)))
    }
}
