import Billing
package import Formats

/// A provider's list of the files that make up one delivery of one report and period.
///
/// Read are AWS's manifests of Cost and Usage Reports (`reportKeys`) and of Data Exports (`dataFiles`), and Azure's of cost exports
/// (`blobs`).
package struct ExportManifest: Sendable {
    /// The names of the files in the provider's store, whose ends are those of the files here.
    package var keys: [String]
    /// The report and its period: a newer manifest of the same replaces an older one.
    package var report: String
    /// The folder that this one assembly of the report has in the provider's store; nil where it has none.
    package var assembly: String?
    /// How many records the files have in all; nil where the manifest does not say.
    package var records: Int?

    /// The largest manifest that is read, in bytes.
    private static let sizeLimit = 16 << 20

    /// Whether a file may be a manifest by its name.
    package static func isNamed(_ name: String) -> Bool { name.lowercased().hasSuffix("manifest.json") }

    /// Reads a file; nil where it is no manifest.
    package init?(path: String, file: String, parser: JSONParser) throws(ReadFailure) {
        let source = try ByteSource(path: path)
        guard source.identity.size <= ExportManifest.sizeLimit else { return nil }
        var json = JSONReader(source, parser: parser, file: file)
        guard case .value(let value) = try json.next() else { return nil }
        func texts(_ list: JSONValue?) -> [String] { list?.elements.compactMap(\.text) ?? [] }
        if let list = value["reportKeys"] {
            keys = texts(list)
            let period = value["billingPeriod"]
            report = [value["reportName"]?.text, period?["start"]?.text, period?["end"]?.text].map { $0 ?? "" }.joined(
                separator: " ")
            assembly = value["assemblyId"]?.text
        } else if let list = value["dataFiles"] {
            keys = texts(list)
            report = [value["exportName"]?.text, value["billingPeriod"]?.text].map { $0 ?? "" }.joined(separator: " ")
            assembly = value["executionId"]?.text
        } else if let blobs = value["blobs"], blobs.isArray {
            keys = blobs.elements.compactMap { $0["blobName"]?.text }
            let run = value["runInfo"]
            report = [value["exportConfig"]?["exportName"]?.text, run?["startDate"]?.text, run?["endDate"]?.text]
                .map { $0 ?? "" }.joined(separator: " ")
            assembly = run?["runId"]?.text
            let counts = blobs.elements.map { $0["dataRowCount"]?.text.flatMap { Int($0) } }
            records = counts.contains { $0 == nil } ? nil : counts.reduce(0) { $0 + ($1 ?? 0) }
        } else {
            return nil
        }
    }
}
