import Billing
import Exports
import Formats

/// Which export files are one delivery.
struct DeliveryGrouping {
    let place: Workplace
    let parser: JSONParser

    /// The deliveries that files make, those of manifests first; one that is `known` by its name keeps its files.
    func deliveries(_ files: [ExportFile], known: some Sequence<String>) -> [ExportDelivery] {
        let manifests = ManifestParts(files, parser)
        let settings = place.settings
        return manifests.deliveries
            + NumberedParts.grouped(manifests.others, known: known, apart: addsByItself) { settings[source: $0].parts }
    }

    /// Whether a file is one that adds to what other files say, so that a number in its name makes it no part of a delivery.
    private func addsByItself(_ file: ExportFile) -> Bool {
        let settings = place.settings[source: file.source]
        if let mode = settings.mode { return mode == .append }
        var format = settings.format.flatMap(ExportFormat.init(rawValue:))
        if format == nil {
            do throws(ReadFailure) {
                format = try ExportInput(path: file.path, file: file.name, format: nil, settings: settings, parser: parser).format
            } catch {
                // What cannot be opened is told when it is read.
                return false
            }
        }
        return format.map { $0.isLog || $0.usualMode == .append } ?? false
    }
}
