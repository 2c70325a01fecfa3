import CCurl
import Glibc

/// A file in memory that goes with the value, so that no folder need be writable; a program reads it from its beginning.
struct Scratch: ~Copyable {
    let descriptor: Int32

    /// A file with these bytes; nil where none can be made or written.
    init?(_ bytes: [UInt8]) {
        // A program gets it as its input or output, not besides.
        let file = unsafe memfd_create("message", outlay_close_on_exec)
        guard file >= 0 else { return nil }
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
