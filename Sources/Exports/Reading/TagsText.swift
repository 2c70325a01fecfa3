/// The Tags column in one spelling: a JSON object with its keys in byte order and no white space, so that the order in which a
/// provider writes its tags makes no difference. Numbers and the text of strings keep the spelling that they have.
enum TagsText {
    /// Why a text is not taken for tags.
    enum Flaw: Error, Equatable {
        case notAnObject
        case repeatedKey

        /// What was found, as the end of a sentence.
        var found: String {
            switch self {
            case .notAnObject: "is not a JSON object"
            case .repeatedKey: "has a key twice"
            }
        }

        /// What was expected.
        var expected: String {
            switch self {
            case .notAnObject: "expected {\"key\":\"value\"}"
            case .repeatedKey: "expected each key once"
            }
        }

        /// What to do about it.
        var hint: String { self == .notAnObject ? "look for a quote that is not doubled" : "" }
    }

    /// The object's normal form.
    static func normalised(_ text: [UInt8]) throws(Flaw) -> [UInt8] {
        var reader = Reader(text: text)
        try reader.object(depth: 0)
        reader.skipSpace()
        guard reader.at == text.count else { throw .notAnObject }
        return reader.normal
    }

    /// Reads JSON (RFC 8259) and writes it in its normal form.
    private struct Reader {
        let text: [UInt8]
        var at = 0
        /// What is written so far.
        var normal: [UInt8] = []

        init(text: [UInt8]) {
            self.text = text
            normal.reserveCapacity(text.count)
        }

        /// Tags are flat; other tools nest a little.
        static let depthLimit = 32

        /// An entry of an object, where it is written, and its key there.
        private struct Entry {
            var key: Range<Int>, range: Range<Int>
        }

        mutating func object(depth: Int) throws(Flaw) {
            var entries: [Entry] = []
            guard depth < Reader.depthLimit, take("{") else { throw .notAnObject }
            let start = normal.count
            normal.append(UInt8(ascii: "{"))
            var isInOrder = true
            if !take("}") {
                repeat {
                    if !entries.isEmpty { normal.append(UInt8(ascii: ",")) }
                    let key = try string()
                    guard take(":") else { throw .notAnObject }
                    normal.append(UInt8(ascii: ":"))
                    try value(depth: depth)
                    if let last = entries.last { isInOrder = isInOrder && precedes(last.key, key) }
                    entries.append(Entry(key: key, range: key.lowerBound..<normal.count))
                } while take(",")
                guard take("}") else { throw .notAnObject }
            }
            // Most providers write them in order.
            if !isInOrder { try sort(entries, from: start) }
            normal.append(UInt8(ascii: "}"))
        }

        private func precedes(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
            normal[one].lexicographicallyPrecedes(normal[other])
        }

        /// Writes the entries of an object again, in the order of their keys.
        private mutating func sort(_ entries: [Entry], from start: Int) throws(Flaw) {
            let sorted = entries.sorted { precedes($0.key, $1.key) }
            for (left, right) in zip(sorted, sorted.dropFirst()) where normal[left.key] == normal[right.key] {
                throw .repeatedKey
            }
            let texts = sorted.map { normal[$0.range] }
            normal.replaceSubrange((start + 1)..., with: Array(texts.joined(separator: [UInt8(ascii: ",")])))
        }

        private mutating func array(depth: Int) throws(Flaw) {
            guard depth < Reader.depthLimit, take("[") else { throw .notAnObject }
            normal.append(UInt8(ascii: "["))
            if !take("]") {
                while true {
                    try value(depth: depth)
                    guard take(",") else { break }
                    normal.append(UInt8(ascii: ","))
                }
                guard take("]") else { throw .notAnObject }
            }
            normal.append(UInt8(ascii: "]"))
        }

        private mutating func value(depth: Int) throws(Flaw) {
            skipSpace()
            guard at < text.count else { throw .notAnObject }
            switch text[at] {
            case UInt8(ascii: "\""): _ = try string()
            case UInt8(ascii: "{"): try object(depth: depth + 1)
            case UInt8(ascii: "["): try array(depth: depth + 1)
            default: try literal()
            }
        }

        /// A number, true, false or null.
        private mutating func literal() throws(Flaw) {
            let start = at
            while at < text.count, !" \t\r\n,]}".utf8.contains(text[at]) { at += 1 }
            let word = Array(text[start..<at])
            let isWord = ["true", "false", "null"].contains { word.elementsEqual($0.utf8) }
            guard isWord || Reader.isNumber(word) else { throw .notAnObject }
            normal += word
        }

        private static func isNumber(_ word: [UInt8]) -> Bool {
            var rest = word[...]
            func digits() -> Bool {
                let count = rest.count
                rest = rest.drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                return rest.count < count
            }
            if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
            let hasLeadingZero =
                rest.first == UInt8(ascii: "0") && rest.dropFirst().first.map { $0 &- UInt8(ascii: "0") < 10 } ?? false
            guard !hasLeadingZero, digits() else { return false }
            if rest.first == UInt8(ascii: ".") {
                rest.removeFirst()
                guard digits() else { return false }
            }
            if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
                rest.removeFirst()
                if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest.removeFirst() }
                guard digits() else { return false }
            }
            return rest.isEmpty
        }

        /// Where it is written.
        private mutating func string() throws(Flaw) -> Range<Int> {
            guard take("\"") else { throw .notAnObject }
            let start = at - 1
            while at < text.count, text[at] >= 0x20 {
                switch text[at] {
                case UInt8(ascii: "\""):
                    at += 1
                    normal += text[start..<at]
                    return normal.count - (at - start)..<normal.count
                case UInt8(ascii: "\\"):
                    at += 1
                    guard at < text.count, "\"\\/bfnrtu".utf8.contains(text[at]) else { throw .notAnObject }
                    if text[at] == UInt8(ascii: "u") {
                        guard at + 4 < text.count, text[at + 1...at + 4].allSatisfy(Reader.isHexadecimal) else {
                            throw .notAnObject
                        }
                        at += 4
                    }
                    at += 1
                default: at += 1
                }
            }
            throw .notAnObject
        }

        private static func isHexadecimal(_ byte: UInt8) -> Bool {
            byte &- UInt8(ascii: "0") < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 6
        }

        private mutating func take(_ character: Unicode.Scalar) -> Bool {
            skipSpace()
            guard at < text.count, text[at] == UInt8(ascii: character) else { return false }
            at += 1
            return true
        }

        mutating func skipSpace() {
            while at < text.count, text[at] == 32 || text[at] == 9 || text[at] == 10 || text[at] == 13 { at += 1 }
        }
    }
}
