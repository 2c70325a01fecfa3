import Billing

/// Takes a JSON file apart, from its first byte to its last or to the first mistake.
struct JSONScanner {
    private let source: SourceText
    private let bytes: [UInt8]
    private var at = 0
    private var line = 1
    /// Where the line would begin if all its characters up to `at` took one byte, so that columns need no counting.
    private var lineStart = 0

    init(_ source: SourceText) {
        self.source = source
        bytes = source.bytes
    }

    mutating func document() throws(Refusal) -> YAMLNode {
        let root = try value(depth: 0)
        skipSpace()
        guard byte == nil else { throw refusal("text after the end of the document, expected nothing more") }
        return root
    }

    private var byte: UInt8? { at < bytes.count ? bytes[at] : nil }
    private var origin: Origin { Origin(file: source.file, line: line, column: at - lineStart + 1) }

    private func refusal(_ reason: String, at place: Origin? = nil, width: Int = 1, hint: String = "") -> Refusal {
        source.refusal(at: place ?? origin, reason, width: width, hint: hint)
    }

    private mutating func skipSpace() {
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"): at += 1
            case UInt8(ascii: "\n"): nextLine()
            case UInt8(ascii: "\r"):
                if at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "\n") { at += 1 }
                nextLine()
            default: return
            }
        }
    }

    private mutating func nextLine() {
        at += 1
        line += 1
        lineStart = at
    }

    private mutating func value(depth: Int) throws(Refusal) -> YAMLNode {
        skipSpace()
        let limit = JSONDocument.depthLimit
        guard depth < limit || (byte != UInt8(ascii: "{") && byte != UInt8(ascii: "[")) else {
            throw refusal("lists and keys nested over \(limit) deep, expected at most \(limit)")
        }
        let start = origin
        switch byte {
        case UInt8(ascii: "{"): return YAMLNode(.mapping(try entries(depth: depth)), origin: start)
        case UInt8(ascii: "["): return YAMLNode(.sequence(try values(depth: depth)), origin: start)
        case UInt8(ascii: "\""):
            let (text, width) = try text()
            return YAMLNode(.scalar(text, quoted: true), origin: start, width: width)
        default: return try word()
        }
    }

    private mutating func values(depth: Int) throws(Refusal) -> [YAMLNode] {
        let start = origin
        var values: [YAMLNode] = []
        at += 1
        skipSpace()
        guard byte != UInt8(ascii: "]") else {
            at += 1
            return values
        }
        repeat { values.append(try value(depth: depth + 1)) } while try isFollowed(before: "]", of: start)
        return values
    }

    private mutating func entries(depth: Int) throws(Refusal) -> [YAMLEntry] {
        let start = origin
        var entries: [YAMLEntry] = []
        var places: [String: Int] = [:]
        at += 1
        skipSpace()
        guard byte != UInt8(ascii: "}") else {
            at += 1
            return entries
        }
        repeat {
            skipSpace()
            let place = origin
            guard byte == UInt8(ascii: "\"") else { throw refusal("no key, expected a key in double quotes") }
            let (key, width) = try text()
            skipSpace()
            guard byte == UInt8(ascii: ":") else { throw refusal("a key without a colon, expected : and a value") }
            at += 1
            let entry = YAMLEntry(key: key, origin: place, width: width, value: try value(depth: depth + 1))
            if let earlier = places[key] {
                entries[earlier] = entry
            } else {
                places[key] = entries.count
                entries.append(entry)
            }
        } while try isFollowed(before: "}", of: start)
        return entries
    }

    /// Goes behind the comma, or behind the bracket at the end of the list or group that began at `start`.
    private mutating func isFollowed(before end: Unicode.Scalar, of start: Origin) throws(Refusal) -> Bool {
        skipSpace()
        guard let byte else {
            throw refusal("a bracket that is not closed, expected \(end) at its end", at: start, hint: "the file may be cut off")
        }
        guard byte == UInt8(ascii: ",") || byte == UInt8(ascii: end) else {
            throw refusal("no comma, expected a comma or \(end)")
        }
        at += 1
        return byte == UInt8(ascii: ",")
    }

    /// A number, or one of the three words.
    private mutating func word() throws(Refusal) -> YAMLNode {
        let start = at
        while let byte, !" \t\r\n,:[]{}\"".utf8.contains(byte) { at += 1 }
        let word = String(decoding: bytes[start..<at], as: UTF8.self)
        let width = max(1, word.unicodeScalars.count)
        let place = Origin(file: source.file, line: line, column: start - lineStart + 1)
        guard ["true", "false", "null"].contains(word) || isNumber(bytes[start..<at]) else {
            let expected = "expected a text in double quotes, a number, true, false, null, { or ["
            throw refusal(
                word.isEmpty ? "no value, \(expected)" : "a word that is no value, \(expected)", at: place, width: width)
        }
        return YAMLNode(.scalar(word, quoted: false), origin: place, width: width)
    }

    /// Whether it is a number of JSON: no plus sign, no leading zero, digits on both sides of a point.
    private func isNumber(_ word: ArraySlice<UInt8>) -> Bool {
        var rest = word
        func digits() -> ArraySlice<UInt8> {
            let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            rest = rest.dropFirst(digits.count)
            return digits
        }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let whole = digits()
        guard !whole.isEmpty, whole.first != UInt8(ascii: "0") || whole.count == 1 else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard !digits().isEmpty else { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
            guard !digits().isEmpty else { return false }
        }
        return rest.isEmpty
    }

    /// A text in quotes and how many characters it takes with them; it never goes over a line's end.
    private mutating func text() throws(Refusal) -> (text: String, width: Int) {
        let start = origin
        at += 1
        var from = at
        var text = ""
        while let byte, byte >= 0x20, byte != UInt8(ascii: "\"") {
            if byte == UInt8(ascii: "\\") {
                text += String(decoding: bytes[from..<at], as: UTF8.self)
                text.unicodeScalars.append(try escape())
                from = at
            } else {
                if byte & 0xC0 == 0x80 { lineStart += 1 }
                at += 1
            }
        }
        switch byte {
        case UInt8(ascii: "\""): break
        case nil, UInt8(ascii: "\n"), UInt8(ascii: "\r"):
            throw refusal("a quote that is not closed, expected the same quote after the text", at: start)
        default: throw refusal("a control character in a text, expected an escape as in \\t")
        }
        text += String(decoding: bytes[from..<at], as: UTF8.self)
        at += 1
        return (text, at - lineStart + 1 - start.column)
    }

    /// The character that a backslash and what follows it stand for.
    private mutating func escape() throws(Refusal) -> Unicode.Scalar {
        let start = origin
        at += 1
        let letter = byte
        at += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter ?? 0)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): break
        default: throw refusal("a backslash that begins no escape, expected \\\\ for a backslash", at: start, width: 2)
        }
        guard let unit = hexadecimal(at) else {
            throw refusal("\\u without four digits, expected four hexadecimal digits", at: start, width: 2)
        }
        at += 4
        if let scalar = Unicode.Scalar(unit) { return scalar }
        // Two halves stand for one character beyond U+FFFF; half of one alone stands for none.
        guard unit < 0xDC00, at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u"),
            let low = hexadecimal(at + 2), (0xDC00...0xDFFF).contains(low)
        else { return "\u{FFFD}" }
        at += 6
        return Unicode.Scalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00)) ?? "\u{FFFD}"
    }

    /// The number that four hexadecimal digits are; nil where they are none.
    private func hexadecimal(_ start: Int) -> UInt16? {
        guard start + 4 <= bytes.count else { return nil }
        var value: UInt16 = 0
        for byte in bytes[start..<start + 4] {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt16(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt16(byte - UInt8(ascii: "a") + 10)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt16(byte - UInt8(ascii: "A") + 10)
            default: return nil
            }
        }
        return value
    }
}
