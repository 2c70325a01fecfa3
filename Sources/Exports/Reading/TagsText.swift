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
        let object = try reader.object(depth: 0)
        reader.skipSpace()
        guard reader.at == text.count else { throw .notAnObject }
        return object
    }

    /// Reads JSON (RFC 8259) and writes it in its normal form.
    private struct Reader {
        let text: [UInt8]
        var at = 0

        /// Tags are flat; other tools nest a little.
        static let depthLimit = 32

        mutating func object(depth: Int) throws(Flaw) -> [UInt8] {
            var entries: [(key: [UInt8], value: [UInt8])] = []
            guard depth < Reader.depthLimit, take("{") else { throw .notAnObject }
            if !take("}") {
                repeat {
                    let key = try string()
                    guard take(":") else { throw .notAnObject }
                    entries.append((key, try value(depth: depth)))
                } while take(",")
                guard take("}") else { throw .notAnObject }
            }
            entries.sort { $0.key.lexicographicallyPrecedes($1.key) }
            for (left, right) in zip(entries, entries.dropFirst()) where left.key == right.key { throw .repeatedKey }
            var result: [UInt8] = [UInt8(ascii: "{")]
            for entry in entries {
                if result.count > 1 { result.append(UInt8(ascii: ",")) }
                result += entry.key
                result.append(UInt8(ascii: ":"))
                result += entry.value
            }
            result.append(UInt8(ascii: "}"))
            return result
        }

        private mutating func array(depth: Int) throws(Flaw) -> [UInt8] {
            guard depth < Reader.depthLimit, take("[") else { throw .notAnObject }
            var result: [UInt8] = [UInt8(ascii: "[")]
            if !take("]") {
                repeat {
                    if result.count > 1 { result.append(UInt8(ascii: ",")) }
                    result += try value(depth: depth)
                } while take(",")
                guard take("]") else { throw .notAnObject }
            }
            result.append(UInt8(ascii: "]"))
            return result
        }

        private mutating func value(depth: Int) throws(Flaw) -> [UInt8] {
            skipSpace()
            guard at < text.count else { throw .notAnObject }
            switch text[at] {
            case UInt8(ascii: "\""): return try string()
            case UInt8(ascii: "{"): return try object(depth: depth + 1)
            case UInt8(ascii: "["): return try array(depth: depth + 1)
            default: return try literal()
            }
        }

        /// A number, true, false or null.
        private mutating func literal() throws(Flaw) -> [UInt8] {
            let start = at
            while at < text.count, !" \t\r\n,]}".utf8.contains(text[at]) { at += 1 }
            let word = Array(text[start..<at])
            let isWord = ["true", "false", "null"].contains { word.elementsEqual($0.utf8) }
            guard isWord || Reader.isNumber(word) else { throw .notAnObject }
            return word
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

        private mutating func string() throws(Flaw) -> [UInt8] {
            guard take("\"") else { throw .notAnObject }
            let start = at - 1
            while at < text.count, text[at] >= 0x20 {
                switch text[at] {
                case UInt8(ascii: "\""):
                    at += 1
                    return Array(text[start..<at])
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
            while at < text.count, [32, 9, 10, 13].contains(text[at]) { at += 1 }
        }
    }
}
