import Foundation

/// Sample files that lie beside the project where they are there at all.
enum SampleFolder {
    static let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../shared/samples").standardizedFileURL

    /// A path below the samples; nil, with a message, where they are absent.
    static func path(_ name: String) -> String? {
        let path = url.appendingPathComponent(name).path
        guard FileManager.default.fileExists(atPath: path) else {
            print("skipped: no \(path)")
            return nil
        }
        return path
    }
}
