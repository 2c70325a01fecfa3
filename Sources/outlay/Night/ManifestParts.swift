import Exports
import Formats
import Foundation

/// Finds the files that manifests make deliveries of. Of one report and period only the newest top-level manifest counts; files of
/// its older assemblies are no deliveries of their own.
struct ManifestParts {
    /// The deliveries that manifests name.
    private(set) var deliveries: [ExportDelivery] = []
    /// The files that no manifest is about.
    private(set) var others: [ExportFile] = []

    private struct Found {
        let file: ExportFile
        let manifest: ExportManifest
        /// Whether it lies in the folder of its assembly, as a copy of the one above.
        let isCopy: Bool
    }

    init(_ files: [ExportFile], _ parser: JSONParser) {
        var found: [Found] = []
        for file in files where ExportManifest.isNamed(file.name) {
            // What cannot be read as a manifest is told of when it is read as an export.
            do throws(ReadFailure) {
                guard let manifest = try ExportManifest(path: file.path, file: file.name, parser: parser) else { continue }
                let folder = ((file.name as NSString).deletingLastPathComponent as NSString).lastPathComponent
                found.append(Found(file: file, manifest: manifest, isCopy: folder == manifest.assembly))
            } catch {
                continue
            }
        }
        guard !found.isEmpty else {
            others = files
            return
        }
        var taken = Set(found.map(\.file.path))
        for (_, same) in Dictionary(grouping: found, by: { $0.file.source + "\n" + $0.manifest.report }) {
            let newest = same.sorted {
                ($0.isCopy ? 0 : 1, $0.file.modified, $0.file.name) < ($1.isCopy ? 0 : 1, $1.file.modified, $1.file.name)
            }
            guard let inForce = newest.last else { continue }
            deliveries.append(delivery(inForce, files))
            for manifest in same {
                for key in manifest.manifest.keys {
                    if let file = file(of: key, manifest.file, files) { taken.insert(file.path) }
                }
            }
            for part in deliveries.last?.parts ?? [] { taken.insert(part.path) }
            // Older assemblies lie below the top-level manifest's folder, whether their own manifests are still there or not.
            let folder = (inForce.file.name as NSString).deletingLastPathComponent + "/"
            if !inForce.isCopy, inForce.manifest.assembly != nil, !same.contains(where: { $0.manifest.keys.isEmpty }) {
                for file in files where file.name.hasPrefix(folder) && isAssembly(file, below: folder, named: inForce) {
                    taken.insert(file.path)
                }
            }
        }
        deliveries.sort { ($0.file.modified, $0.file.name) < ($1.file.modified, $1.file.name) }
        others = files.filter { !taken.contains($0.path) }
    }

    /// Whether a file lies in a folder beside those of the manifest in force, under the name of one of its parts.
    private func isAssembly(_ file: ExportFile, below folder: String, named manifest: Found) -> Bool {
        let rest = file.name.dropFirst(folder.count)
        guard rest.contains("/") else { return false }
        let name = (file.name as NSString).lastPathComponent
        return manifest.manifest.keys.contains { ($0 as NSString).lastPathComponent == name }
    }

    private func delivery(_ found: Found, _ files: [ExportFile]) -> ExportDelivery {
        var parts: [ExportFile] = []
        var missing: [String] = []
        for key in found.manifest.keys {
            if let file = file(of: key, found.file, files) { parts.append(file) } else { missing.append(key) }
        }
        var delivery = ExportDelivery(parts + [found.file], named: found.file.name, standingFor: found.file)
        delivery.parts = parts
        delivery.records = found.manifest.records
        if let first = missing.first {
            delivery.problem = (
                "waits: \(missing.count == 1 ? "a part" : "\(missing.count) parts") that it names \(missing.count == 1 ? "is" : "are") "
                    + "not there, the first being \(first)",
                "deliver the missing files; they are found by the ends of their names"
            )
        } else if parts.isEmpty {
            delivery.problem = ("names no file, expected the parts of a bill", "")
        }
        return delivery
    }

    /// The file of a key: of those of the manifest's source the one whose name has the longest end in common with it, at least the
    /// whole name within its folder.
    private func file(of key: String, _ manifest: ExportFile, _ files: [ExportFile]) -> ExportFile? {
        let wanted = key.split(separator: "/").reversed()
        var best: (file: ExportFile, count: Int)?
        for file in files where file.source == manifest.source {
            let own = file.name.split(separator: "/").reversed()
            let count = zip(wanted, own).prefix { $0 == $1 }.count
            // The name alone is that of a part in every assembly: such a file has to lie beside the manifest.
            let isBeside =
                (file.name as NSString).deletingLastPathComponent == (manifest.name as NSString).deletingLastPathComponent
            if count > 1 || isBeside, count > best?.count ?? 0 { best = (file, count) }
        }
        return best?.file
    }
}
