package import Billing

/// A JSON file (RFC 8259) as the same tree as a YAML document, so that what reads one reads the other.
///
/// JSON is nearly YAML, but files in use have what the YAML reader refuses: tabs, a key twice (the last one counts, as for
/// other readers of JSON) and characters beyond U+FFFF as two escapes. Numbers and the words `true`, `false` and `null` keep
/// their text, digit by digit.
package struct JSONDocument: Hashable, Sendable {
    /// The file's lines, for messages.
    package let source: SourceText
    /// The one value of the file.
    package let root: YAMLNode

    /// The largest file that is read, in bytes: 16 MB.
    package static let sizeLimit = 16_000_000
    /// The deepest nesting of lists and groups that is read.
    package static let depthLimit = 100

    /// Reads a file up to the first mistake, which is told.
    package init(_ bytes: [UInt8], file: String) throws(RefusedFile) {
        source = try SourceText(bytes, file: file, limit: Self.sizeLimit)
        var scanner = JSONScanner(source)
        do throws(Refusal) {
            root = try scanner.document()
        } catch {
            throw RefusedFile([error])
        }
    }
}
