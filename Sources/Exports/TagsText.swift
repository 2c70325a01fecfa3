/// The Tags column in one spelling: a JSON object with its keys in byte order and no white space, so that the order in which a
/// provider writes its tags makes no difference.
enum TagsText {
    /// The object's normal form; nil where the text is no flat JSON object of unlike keys.
    static func normalised(_ text: [UInt8]) -> [UInt8]? {
        var reader = Reader(text: text)
        guard let entries = reader.object() else { return nil }
        let sorted = entries.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        for (left, right) in zip(sorted, sorted.dropFirst()) where left.key == right.key { return nil }
        var result: [UInt8] = [UInt8(ascii: "{")]
        for (index, entry) in sorted.enumerated() {
            if index > 0 { result.append(UInt8(ascii: ",")) }
            result += entry.key + [UInt8(ascii: ":")] + entry.value
        }
        return result + [UInt8(ascii: "}")]
    }

    /// Reads JSON (RFC 8259) as far as tags have it; values keep their own spelling.
    private struct Reader {
        let text: [UInt8]
        var at = 0

        mutating func object() -> [(key: [UInt8], value: [UInt8])]? {
            var entries: [(key: [UInt8], value: [UInt8])] = []
            guard take("{") else { return nil }
            if !take("}") {
                repeat {
                    guard let key = string(), take(":"), let value = value() else { return nil }
                    entries.append((key, value))
                } while take(",")
                guard take("}") else { return nil }
            }
            skipSpace()
            return at == text.count ? entries : nil
        }

        private mutating func value() -> [UInt8]? {
            skipSpace()
            guard at < text.count else { return nil }
            if text[at] == UInt8(ascii: "\"") { return string() }
            let start = at
            var depth = 0
            // Nested values are kept as they stand; they must only be closed again.
            while at < text.count {
                switch text[at] {
                case UInt8(ascii: "\""):
                    guard string() != nil else { return nil }
                    continue
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    if depth == 0 { return at > start ? Array(text[start..<at]) : nil }
                    depth -= 1
                case UInt8(ascii: ",") where depth == 0: return at > start ? Array(text[start..<at]) : nil
                default: break
                }
                at += 1
            }
            return nil
        }

        private mutating func string() -> [UInt8]? {
            guard take("\"") else { return nil }
            let start = at - 1
            while at < text.count {
                if text[at] == UInt8(ascii: "\\") {
                    at += 2
                } else if text[at] == UInt8(ascii: "\"") {
                    at += 1
                    return Array(text[start..<at])
                } else if text[at] < 0x20 {
                    return nil
                } else {
                    at += 1
                }
            }
            return nil
        }

        private mutating func take(_ character: Unicode.Scalar) -> Bool {
            skipSpace()
            guard at < text.count, text[at] == UInt8(ascii: character) else { return false }
            at += 1
            return true
        }

        private mutating func skipSpace() {
            while at < text.count, [32, 9, 10, 13].contains(text[at]) { at += 1 }
        }
    }
}
