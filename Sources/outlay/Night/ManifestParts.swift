import Billing
import Exports
import Formats

/// Finds the files that manifests make deliveries of. Of one report and period only the newest top-level manifest counts; files of
/// its older assemblies are no deliveries of their own.
struct ManifestParts {
    /// The deliveries that manifests name.
    private(set) var deliveries: [ExportDelivery] = []
    /// The files that no manifest is about.
    private(set) var others: [ExportFile] = []

    /// A manifest, and what is there of the files that it names.
    private struct Found {
        let file: ExportFile
        let manifest: ExportManifest
        /// Whether it lies in the folder of its assembly, as a copy of the one above.
        let isCopy: Bool
        /// What is the same for all manifests of a report and period, and for no others.
        let group: String
        var parts: [ExportFile] = []
        var missing: [String] = []
        /// The folders that hold its assembly and the older ones.
        var roots: Set<String> = []

        init(_ file: ExportFile, _ manifest: ExportManifest) {
            self.file = file
            self.manifest = manifest
            var runs: Set<String> = []
            if let assembly = manifest.assembly { runs.insert(assembly) }
            if let key = manifest.keys.first {
                let path = ExportManifest.KeyPath(key, assembly: manifest.assembly)
                if let root = path.root { runs.formUnion(path.names[root..<path.names.count - 1]) }
            }
            var folder = ManifestParts.folder(of: file.name)
            isCopy = runs.contains(PathName(folder).name)
            while runs.contains(PathName(folder).name) { folder = ManifestParts.folder(of: folder) }
            group = [file.source, manifest.report, manifest.origin ?? "in " + folder].joined(separator: "\n")
        }
    }

    init(_ files: [ExportFile], _ parser: JSONParser) {
        var found: [Found] = []
        for file in files where ExportManifest.isNamed(file.name) {
            // What cannot be read as a manifest is told of when it is read as an export.
            do throws(ReadFailure) {
                guard let manifest = try ExportManifest(path: file.path, file: file.name, parser: parser) else { continue }
                found.append(Found(file, manifest))
            } catch {
                continue
            }
        }
        guard !found.isEmpty else {
            others = files
            return
        }
        let names = NameIndex(files)
        for at in found.indices { ManifestParts.find(&found[at], files, names) }
        // Manifests of several reports may lie in one folder, whose subfolders then tell nothing by themselves.
        var groups: [String: Set<String>] = [:]
        for manifest in found { groups[ManifestParts.folder(of: manifest.file.name), default: []].insert(manifest.group) }
        var taken = Set(found.map(\.file.path))
        var inForce: [Found] = []
        for (_, same) in Dictionary(grouping: found, by: \.group) {
            guard var newest = ManifestParts.newest(same) else { continue }
            for manifest in same { taken.formUnion(manifest.parts.map(\.path)) }
            let folder = ManifestParts.folder(of: newest.file.name)
            // Assemblies lie below the manifest, unless its parts lie beside it.
            let isAbove = !newest.isCopy && !newest.parts.contains { ManifestParts.folder(of: $0.name) == folder }
            if isAbove, newest.manifest.assembly != nil, groups[folder]?.count == 1 { newest.roots.insert(folder) }
            if !same.contains(where: { $0.manifest.keys.isEmpty }) {
                taken.formUnion(ManifestParts.leftovers(of: newest, names))
            }
            inForce.append(newest)
        }
        inForce.sort {
            ($0.manifest.time ?? "", $0.file.modified, $0.file.name) < ($1.manifest.time ?? "", $1.file.modified, $1.file.name)
        }
        deliveries = inForce.map(ManifestParts.delivery)
        others = files.filter { !taken.contains($0.path) }
    }

    fileprivate static func folder(of name: String) -> String { PathName(name).folder }

    /// The manifest that counts: one above the assemblies, then the last that was made, where all say when, then the last written.
    private static func newest(_ same: [Found]) -> Found? {
        let isTimed = same.allSatisfy { $0.manifest.time != nil }
        func rank(_ found: Found) -> (Int, String, Int64, String) {
            (found.isCopy ? 0 : 1, isTimed ? found.manifest.time ?? "" : "", found.file.modified, found.file.name)
        }
        return same.max { rank($0) < rank($1) }
    }

    /// Finds a manifest's parts, and the folders that its assemblies lie in.
    private static func find(_ found: inout Found, _ files: [ExportFile], _ names: NameIndex) {
        // Each file is one key's: that whose end it has more of.
        var owners: [Int: (key: Int, count: Int)] = [:]
        var matches: [(file: Int, count: Int)?] = []
        let keys = found.manifest.keys.prefix(ExportManifest.keyLimit)
        for (at, key) in keys.enumerated() {
            let match = names.file(of: key, named: found.file)
            matches.append(match)
            if let match, match.count > owners[match.file]?.count ?? 0 { owners[match.file] = (at, match.count) }
        }
        var wanted: Set<String> = []
        for (at, key) in keys.enumerated() {
            let path = ExportManifest.KeyPath(key, assembly: found.manifest.assembly)
            guard let match = matches[at], owners[match.file]?.key == at else {
                found.missing.append(key)
                if let root = path.root { wanted.insert(path.names.prefix(root).joined(separator: "/")) }
                continue
            }
            found.parts.append(files[match.file])
            guard let root = path.root else { continue }
            // The folder is that of the assemblies only where its own name came along.
            let below = path.names.count - root
            if root > 0, match.count > below {
                var folder = files[match.file].name
                for _ in 0..<below { folder = ManifestParts.folder(of: folder) }
                found.roots.insert(folder)
            } else {
                wanted.insert(path.names.prefix(root).joined(separator: "/"))
            }
        }
        guard found.roots.isEmpty else { return }
        for path in wanted {
            if let folder = names.folder(of: path, named: found.file) { found.roots.insert(folder) }
        }
    }

    /// The files that older assemblies left: whole folders beside those of the parts, and parts of other numbers beside the parts.
    private static func leftovers(of found: Found, _ names: NameIndex) -> Set<String> {
        let stems = Set(found.manifest.keys.prefix(ExportManifest.keyLimit).map(stem))
        let own = Set(found.parts.map { folder(of: $0.name) })
        var taken: Set<String> = []
        for (folder, files) in names.folders(of: found.file.source) {
            if own.contains(folder) {
                for file in files where stems.contains(stem(file.name)) { taken.insert(file.path) }
            } else if found.roots.contains(where: { folder.hasPrefix($0 + "/") }) {
                let isAssembly = files.contains { ExportManifest.isNamed($0.name) || stems.contains(stem($0.name)) }
                if isAssembly { taken.formUnion(files.map(\.path)) }
            }
        }
        return taken
    }

    /// What the names of a report's parts share: the name without its numbers and endings, but with its dates.
    private static func stem(_ path: String) -> String {
        var name = PathName(path).name
        for ending in [".gz", ".zip", ".csv", ".json", ".jsonl", ".parquet"] where name.lowercased().hasSuffix(ending) {
            name = String(name.dropLast(ending.count))
        }
        let dates = NameDates(name)
        let years = name.split { !$0.isASCII || !$0.isNumber }.filter { $0.count == 4 && $0.hasPrefix("20") }.map(String.init)
        var folded = ""
        for character in name {
            let isDigit = character.isASCII && character.isNumber
            if !isDigit { folded.append(character) } else if folded.last != "#" { folded.append("#") }
        }
        return (dates.days.map(\.description) + dates.months.map(\.description) + years + [folded]).joined(separator: " ")
    }

    private static func delivery(_ found: Found) -> ExportDelivery {
        var delivery = ExportDelivery(found.parts + [found.file], named: found.file.name, standingFor: found.file)
        delivery.parts = found.parts
        delivery.isOfManifest = true
        delivery.records = found.manifest.records
        let count = found.missing.count
        if found.manifest.keys.count > ExportManifest.keyLimit {
            delivery.problem = ("names \(found.manifest.keys.count) files, expected at most \(ExportManifest.keyLimit)", "")
        } else if let first = found.missing.first {
            delivery.problem = (
                "waits: \(count == 1 ? "a part" : "\(count) parts") that it names \(count == 1 ? "is" : "are") "
                    + "not there, the first being \(first)",
                "deliver the missing files; they are found by the ends of their names"
            )
        } else if found.parts.isEmpty {
            delivery.problem = ("names no file, expected the parts of a bill", "")
        }
        return delivery
    }
}

/// Files and folders by the ends of their names, so that those of a key are found without a look at every one.
private struct NameIndex {
    private typealias Entry = (file: Int, names: [Substring])

    private let files: [ExportFile]
    /// The files of each source by folder.
    private var sources: [String: [String: [ExportFile]]] = [:]
    /// By source and the last two names.
    private var entries: [String: [Entry]] = [:]
    /// By source and whole name.
    private var places: [String: Int] = [:]
    /// Folders by source and last name.
    private var ends: [String: [[Substring]]] = [:]

    init(_ files: [ExportFile]) {
        self.files = files
        for (at, file) in files.enumerated() {
            let names = file.name.split(separator: "/")
            sources[file.source, default: [:]][ManifestParts.folder(of: file.name), default: []].append(file)
            entries[NameIndex.end(file.source, names.suffix(2)), default: []].append((at, names))
            places[file.source + "\n" + file.name] = at
        }
        for (source, folders) in sources {
            var known: Set<String> = []
            for folder in folders.keys {
                var names = folder.split(separator: "/")
                while let last = names.last, known.insert(names.joined(separator: "/")).inserted {
                    ends[NameIndex.end(source, [last]), default: []].append(names)
                    names.removeLast()
                }
            }
        }
    }

    private static func end(_ source: String, _ names: ArraySlice<Substring>) -> String {
        source + "\n" + names.joined(separator: "/")
    }

    /// The files of a source by the folders that they lie in.
    func folders(of source: String) -> [String: [ExportFile]] { sources[source] ?? [:] }

    /// The file of a key: of those of the manifest's source the one whose name has the longest end in common with it, at least the
    /// name and its folder; of several the one that lies nearest to the manifest. The name alone is that of a part in every
    /// assembly: such a file has to lie beside the manifest.
    func file(of key: String, named manifest: ExportFile) -> (file: Int, count: Int)? {
        let wanted = key.split(separator: "/")
        guard let name = wanted.last else { return nil }
        let near = manifest.name.split(separator: "/")
        var best: (file: Int, count: Int, shared: Int)?
        for entry in entries[NameIndex.end(manifest.source, wanted.suffix(2)), default: []] where wanted.count > 1 {
            let count = NameIndex.count(wanted.reversed(), entry.names.reversed())
            let shared = NameIndex.count(near, entry.names)
            if (count, shared) > (best?.count ?? 0, best?.shared ?? -1) { best = (entry.file, count, shared) }
        }
        if let best { return (best.file, best.count) }
        let folder = ManifestParts.folder(of: manifest.name)
        return places[manifest.source + "\n" + (folder.isEmpty ? "" : folder + "/") + name].map { ($0, 1) }
    }

    /// The folder of a key's folder: the one with the longest end in common, whose beginning the manifest's own folder has too.
    func folder(of key: String, named manifest: ExportFile) -> String? {
        let wanted = key.split(separator: "/")
        let near = manifest.name.split(separator: "/").dropLast()
        var best: (folder: [Substring], count: Int)?
        for folder in ends[NameIndex.end(manifest.source, wanted.suffix(1)), default: []] {
            let count = NameIndex.count(wanted.reversed(), folder.reversed())
            guard near.starts(with: folder.dropLast(count)), count > best?.count ?? 0 else { continue }
            best = (folder, count)
        }
        return best.map { $0.folder.joined(separator: "/") }
    }

    private static func count(_ one: some Sequence<Substring>, _ other: some Sequence<Substring>) -> Int {
        zip(one, other).prefix { $0 == $1 }.count
    }
}
