import Billing
import Formats

/// A file of Inputs other than an export, as it lies on the disk.
struct InputFile {
    /// Its name in the history: relative to the inputs folder.
    var name: String
    /// Its path, for messages.
    var shown: String
    var content: [UInt8]

    /// No file that a person writes is as large, in bytes.
    private static let limit = 64 << 20

    /// A file's bytes; nil where there is no such file. What cannot be looked at is not taken for gone.
    static func bytes(_ path: String) throws(RefusedFile) -> [UInt8]? {
        switch Presence(path) {
        case .nothing: return nil
        case .unknown(let reason):
            throw RefusedFile([
                Refusal(at: Origin(file: path), reason, hint: "check its permissions and those of the folders above it")
            ])
        case .file, .folder: break
        }
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
