import Glibc

/// An open folder. Everything is named relative to it and no symlink in it is followed, so that nothing outside of it can
/// be written or removed through it.
struct Folder: ~Copyable {
    /// Where it is, for messages.
    let path: String
    private let descriptor: CInt

    private init(path: String, descriptor: CInt) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// What a name in a folder stands for.
    enum Kind { case nothing, file, folder, symlink, other }

    /// Opens a folder by its path, which a person gave us and may lead over symlinks; makes it where it is missing.
    static func open(_ path: String) throws(PublishFailure) -> Folder {
        var parent = ""
        for part in path.split(separator: "/", omittingEmptySubsequences: false) {
            parent += part.isEmpty && parent.isEmpty ? "/" : String(part) + "/"
            guard part != "", part != ".", part != ".." else { continue }
            if unsafe mkdir(parent, 0o777) != 0, errno != EEXIST { throw failure("make folder", path) }
        }
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open folder", path) }
        return Folder(path: path, descriptor: descriptor)
    }

    /// A folder in this one.
    func folder(_ name: String) throws(PublishFailure) -> Folder {
        let path = path + "/" + name
        let descriptor = unsafe openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw Folder.failure("open folder", path) }
        return Folder(path: path, descriptor: descriptor)
    }

    /// Makes a folder that is not there yet.
    func makeFolder(_ name: String) throws(PublishFailure) -> Folder {
        guard unsafe mkdirat(descriptor, name, 0o777) == 0 else { throw Folder.failure("make folder", path + "/" + name) }
        return try folder(name)
    }

    /// What a name stands for.
    func kind(_ name: String) throws(PublishFailure) -> Kind {
        var status = stat()
        guard unsafe fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            if errno == ENOENT { return .nothing }
            throw Folder.failure("look at", path + "/" + name)
        }
        return switch status.st_mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .folder
        case S_IFLNK: .symlink
        default: .other
        }
    }

    /// The names in it, sorted by their bytes.
    func names() throws(PublishFailure) -> [String] {
        // A descriptor of its own, since closing the listing closes it.
        let listing = unsafe openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard listing >= 0 else { throw Folder.failure("list", path) }
        guard let stream = unsafe fdopendir(listing) else {
            let failure = Folder.failure("list", path)
            close(listing)
            throw failure
        }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        errno = 0
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw Folder.failure("list", path) }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Whether there is a file of this name with exactly these bytes.
    func holds(_ name: String, _ bytes: [UInt8]) throws(PublishFailure) -> Bool {
        guard try kind(name) == .file else { return false }
        let file = unsafe openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard file >= 0 else {
            // Another process may have removed it since.
            if errno == ENOENT { return false }
            throw Folder.failure("read", path + "/" + name)
        }
        defer { close(file) }
        var at = 0
        var block = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe block.withUnsafeMutableBytes { unsafe read(file, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw Folder.failure("read", path + "/" + name)
            }
            if count == 0 { return at == bytes.count }
            guard at + count <= bytes.count, block[..<count] == bytes[at..<at + count] else { return false }
            at += count
        }
    }

    /// Writes a file that is not there yet and syncs it.
    func write(_ name: String, _ bytes: [UInt8]) throws(PublishFailure) {
        let path = path + "/" + name
        let file = unsafe openat(descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
        guard file >= 0 else { throw Folder.failure("make file", path) }
        defer { close(file) }
        var at = 0
        while at < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress?.advanced(by: at), $0.count - at) }
            if count < 0 {
                if errno == EINTR { continue }
                throw Folder.failure("write", path)
            }
            at += count
        }
        guard fsync(file) == 0 else { throw Folder.failure("sync", path) }
    }

    /// Makes an empty file that is not there yet and only its owner can read.
    func makeFile(_ name: String) throws(PublishFailure) {
        let file = unsafe openat(descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Folder.failure("make file", path + "/" + name) }
        close(file)
    }

    /// Gives a file its permissions and syncs it, when another library has written it.
    func complete(_ name: String, permissions: mode_t) throws(PublishFailure) {
        let path = path + "/" + name
        let file = unsafe openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard file >= 0 else { throw Folder.failure("open", path) }
        defer { close(file) }
        guard fchmod(file, permissions) == 0 else { throw Folder.failure("set permissions", path) }
        guard fsync(file) == 0 else { throw Folder.failure("sync", path) }
    }

    /// Syncs the names in it.
    func sync() throws(PublishFailure) {
        guard fsync(descriptor) == 0 else { throw Folder.failure("sync folder", path) }
    }

    /// Gives a file or folder another name; whatever file has that name is replaced.
    func rename(_ name: String, to other: String) throws(PublishFailure) {
        guard unsafe renameat(descriptor, name, descriptor, other) == 0 else {
            throw Folder.failure("rename", path + "/" + other)
        }
    }

    /// Two names change places at one moment.
    func exchange(_ name: String, with other: String) throws(PublishFailure) {
        guard exchangeNames(in: descriptor, name, other) else { throw Folder.failure("exchange", path + "/" + other) }
    }

    /// Removes a file, a symlink itself, or a folder with all that is in it; nothing where there is nothing.
    func remove(_ name: String) throws(PublishFailure) {
        switch try kind(name) {
        case .nothing: return
        case .folder:
            let inner = try folder(name)
            for entry in try inner.names() { try inner.remove(entry) }
            guard unsafe unlinkat(descriptor, name, AT_REMOVEDIR) == 0 else {
                throw Folder.failure("remove", path + "/" + name)
            }
        case .file, .symlink, .other:
            guard unsafe unlinkat(descriptor, name, 0) == 0 else { throw Folder.failure("remove", path + "/" + name) }
        }
    }

    private static func failure(_ operation: String, _ path: String) -> PublishFailure {
        let code = errno
        let text = unsafe String(cString: strerror(code))
        return PublishFailure(operation: operation, path: path, reason: text.prefix(1).lowercased() + text.dropFirst())
    }
}
