/// A value as JSON or as Python prints it (`[{'name': 'x', 'amount': -0.5, 'id': None}]`), which flattened exports have in a
/// cell: quotes of either kind, True, False and None beside true, false and null.
indirect enum LooseLiteral: BillingExportField {
    case nothing
    case text([UInt8])
    case list([LooseLiteral])
    case object([(key: [UInt8], value: LooseLiteral)])

    /// Reads the whole of a text; nil where it is no such value.
    init?(_ text: [UInt8]) {
        var reader = Reader(text: text)
        guard let value = reader.value(depth: 0) else { return nil }
        reader.skipSpace()
        guard reader.at == text.count else { return nil }
        self = value
    }

    subscript(name: StaticString) -> LooseLiteral? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key.elementsEqual("\(name)".utf8) }?.value
    }

    var elements: [LooseLiteral] {
        guard case .list(let elements) = self else { return [] }
        return elements
    }

    var isObject: Bool {
        guard case .object = self else { return false }
        return true
    }

    var bytes: [UInt8]? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    private struct Reader {
        let text: [UInt8]
        var at = 0

        /// Credits are two deep.
        static let depthLimit = 8

        mutating func value(depth: Int) -> LooseLiteral? {
            skipSpace()
            guard at < text.count, depth < Reader.depthLimit else { return nil }
            switch text[at] {
            case UInt8(ascii: "["): return list(depth: depth)
            case UInt8(ascii: "{"): return object(depth: depth)
            case UInt8(ascii: "'"), UInt8(ascii: "\""): return string().map { .text($0) }
            default: return word()
            }
        }

        private mutating func list(depth: Int) -> LooseLiteral? {
            var elements: [LooseLiteral] = []
            at += 1
            if take("]") { return .list([]) }
            repeat {
                guard let element = value(depth: depth + 1) else { return nil }
                elements.append(element)
            } while take(",")
            return take("]") ? .list(elements) : nil
        }

        private mutating func object(depth: Int) -> LooseLiteral? {
            var members: [(key: [UInt8], value: LooseLiteral)] = []
            at += 1
            if take("}") { return .object([]) }
            repeat {
                skipSpace()
                guard let key = string(), take(":"), let value = value(depth: depth + 1),
                    !members.contains(where: { $0.key == key })
                else { return nil }
                members.append((key, value))
            } while take(",")
            return take("}") ? .object(members) : nil
        }

        /// A number, as it stands, or a word; nothing else begins with neither a quote nor a bracket.
        private mutating func word() -> LooseLiteral? {
            let start = at
            while at < text.count, !" \t\r\n,:]}[{'\"".utf8.contains(text[at]) { at += 1 }
            let word = Array(text[start..<at])
            switch String(decoding: word, as: UTF8.self) {
            case "None", "null": return .nothing
            case "True", "true": return .text(Array("true".utf8))
            case "Decimal(":
                // Python's exact numbers print as `Decimal('-1.5')`.
                guard let digits = string(), take(")") else { return nil }
                return .text(digits)
            case "False", "false": return .text(Array("false".utf8))
            default:
                guard let first = word.first, first &- UInt8(ascii: "0") < 10 || first == UInt8(ascii: "-") else { return nil }
                return .text(word)
            }
        }

        private mutating func string() -> [UInt8]? {
            guard at < text.count, text[at] == UInt8(ascii: "'") || text[at] == UInt8(ascii: "\"") else { return nil }
            let quote = text[at]
            var result: [UInt8] = []
            at += 1
            while at < text.count {
                let byte = text[at]
                at += 1
                if byte == quote { return result }
                if byte == UInt8(ascii: "\\") {
                    guard let characters = escaped() else { return nil }
                    result += characters
                } else {
                    result.append(byte)
                }
            }
            return nil
        }

        /// What stands behind a backslash.
        private mutating func escaped() -> [UInt8]? {
            guard at < text.count else { return nil }
            let byte = text[at]
            at += 1
            switch byte {
            case UInt8(ascii: "n"): return [10]
            case UInt8(ascii: "t"): return [9]
            case UInt8(ascii: "r"): return [13]
            case UInt8(ascii: "b"): return [8]
            case UInt8(ascii: "f"): return [12]
            case UInt8(ascii: "x"): return scalar(digits: 2).map { Array(String($0).utf8) }
            case UInt8(ascii: "U"): return scalar(digits: 8).map { Array(String($0).utf8) }
            case UInt8(ascii: "u"):
                guard let first = code(digits: 4) else { return nil }
                guard first & 0xFC00 == 0xD800 else { return Unicode.Scalar(first).map { Array(String($0).utf8) } }
                // The other half of a surrogate pair follows.
                guard at + 1 < text.count, text[at] == UInt8(ascii: "\\"), text[at + 1] == UInt8(ascii: "u") else { return nil }
                at += 2
                guard let second = code(digits: 4), second & 0xFC00 == 0xDC00 else { return nil }
                return Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + second & 0x3FF).map { Array(String($0).utf8) }
            case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
            default: return nil
            }
        }

        private mutating func scalar(digits: Int) -> Unicode.Scalar? { code(digits: digits).flatMap { Unicode.Scalar($0) } }

        private mutating func code(digits: Int) -> UInt32? {
            guard at + digits <= text.count else { return nil }
            let code = UInt32(String(decoding: text[at..<at + digits], as: UTF8.self), radix: 16)
            at += digits
            return code
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
