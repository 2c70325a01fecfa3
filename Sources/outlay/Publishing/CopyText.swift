import Glibc
import Reports

/// A text that belongs beside a copy, by its name in the copy's folder.
struct CopyText: Hashable, Sendable {
    let name: String
    let text: String

    /// What the first bytes of every text beside a copy say, so that no file of somebody else is replaced, nor that of another copy.
    static func mark(_ copy: String) -> String {
        "Written by outlay publish beside \(Reports.json(copy).dropFirst().dropLast()); the next publication replaces it."
    }

    /// Whether what lies at a path may be replaced by a text beside `copy`: nothing, or an earlier one.
    static func mayReplace(_ path: String, beside copy: String) throws(CommandFailure) -> Bool {
        switch Presence(path) {
        case .nothing: return true
        case .folder: return false
        case .unknown(let reason):
            throw CommandFailure(status: .output, message: "\(path): \(reason)", hint: "check its permissions")
        // A pipe would be waited for.
        case .file: guard fileStatus(path).map({ $0.st_mode & S_IFMT == S_IFREG }) ?? false else { return false }
        }
        guard let text = fileText(path, first: 4096) else {
            throw CommandFailure(status: .output, message: "\(path): cannot be read", hint: "check its permissions")
        }
        return text.contains(mark(copy))
    }
}
