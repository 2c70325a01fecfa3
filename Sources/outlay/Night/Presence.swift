import CLinux
import Glibc

/// What lies at a path, links followed. Only what the system says is not there is gone: what cannot be looked at, and a link
/// whose target is away, may be there.
enum Presence: Equatable {
    case nothing
    case folder
    /// A file, or anything else that is no folder.
    case file
    /// It cannot be told; why, in the system's words.
    case unknown(String)

    init(_ path: String) {
        var status = stat()
        if unsafe stat(path, &status) == 0 {
            self = status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
            return
        }
        let code = errno
        if code == ENOENT {
            self = unsafe lstat(path, &status) == 0 ? .unknown("is a link to nothing") : .nothing
        } else {
            self = .unknown("cannot be read: \(systemReason(code))")
        }
    }

    /// Whether a folder has all these files. It is looked up once: a month has some forty files, and each night asks for those of all months.
    static func areFiles(_ names: [String], in folder: String) -> Bool {
        let opened = unsafe open(folder, outlay_open_path | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else { return false }
        defer { close(opened) }
        var status = stat()
        return names.allSatisfy { unsafe fstatat(opened, $0, &status, 0) == 0 && status.st_mode & S_IFMT != S_IFDIR }
    }
}

/// The system's text for an error number, in lower case.
func systemReason(_ code: CInt) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text).lowercased()
}
