import Glibc

/// A file without a name that goes with the value; a program reads it from its beginning.
struct Scratch: ~Copyable {
    let descriptor: Int32

    /// A file with these bytes; nil where none can be made or written.
    init?(_ bytes: [UInt8]) {
        var name = Array("/tmp/outlay-XXXXXX".utf8CString)
        let file = unsafe mkstemp(&name)
        guard file >= 0 else { return nil }
        unsafe unlink(name)
        // A program gets it as its input or output, not besides.
        _ = fcntl(file, F_SETFD, FD_CLOEXEC)
        var at = 0
        while at < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { unsafe write(file, $0.baseAddress?.advanced(by: at), $0.count - at) }
            if count < 0, errno != EINTR {
                close(file)
                return nil
            }
            at += max(0, count)
        }
        lseek(file, 0, SEEK_SET)
        descriptor = file
    }

    deinit { close(descriptor) }

    /// What a program wrote first, clean and cut to a sensible length.
    var firstLine: String {
        var bytes = [UInt8](repeating: 0, count: 400)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe pread(descriptor, $0.baseAddress, $0.count, 0) }
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        return cleaned(String(text.split { $0.isNewline }.first ?? ""), limit: 120)
    }
}
