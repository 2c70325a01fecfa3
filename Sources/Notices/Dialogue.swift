/// What is said to a server and what it answered, while libcurl asks for the one and hands over the other.
final class Dialogue {
    /// What is uploaded, and how much of it has been handed over.
    var upload: [UInt8] = []
    private(set) var at = 0
    /// The server's last line, clean and cut to a sensible length.
    private(set) var line = ""

    /// The next bytes to upload, at most so many; none at the end.
    func next(_ limit: Int) -> ArraySlice<UInt8> {
        let piece = upload[at..<min(at + limit, upload.count)]
        at += piece.count
        return piece
    }

    /// Keeps a line of the server.
    func heard(_ bytes: [UInt8]) {
        let text = String(decoding: bytes.prefix(400), as: UTF8.self).split { $0.isNewline }.first ?? ""
        if !text.isEmpty { line = cleaned(String(text), limit: 120) }
    }
}
