import Glibc

extension DueDelivery {
    /// What a file with a secret holds, without line ends after it. Only its owner may have access to it.
    func secret(_ what: String, _ path: String, _ folder: String) throws(DeliveryFailure) -> [UInt8] {
        // A pipe would be waited for.
        let file = unsafe open(placed(path, folder), O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw failure(.secret, "\(what) \(cleaned(path)): \(systemMessage(errno))") }
        defer { close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw failure(.secret, "\(what) \(cleaned(path)) is no file")
        }
        guard status.st_mode & 0o077 == 0 else {
            let mode = String(status.st_mode & 0o777, radix: 8)
            throw failure(
                .secret, "\(what) \(cleaned(path)) has mode \(mode), expected one that only its owner can read",
                hint: "chmod 600 \(cleaned(path))")
        }
        let limit = 65_536
        var bytes = [UInt8](repeating: 0, count: limit)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(file, $0.baseAddress, $0.count) }
        guard count >= 0 else { throw failure(.secret, "\(what) \(cleaned(path)): \(systemMessage(errno))") }
        guard count < limit else {
            throw failure(.secret, "\(what) \(cleaned(path)) is longer than any secret, expected one line")
        }
        bytes.removeLast(limit - count)
        while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
        guard !bytes.isEmpty else { throw failure(.secret, "\(what) \(cleaned(path)) is empty, expected one line") }
        return bytes
    }

    /// A secret that is one line of text.
    func secretText(_ what: String, _ path: String, _ folder: String) throws(DeliveryFailure) -> String {
        let bytes = try secret(what, path, folder)
        guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw failure(
                .secret, "\(what) \(cleaned(path)) has more than one line or a control character, expected one line of text")
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// A path of the settings, seen from a folder.
func placed(_ path: String, _ folder: String) -> String { path.hasPrefix("/") || folder.isEmpty ? path : folder + "/" + path }

/// The system's words for an error.
func systemMessage(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text).lowercased()
}
