import Glibc

/// A history that nobody has open: all of it is in one file, which can be read without anything being made beside it.
struct StillFile: Equatable {
    private let path: String
    private var size: Int64
    private var inode: UInt64
    private var seconds: Int
    private var nanoseconds: Int

    /// The file at `path`; nil where it is missing, or where a log or its index lies beside it, as any who write keep them.
    init?(_ path: String) {
        // A link has its log where the file is.
        guard let real = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(real) }
        let path = unsafe String(cString: real)
        if StillFile.status(path + "-shm") != nil { return nil }
        if let log = StillFile.status(path + "-wal"), log.st_size > 0 { return nil }
        guard let status = StillFile.status(path) else { return nil }
        self.init(path, status)
    }

    private init(_ path: String, _ status: stat) {
        self.path = path
        size = Int64(status.st_size)
        inode = UInt64(status.st_ino)
        seconds = status.st_mtim.tv_sec
        nanoseconds = status.st_mtim.tv_nsec
    }

    /// Whether the file is not as it was: somebody has begun to write since, and what was read may be of two states.
    var hasChanged: Bool { StillFile.status(path).map { StillFile(path, $0) } != self }

    private static func status(_ path: String) -> stat? {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? status : nil
    }
}
