/// Tags that stand key by key in a file, and the Tags column that they make.
struct TagPairs {
    private var text: [UInt8] = []

    /// Adds a tag; one without a value counts for none, since an empty field is all that a file has for a tag that is not set.
    mutating func add(_ key: [UInt8], _ value: [UInt8]) {
        guard !value.isEmpty else { return }
        text.append(UInt8(ascii: text.isEmpty ? "{" : ","))
        append(key)
        text.append(UInt8(ascii: ":"))
        append(value)
    }

    /// The column in its one spelling; empty without tags.
    func column() throws(TagsText.Flaw) -> [UInt8] {
        text.isEmpty ? [] : try TagsText.normalised(text + [UInt8(ascii: "}")])
    }

    /// Writes a JSON string (RFC 8259).
    private mutating func append(_ value: [UInt8]) {
        text.append(UInt8(ascii: "\""))
        for byte in value {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
            case 0..<0x20: text += Array((byte < 16 ? "\\u000" : "\\u00").utf8) + Array(String(byte, radix: 16).utf8)
            default: text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\""))
    }
}
