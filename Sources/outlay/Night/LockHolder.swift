import Glibc

/// Who holds the history's lock.
struct LockHolder: Hashable, Sendable {
    /// Its number; nil where the system does not tell it, as from within a container.
    var process: pid_t?
    /// For how many seconds it has lived; nil where that cannot be told.
    var seconds: Int?

    /// Who holds the lock on a file; nil where nobody does. Only the system's list is read: a lock that was taken to try it out
    /// would be in the way of a run that begins.
    static func of(_ path: String) -> LockHolder? {
        guard let status = fileStatus(path), let list = fileText("/proc/locks") else { return nil }
        for line in list.split(separator: "\n") {
            // `1: FLOCK  ADVISORY  WRITE 4711 08:01:131090 0 EOF`; one that waits has `->` before its kind.
            let words = line.split(separator: " ")
            // The device is left out: some file systems show another one here than to whom asks for a file's state.
            guard words.count > 5, words[1] == "FLOCK",
                words[5].split(separator: ":").last.flatMap({ UInt64($0) }) == UInt64(status.st_ino)
            else { continue }
            let process = pid_t(words[4]).flatMap { $0 > 0 ? $0 : nil }
            return LockHolder(process: process, seconds: process.flatMap(age))
        }
        return nil
    }

    /// Who writes a history at this moment; nil where nobody does, or has written anything yet.
    static func writing(_ history: String) -> LockHolder? {
        // A link has its log where the file is. A run that ends leaves it empty, so that the system's list, which takes longer to be had
        // than most answers, is only asked for where it is not.
        guard let real = unsafe realpath(history, nil) else { return nil }
        defer { unsafe free(real) }
        let path = unsafe String(cString: real)
        guard let log = fileStatus(path + "-wal"), log.st_size > 0 else { return nil }
        // A run locks beside the name that it has for the history.
        return of(history + ".lock") ?? of(path + ".lock")
    }

    /// For how many seconds a process has lived.
    private static func age(_ process: pid_t) -> Int? {
        // As proc(5) has it: the name in parentheses may hold anything, and what begins behind it is field 3; 22 is the start, in ticks
        // since the machine started.
        guard let line = fileText("/proc/\(process)/stat"), let end = line.lastIndex(of: ")"),
            let uptime = fileText("/proc/uptime")?.split(separator: ".").first.flatMap({ Int($0) })
        else { return nil }
        let fields = line[line.index(after: end)...].split(separator: " ")
        guard fields.count > 19, let start = Int(fields[19]) else { return nil }
        return uptime - start / max(1, sysconf(Int32(_SC_CLK_TCK)))
    }
}
