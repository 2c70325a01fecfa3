import Glibc

/// A name in a folder, as the system has it.
struct FolderEntry {
    /// Why a folder cannot be listed, in the system's words.
    struct Failure: Error {
        var reason: String
    }

    /// The name; bytes that are not UTF-8 stand as U+FFFD.
    let name: String
    /// Whether `name` is the very name; of another nothing can be opened.
    let isUTF8: Bool
    /// Its state; a link is not followed.
    let status: stat

    /// Whether it is a folder.
    var isFolder: Bool { status.st_mode & S_IFMT == S_IFDIR }
    /// Whether it is a regular file.
    var isFile: Bool { status.st_mode & S_IFMT == S_IFREG }

    /// What is in a folder, by name. What vanishes meanwhile is left out.
    static func entries(of path: String) throws(Failure) -> [FolderEntry] {
        guard let stream = unsafe opendir(path) else { throw Failure(reason: systemReason(errno)) }
        defer { unsafe closedir(stream) }
        var entries: [FolderEntry] = []
        errno = 0
        while let entry = unsafe readdir(stream) {
            // A name need not be text: it is kept as the bytes that it is until the system has told what it stands for.
            let bytes = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { unsafe Array($0.prefix { $0 != 0 }) }
            if bytes != [0x2E], bytes != [0x2E, 0x2E] {
                var status = stat()
                let terminated = bytes.map { CChar(bitPattern: $0) } + [0]
                let isThere = unsafe fstatat(dirfd(stream), terminated, &status, AT_SYMLINK_NOFOLLOW) == 0
                if isThere {
                    entries.append(
                        FolderEntry(
                            name: String(decoding: bytes, as: UTF8.self),
                            isUTF8: String(validating: bytes, as: UTF8.self) != nil, status: status))
                } else if errno != ENOENT {
                    throw Failure(reason: systemReason(errno))
                }
            }
            errno = 0
        }
        guard errno == 0 else { throw Failure(reason: systemReason(errno)) }
        return entries.sorted { $0.name < $1.name }
    }
}
