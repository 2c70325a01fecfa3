import Glibc

/// The lock that keeps runs from overlapping: an advisory lock on a file beside the history, freed by the system when the
/// process ends, however it ends.
package final class Lock {
    private let descriptor: Int32

    /// Takes the lock, or throws `locked` at once.
    package init(path: String) throws(HistoryError) {
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .system(path: path, reason: systemText(errno)) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            throw code == EWOULDBLOCK ? .locked(path: path) : .system(path: path, reason: systemText(code))
        }
    }

    deinit { close(descriptor) }
}

/// The system's text for an error number.
func systemText(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text).lowercased()
}
