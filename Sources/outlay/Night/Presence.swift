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
}

/// The system's text for an error number, in lower case.
func systemReason(_ code: CInt) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text).lowercased()
}
