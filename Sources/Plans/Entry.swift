import Billing

/// A text of a file under the name of its key or column.
struct Entry {
    /// The key or column.
    var name: String
    /// The text, without quotes and surrounding spaces; not empty.
    var text: String
    /// Whether it stood in quotes in a YAML file, and so is no number there.
    var isQuoted: Bool
    /// Where it stands.
    var origin: Origin
    /// How many characters it takes.
    var width: Int

    /// The text for a message, cut to a sensible length and without control characters.
    var shown: String { Entry.quote(text) }

    /// A text in double quotes for a message, cut to a sensible length and without control characters.
    static func quote(_ text: String) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(40) { shown.append(isControl(scalar) ? " " : scalar) }
        return "\"\(String(shown))\(text.unicodeScalars.count > 40 ? "…" : "")\""
    }

    /// Whether a text holds a control character.
    static func hasControl(_ text: String) -> Bool { text.unicodeScalars.contains(where: isControl) }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        // Of ASCII, which most texts are, without a look into Unicode's tables.
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
        return scalar.properties.generalCategory == .control || scalar == "\u{2028}" || scalar == "\u{2029}"
    }
}
