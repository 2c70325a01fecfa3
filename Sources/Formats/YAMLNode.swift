package import Billing

/// A value of a YAML document and where it stands.
package struct YAMLNode: Hashable, Sendable {
    /// What a value is.
    package indirect enum Content: Hashable, Sendable {
        /// A word, a number or a text as written; `quoted` where it stood in quotes or as a block.
        case scalar(String, quoted: Bool)
        /// A list.
        case sequence([YAMLNode])
        /// Keys and values in the file's order; no key stands twice.
        case mapping([YAMLEntry])
    }

    /// What it is.
    package var content: Content
    /// Where it begins.
    package var origin: Origin
    /// How many characters it takes in its first line, at least 1.
    package var width: Int

    /// A value at a place.
    package init(_ content: Content, origin: Origin, width: Int = 1) {
        self.content = content
        self.origin = origin
        self.width = width
    }

    /// Whether nothing stands there: `key:`, `~` or `null`.
    package var isNothing: Bool {
        if case .scalar(let text, quoted: false) = content { return ["", "~", "null", "Null", "NULL"].contains(text) }
        return false
    }
}

/// A key of a YAML mapping and its value.
package struct YAMLEntry: Hashable, Sendable {
    /// The key as written.
    package var key: String
    /// Where the key stands.
    package var origin: Origin
    /// How many characters the key takes, at least 1.
    package var width: Int
    /// Its value.
    package var value: YAMLNode

    /// A key and its value.
    package init(key: String, origin: Origin, width: Int, value: YAMLNode) {
        self.key = key
        self.origin = origin
        self.width = width
        self.value = value
    }
}
