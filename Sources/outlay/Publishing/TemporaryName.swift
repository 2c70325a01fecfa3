import Glibc

/// The name that something has beside its place while it is written: `.outlay-NAME.PID.new`. The process's id keeps apart what two
/// of them write into one folder, and tells what is left over.
enum TemporaryName {
    private static let prefix = ".outlay-"
    private static let suffix = ".new"

    /// What this process calls it until it is whole.
    static func of(_ name: String) -> String { "\(prefix)\(name).\(getpid())\(suffix)" }

    /// Whether a name is that of something half written whose writer lives no more. One without a process's id is of a version that gave
    /// none, where `orWithout` says so, or of somebody else.
    static func isLeftover(_ name: String, orWithout: Bool = false) -> Bool {
        guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return false }
        let parts = name.dropFirst(prefix.count).dropLast(suffix.count).split(separator: ".")
        guard parts.count > 1, let last = parts.last, let process = pid_t(last), process > 0 else { return orWithout }
        if process == getpid() { return true }
        // A process of somebody else's lives too, though it may not be signalled.
        return kill(process, 0) != 0 && errno == ESRCH
    }
}
