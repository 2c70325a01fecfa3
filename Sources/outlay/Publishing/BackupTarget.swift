import Glibc
import History

/// Where a backup goes: nothing is there yet, or an earlier backup.
struct BackupTarget {
    /// Its folder, which is there.
    let folder: String
    /// Its name in the folder.
    let name: String
    /// Who may read it: those who may read the history.
    let permissions: mode_t

    /// What SQLite may put beside a file that it writes.
    private static let companions = ["-journal", "-wal", "-shm"]

    /// Looks at what lies at `file`; whatever is no earlier backup is not replaced.
    init(_ file: String, of history: String) throws(CommandFailure) {
        name = file.hasSuffix("/") ? "" : PathName(file).name
        let parent = PathName(file).folder
        folder = parent.isEmpty ? "." : parent
        guard !name.isEmpty, name != ".", name != ".." else {
            throw CommandFailure(
                status: .usage, message: "\"\(file)\" is no file's name, expected FILE",
                hint: "outlay backup FOLDER/history.sqlite")
        }
        switch Presence(folder) {
        case .folder: break
        case .nothing:
            throw CommandFailure(
                status: .output, message: "\(file): no backup: there is no folder \(folder)", hint: "mkdir -p \(folder)")
        case .file:
            throw CommandFailure(
                status: .output, message: "\(file): no backup: \(folder) is no folder", hint: "name a file in a folder")
        case .unknown(let reason):
            throw CommandFailure(status: .output, message: "\(folder): \(reason)", hint: "check its permissions")
        }
        var source = stat(), there = stat()
        guard unsafe stat(history, &source) == 0 else {
            throw CommandFailure(status: .history, message: "\(history): \(systemReason(errno))", hint: "check its permissions")
        }
        permissions = source.st_mode & 0o666
        let own = [history] + (BackupTarget.companions + [".lock"]).map { history + $0 }
        if own.contains(where: { BackupTarget.areSame($0, file) }) {
            throw CommandFailure(
                status: .usage, message: "\(file): is the history itself, expected another file",
                hint: "name a file elsewhere, best on another disk")
        }
        // The log of what was there would be taken for the log of what is put there.
        for beside in BackupTarget.companions.map({ file + $0 }) {
            let presence = Presence(beside)
            if case .unknown(let reason) = presence {
                throw CommandFailure(status: .output, message: "\(beside): \(reason)", hint: "check the folder's permissions")
            }
            guard presence != .nothing else { continue }
            throw CommandFailure(
                status: .output, message: "\(file): no backup: \(beside) lies there, as beside a database in use",
                hint: "name another file; remove \(beside) only if nothing uses \(file)")
        }
        guard unsafe lstat(file, &there) == 0 else {
            if errno == ENOENT { return }
            throw CommandFailure(status: .output, message: "\(file): \(systemReason(errno))", hint: "check its permissions")
        }
        guard there.st_mode & S_IFMT == S_IFREG else {
            throw CommandFailure(
                status: .output, message: "\(file): no backup: is no plain file, expected an earlier backup or nothing",
                hint: "name another file")
        }
        let isBackup: Bool
        do throws(HistoryError) {
            isBackup = try History.isHistory(file)
        } catch {
            throw CommandFailure(status: .output, message: error.message, hint: error.hint)
        }
        guard isBackup else {
            throw CommandFailure(
                status: .output, message: "\(file): no backup: is no history of outlay, expected an earlier backup or nothing",
                hint: "name another file, or remove this one")
        }
    }

    /// Whether two paths lead to one file; false where one of them leads to none.
    private static func areSame(_ one: String, _ other: String) -> Bool {
        var first = stat(), second = stat()
        guard unsafe stat(one, &first) == 0, unsafe stat(other, &second) == 0 else { return false }
        return first.st_dev == second.st_dev && first.st_ino == second.st_ino
    }

    /// Removes what killed processes have left half written and makes the file that the copy is written into; its path.
    func begin() throws(PublishFailure) -> String {
        let folder = try Folder.open(folder)
        for left in try folder.names() where BackupTarget.isLeftover(left) { try folder.remove(left) }
        let fresh = TemporaryName.of(name)
        try folder.makeFile(fresh)
        return folder.path + "/" + fresh
    }

    /// Puts the copy in its place, synced with its name.
    func complete() throws(PublishFailure) {
        let folder = try Folder.open(folder)
        let fresh = TemporaryName.of(name)
        try folder.complete(fresh, permissions: permissions)
        try folder.rename(fresh, to: name)
        try folder.sync()
    }

    /// Removes what was written so far.
    func abandon() {
        // What failed before is the failure to tell; a leftover is removed by the next backup at the latest.
        do throws(PublishFailure) {
            let folder = try Folder.open(folder)
            let fresh = TemporaryName.of(name)
            for left in [fresh] + BackupTarget.companions.map({ fresh + $0 }) { try folder.remove(left) }
        } catch {}
    }

    /// Whether a name is that of a backup, or of what lay beside one, that a killed process has left half written.
    private static func isLeftover(_ name: String) -> Bool {
        let companion = companions.first(where: name.hasSuffix) ?? ""
        return TemporaryName.isLeftover(String(name.dropLast(companion.count)))
    }
}
