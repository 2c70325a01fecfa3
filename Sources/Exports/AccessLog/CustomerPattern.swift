/// Where a log's requests name their customer: `{customer}.example.com` in the host, `/tenants/{customer}` in the path.
///
/// A pattern that begins with `/` is one of paths and matches their beginning up to a `/` or the end; any other matches a whole
/// host, in any case. `*` stands for any characters, `{customer}` for 1 to 64 letters, digits, `-` and `_`.
struct CustomerPattern: Sendable {
    private enum Token { case byte(UInt8), any, customer }

    private let tokens: [Token]
    let isOfPaths: Bool

    /// The pattern that a text states.
    init(_ text: String) {
        isOfPaths = text.hasPrefix("/")
        var tokens: [Token] = []
        var rest = Array((isOfPaths ? text : text.lowercased()).utf8)[...]
        let place = Array("{customer}".utf8)
        while let byte = rest.first {
            if rest.starts(with: place) {
                tokens.append(.customer)
                rest = rest.dropFirst(place.count)
            } else {
                tokens.append(byte == UInt8(ascii: "*") ? .any : .byte(byte))
                rest = rest.dropFirst()
            }
        }
        self.tokens = tokens
    }

    /// The customer of a request that has its target in a text, by the first pattern that matches; empty for none.
    static func customer(_ text: Span<UInt8>, _ target: RequestTarget, _ patterns: [CustomerPattern]) -> String {
        for pattern in patterns {
            if let found = pattern.customer(text.extracting(pattern.isOfPaths ? target.path : target.host)) { return found }
        }
        return ""
    }

    /// The customer of a host or a path; nil where the pattern does not match.
    func customer(_ text: Span<UInt8>) -> String? {
        match(text, 0, 0).map { range in String(decoding: range.map { byte(text, $0) }, as: UTF8.self) }
    }

    /// Where the customer stands when the tokens from `token` match the text from `start`; an empty range where they name none.
    private func match(_ text: Span<UInt8>, _ token: Int, _ start: Int) -> Range<Int>? {
        guard token < tokens.count else {
            return start == text.count || isOfPaths && (text[start] == slash || start > 0 && text[start - 1] == slash)
                ? start..<start : nil
        }
        switch tokens[token] {
        case .byte(let expected):
            return start < text.count && byte(text, start) == expected ? match(text, token + 1, start + 1) : nil
        case .any:
            for end in start...text.count {
                if let found = match(text, token + 1, end) { return found }
            }
            return nil
        case .customer:
            var end = start
            while end < text.count, end - start <= 64, CustomerPattern.isName(text[end]) { end += 1 }
            guard end > start, end - start <= 64, match(text, token + 1, end) != nil else { return nil }
            return start..<end
        }
    }

    private var slash: UInt8 { UInt8(ascii: "/") }

    /// A byte as it is compared: a host's in lower case.
    private func byte(_ text: Span<UInt8>, _ at: Int) -> UInt8 {
        let byte = text[at]
        return !isOfPaths && byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
