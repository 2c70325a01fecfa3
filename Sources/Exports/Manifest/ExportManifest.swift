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
    /// Whose report it is and where the provider puts it, as far as the manifest says; nil where it does not, so that reports of
    /// the same name may be different ones.
    package var origin: String?
    /// The folder that this one assembly of the report has in the provider's store; nil where it has none.
    package var assembly: String?
    /// When the files were made, as digits from the year on, so that later ones sort behind; nil where nothing says.
    package var time: String?
    /// How many records the files have in all; nil where the manifest does not say.
    package var records: Int?

    /// The largest manifest that is read, in bytes.
    private static let sizeLimit = 16 << 20
    /// The most files that a manifest may name.
    package static let keyLimit = 20_000

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
            // A report's name is its own within an account.
            if let account = value["account"]?.text { origin = account + " " + (value["bucket"]?.text ?? "") }
        } else if let list = value["dataFiles"] {
            keys = texts(list)
            report = [value["exportName"]?.text, value["billingPeriod"]?.text].map { $0 ?? "" }.joined(separator: " ")
            assembly = value["executionId"]?.text
            if let key = keys.first, key.hasPrefix("s3://") {
                let path = KeyPath(key, assembly: assembly)
                origin = path.names.prefix(path.root ?? path.names.count - 1).joined(separator: "/")
            }
        } else if let blobs = value["blobs"], blobs.isArray {
            keys = blobs.elements.compactMap { $0["blobName"]?.text }
            let run = value["runInfo"]
            let export = value["exportConfig"]
            let id = run?["runId"]?.text
            assembly = id
            // A month to date ends on another day with every run; its folder is named for the whole month.
            let period = keys.first.flatMap { KeyPath($0, assembly: id).period }
            report = [export?["exportName"]?.text, run?["startDate"]?.text, period ?? run?["endDate"]?.text]
                .map { $0 ?? "" }.joined(separator: " ")
            // Azure does not tell capitals in its ids from small letters.
            origin = export?["resourceId"]?.text?.lowercased()
            time = (run?["submittedTime"]?.text ?? run?["runDate"]?.text).flatMap(KeyPath.time)
            let counts = blobs.elements.map { $0["dataRowCount"]?.text.flatMap { Int($0) } }
            records = counts.contains { $0 == nil } ? nil : counts.reduce(0) { $0 + ($1 ?? 0) }
        } else {
            return nil
        }
        if time == nil, let key = keys.first { time = KeyPath(key, assembly: assembly).time }
        // A key that stands twice is one file.
        var known: Set<String> = []
        keys = keys.filter { known.insert($0).inserted }
    }

    /// What a key's folders say.
    package struct KeyPath {
        /// The names in the key, the last being that of the file.
        package let names: [String]
        /// How many names lead to the folder that the folders of all assemblies lie in; nil where no folder is an assembly's.
        package let root: Int?

        /// Looks at a key; `assembly` is the manifest's own name of its assembly.
        package init(_ key: String, assembly: String?) {
            names = key.split(separator: "/").map(String.init)
            let folders = names.dropLast()
            var first = folders.lastIndex { name in
                guard let assembly, !assembly.isEmpty else { return false }
                return name == assembly || name.hasSuffix("-" + assembly)
            }
            if first == nil, let last = folders.indices.last, last > 0 {
                let isRun = KeyPath.time(folders[last]) != nil || KeyPath.isPeriod(folders[last - 1])
                if isRun, !KeyPath.isPeriod(folders[last]) { first = last }
            }
            // A run may have a folder for its time above that for its own name.
            while let at = first, at > 1, KeyPath.isRunTime(names[at - 1]) { first = at - 1 }
            root = first
        }

        /// The folder of the period: two full dates, or what says that it is one.
        var period: String? { names.dropLast().last(where: KeyPath.isPeriod) }

        private static func isPeriod(_ name: String) -> Bool {
            let dates = name.split(separator: "-")
            return name.hasPrefix("BILLING_PERIOD=")
                || dates.count == 2 && dates.allSatisfy { $0.utf8.count == 8 && isNumber($0) }
        }

        /// When the files were made, of the folder that says it.
        var time: String? { names.dropLast().reversed().lazy.compactMap(KeyPath.time).first }

        /// The digits of a time such as `202611031200` or `2026-11-03T12:00:00.5Z`; nil for what is none.
        static func time(_ text: String) -> String? {
            if isRunTime(text) { return text }
            let bytes = Array(text.utf8.prefix { $0 != UInt8(ascii: "Z") && $0 != UInt8(ascii: "+") })
            guard bytes.count >= 16, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"), bytes[10] == UInt8(ascii: "T")
            else { return nil }
            let digits = bytes.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            return digits.count >= 12 ? String(decoding: digits, as: UTF8.self) : nil
        }

        /// Whether a folder is named for the minute of a run.
        package static func isRunTime(_ name: String) -> Bool { name.utf8.count == 12 && name.hasPrefix("20") && isNumber(name) }

        private static func isNumber(_ text: some StringProtocol) -> Bool {
            text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        }
    }
}
