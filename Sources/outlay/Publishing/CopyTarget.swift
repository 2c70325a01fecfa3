import Glibc
import History

/// Where a copy of the history goes: nothing is there yet, or an earlier copy of its kind.
struct CopyTarget {
    /// What a copy is for.
    enum Kind {
        /// All of the history, to have it back.
        case backup
        /// What other programs read.
        case publication

        /// What messages call it.
        var noun: String { self == .backup ? "backup" : "publication" }
        /// How the command is written.
        fileprivate var example: String {
            self == .backup ? "outlay backup FOLDER/history.sqlite" : "outlay publish FOLDER/costs.sqlite"
        }
        /// What a file is called that is none.
        fileprivate var other: String { self == .backup ? "is no history of outlay" : "was not written by outlay publish" }

        /// Whether what lies at a path is an earlier one.
        fileprivate func isOne(_ path: String) throws(HistoryError) -> Bool {
            switch self {
            case .backup: try History.isHistory(path)
            case .publication: try PublishedCopy.isOne(path)
            }
        }
    }

    /// What it is.
    let kind: Kind
    /// Its folder, which is there.
    let folder: String
    /// Its name in the folder.
    let name: String
    /// Who may read it: those who may read the history.
    let permissions: mode_t

    /// What SQLite may put beside a file that it writes.
    private static let companions = ["-journal", "-wal", "-shm"]

    /// Looks at what lies at `file`; whatever is no earlier copy of the kind is not replaced.
    init(_ file: String, of history: String, _ kind: Kind) throws(CommandFailure) {
        self.kind = kind
        name = file.hasSuffix("/") ? "" : PathName(file).name
        let parent = PathName(file).folder
        folder = parent.isEmpty ? "." : parent
        guard !name.isEmpty, name != ".", name != ".." else {
            throw CommandFailure(
                status: .usage, message: "\"\(file)\" is no file's name, expected FILE",
                hint: kind.example)
        }
        switch Presence(folder) {
        case .folder: break
        case .nothing:
            throw CommandFailure(
                status: .output, message: "\(file): no \(kind.noun): there is no folder \(folder)", hint: "mkdir -p \(folder)")
        case .file:
            throw CommandFailure(
                status: .output, message: "\(file): no \(kind.noun): \(folder) is no folder", hint: "name a file in a folder")
        case .unknown(let reason):
            throw CommandFailure(status: .output, message: "\(folder): \(reason)", hint: "check its permissions")
        }
        var source = stat(), there = stat()
        guard unsafe stat(history, &source) == 0 else {
            throw CommandFailure(status: .history, message: "\(history): \(systemReason(errno))", hint: "check its permissions")
        }
        permissions = source.st_mode & 0o666
        let own = [history] + (CopyTarget.companions + [".lock"]).map { history + $0 }
        if own.contains(where: { CopyTarget.areSame($0, file) }) {
            throw CommandFailure(
                status: .usage, message: "\(file): is the history itself, expected another file",
                hint: "name a file elsewhere, best on another disk")
        }
        // The log of what was there would be taken for the log of what is put there.
        for beside in CopyTarget.companions.map({ file + $0 }) {
            let presence = Presence(beside)
            if case .unknown(let reason) = presence {
                throw CommandFailure(status: .output, message: "\(beside): \(reason)", hint: "check the folder's permissions")
            }
            guard presence != .nothing else { continue }
            throw CommandFailure(
                status: .output, message: "\(file): no \(kind.noun): \(beside) lies there, as beside a database in use",
                hint: "name another file; remove \(beside) only if nothing uses \(file)")
        }
        guard unsafe lstat(file, &there) == 0 else {
            if errno == ENOENT { return }
            throw CommandFailure(status: .output, message: "\(file): \(systemReason(errno))", hint: "check its permissions")
        }
        guard there.st_mode & S_IFMT == S_IFREG else {
            throw CommandFailure(
                status: .output,
                message: "\(file): no \(kind.noun): is no plain file, expected an earlier \(kind.noun) or nothing",
                hint: "name another file")
        }
        let isEarlier: Bool
        do throws(HistoryError) {
            isEarlier = try kind.isOne(file)
        } catch {
            throw CommandFailure(status: .output, message: error.message, hint: error.hint)
        }
        guard isEarlier else {
            throw CommandFailure(
                status: .output, message: "\(file): no \(kind.noun): \(kind.other), expected an earlier \(kind.noun) or nothing",
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
        for left in try folder.names() where CopyTarget.isLeftover(left) { try folder.remove(left) }
        let fresh = TemporaryName.of(name)
        try folder.makeFile(fresh)
        return folder.path + "/" + fresh
    }

    /// Puts the copy in its place, synced with its name, and after it the texts that belong beside it.
    func complete(_ texts: [CopyText] = []) throws(PublishFailure) {
        let folder = try Folder.open(folder)
        for text in texts {
            let fresh = TemporaryName.of(text.name)
            try folder.remove(fresh)
            try folder.write(fresh, Array(text.text.utf8))
            try folder.complete(fresh, permissions: permissions)
        }
        let fresh = TemporaryName.of(name)
        try folder.complete(fresh, permissions: permissions)
        for name in [name] + texts.map(\.name) { try folder.rename(TemporaryName.of(name), to: name) }
        try folder.sync()
    }

    /// Removes what was written so far.
    func abandon(_ texts: [CopyText] = []) {
        // What failed before is the failure to tell; a leftover is removed by the next copy at the latest.
        do throws(PublishFailure) {
            let folder = try Folder.open(folder)
            let fresh = TemporaryName.of(name)
            let besides = CopyTarget.companions.map { fresh + $0 } + texts.map { TemporaryName.of($0.name) }
            for left in [fresh] + besides { try folder.remove(left) }
        } catch {}
    }

    /// Whether a name is that of a copy, or of what lay beside one, that a killed process has left half written.
    private static func isLeftover(_ name: String) -> Bool {
        let companion = companions.first(where: name.hasSuffix) ?? ""
        return TemporaryName.isLeftover(String(name.dropLast(companion.count)))
    }
}

extension CommandFailure {
    /// Runs what may fail beside a copy's place and turns its failure into the command's.
    static func met<Result>(
        _ target: CopyTarget, _ file: String, _ body: () throws(PublishFailure) -> Result
    ) throws(CommandFailure) -> Result {
        do throws(PublishFailure) {
            return try body()
        } catch {
            throw CommandFailure(
                status: .output, message: "\(file): no \(target.kind.noun): \(error.operation): \(error.reason)",
                hint: "what was there before is intact; check the folder's permissions and space")
        }
    }
}
