package import Billing

/// The one document of a YAML file, in the part of YAML that a plan needs: keys, lists, texts and numbers.
///
/// Anchors, aliases, tags and merge keys are refused, since a figure must stand where it is read; so are keys that stand
/// twice, of which other readers silently keep one. An empty document is an empty mapping.
package struct YAMLDocument: Hashable, Sendable {
    /// The file's lines, for messages.
    package let source: SourceText
    /// The whole document.
    package let root: YAMLNode
    /// Anchors, aliases, tags, merge keys and keys that stand twice: whoever reads the document adds what else is wrong with it and
    /// refuses it.
    package let refusals: [Refusal]

    /// The largest file that is read, in bytes: 4 MB.
    package static let sizeLimit = 4_000_000

    /// Reads a file; everything that is wrong with it is told at once, as far as it can be read.
    package init(_ bytes: [UInt8], file: String) throws(RefusedFile) {
        let source = try SourceText(bytes, file: file, limit: Self.sizeLimit)
        let tabs = (1...source.lines).compactMap { line in Self.tab(in: source, line: line) }
        guard tabs.isEmpty else { throw RefusedFile(tabs) }
        let read = YAMLEvents(source.bytes)
        var tree = YAMLTree(events: read.events, source: source)
        let root = tree.document()
        var refusals = tree.refusals
        if let stop = read.stop {
            let problem = YAMLProblem(stop)
            let origin = stop.mark.map { tree.origin($0) } ?? source.origin(at: stop.offset)
            refusals.append(source.refusal(at: origin, problem.reason, hint: problem.hint))
        }
        // Without its end a document says nothing that can be relied on.
        guard read.stop == nil else { throw RefusedFile(refusals) }
        self.refusals = refusals
        self.source = source
        self.root = root
    }

    private static func tab(in source: SourceText, line: Int) -> Refusal? {
        let bytes = source.line(line)
        let indentation = bytes.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        guard indentation.count < bytes.count, let tab = indentation.firstIndex(of: UInt8(ascii: "\t")) else { return nil }
        let origin = Origin(file: source.file, line: line, column: tab - bytes.startIndex + 1)
        return source.refusal(at: origin, YAMLProblem.tab, hint: YAMLProblem.tabHint)
    }
}
