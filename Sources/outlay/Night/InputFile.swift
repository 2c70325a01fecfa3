import Billing
import Formats
import Foundation

/// A file of Inputs other than an export, as it lies on the disk.
struct InputFile {
    /// Its name in the history: relative to the inputs folder.
    var name: String
    /// Its path, for messages.
    var shown: String
    var content: [UInt8]

    /// No file that a person writes is as large, in bytes.
    private static let limit = 64 << 20

    /// A file's bytes; nil where there is no such file.
    static func bytes(_ path: String) throws(RefusedFile) -> [UInt8]? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do throws(ReadFailure) {
            var source = try ByteSource(path: path)
            var bytes: [UInt8] = []
            while bytes.count <= limit, try source.read(256 << 10, appendingTo: &bytes) {}
            return bytes
        } catch {
            throw RefusedFile([Refusal(at: Origin(file: path), error.reason, hint: error.hint)])
        }
    }
}
