import Glibc

/// What the first bytes of a file say, whatever its size is said to be, which is 0 for files that the system makes up; nil where it
/// cannot be read.
func fileText(_ path: String, first most: Int = .max) -> String? {
    guard let file = unsafe fopen(path, "re") else { return nil }
    defer { unsafe fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 4096)
    while bytes.count < most {
        let count = unsafe block.withUnsafeMutableBytes {
            unsafe fread($0.baseAddress, 1, min($0.count, most - bytes.count), file)
        }
        if count == 0 { break }
        bytes += block[..<count]
    }
    return unsafe ferror(file) == 0 ? String(decoding: bytes, as: UTF8.self) : nil
}
