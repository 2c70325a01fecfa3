import Foundation

/// A file of Inputs other than an export, as it lies on the disk.
struct InputFile {
    /// Its name in the history: relative to the inputs folder.
    var name: String
    /// Its path, for messages.
    var shown: String
    var content: [UInt8]

    /// A file's bytes; nil where there is no such file.
    static func bytes(_ path: String) throws(CommandFailure) -> [UInt8]? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            return try Array(Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw CommandFailure(status: .configuration, message: "\(path): cannot be read", hint: "check the file's permissions")
        }
    }
}
