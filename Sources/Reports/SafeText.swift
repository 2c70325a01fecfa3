/// Text that cannot change what a document says: characters that XML 1.0 does not have and controls that turn the
/// reading direction are replaced by U+FFFD. Unpaired surrogates never get here: a Swift string has none, and decoding
/// bytes puts U+FFFD in their place.
struct SafeText {
    /// The text as it may stand in XML and HTML.
    let text: String
    /// How many characters were replaced.
    let replaced: Int

    init(_ raw: String) {
        // Most texts are clean: they are kept as they are, most of them without a look at more than their bytes.
        guard !SafeText.isPlain(raw),
            raw.unicodeScalars.contains(where: { !SafeText.isAllowed($0) || SafeText.turnsDirection($0) })
        else {
            text = raw
            replaced = 0
            return
        }
        var scalars = String.UnicodeScalarView()
        var count = 0
        for scalar in raw.unicodeScalars {
            if SafeText.isAllowed(scalar), !SafeText.turnsDirection(scalar) {
                scalars.append(scalar)
            } else {
                scalars.append("\u{FFFD}")
                count += 1
            }
        }
        text = String(scalars)
        replaced = count
    }

    /// Whether it is printable ASCII.
    private static func isPlain(_ text: String) -> Bool {
        let bytes = text.utf8.span
        for at in bytes.indices where bytes[at] &- 0x20 > 0x7E - 0x20 { return false }
        return true
    }

    /// `Char` of XML 1.0, https://www.w3.org/TR/xml/#charsets; the C1 controls are allowed there but never meant.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xA, 0xD, 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    /// Embeddings, overrides and isolates of the bidirectional algorithm.
    private static func turnsDirection(_ scalar: Unicode.Scalar) -> Bool {
        (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }
}
