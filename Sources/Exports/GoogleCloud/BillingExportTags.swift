/// The labels and tags of a row of Google Cloud's billing export, as the one object that FOCUS has for both.
struct BillingExportTags {
    private var pairs: [(key: [UInt8], value: [UInt8])] = []
    /// Whether something stood there twice, of which the first is kept.
    private(set) var hasRepeated = false

    /// Adds `[{"key", "value"}]`. A tag with the key of a label goes by its namespace: `123456/env`.
    mutating func add(_ field: some BillingExportField) {
        for entry in field.isObject ? [field] : field.elements {
            guard var key = entry["key"]?.bytes, !key.isEmpty else { continue }
            if has(key), let namespace = entry.text("namespace") { key = namespace + [UInt8(ascii: "/")] + key }
            if has(key) { hasRepeated = true } else { pairs.append((key, entry["value"]?.bytes ?? [])) }
        }
    }

    private func has(_ key: [UInt8]) -> Bool { pairs.contains { $0.key == key } }

    /// The Tags column in its normal form; empty for no tags, nil where a text is none that JSON has.
    var text: [UInt8]? {
        if pairs.isEmpty { return [] }
        var object: [UInt8] = [UInt8(ascii: "{")]
        for pair in pairs {
            if object.count > 1 { object.append(UInt8(ascii: ",")) }
            object += BillingExportTags.quoted(pair.key) + [UInt8(ascii: ":")] + BillingExportTags.quoted(pair.value)
        }
        object.append(UInt8(ascii: "}"))
        do throws(TagsText.Flaw) { return try TagsText.normalised(object) } catch { return nil }
    }

    /// A JSON string (RFC 8259, section 7).
    private static func quoted(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = [UInt8(ascii: "\"")]
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): result += [UInt8(ascii: "\\"), byte]
            case 0..<0x20:
                let digits = String(byte, radix: 16)
                result += Array("\\u00".utf8) + Array((byte < 16 ? "0" : "").utf8) + Array(digits.utf8)
            default: result.append(byte)
            }
        }
        return result + [UInt8(ascii: "\"")]
    }
}
