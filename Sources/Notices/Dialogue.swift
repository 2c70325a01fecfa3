/// What is said to a server and what it answered, while libcurl asks for the one and hands over the other.
final class Dialogue {
    /// What is uploaded, and how much of it has been handed over.
    var upload: [UInt8] = []
    private(set) var at = 0
    /// The last line with which the server refused something, clean and cut to a sensible length; its goodbye comes after it.
    private(set) var refusal = ""

    /// The next bytes to upload, at most so many; none at the end.
    func next(_ limit: Int) -> ArraySlice<UInt8> {
        let piece = upload[at..<min(at + limit, upload.count)]
        at += piece.count
        return piece
    }

    /// Keeps a line of the server that refuses something: its code begins with 4 or 5.
    func heard(_ bytes: [UInt8]) {
        guard let first = bytes.first, first == UInt8(ascii: "4") || first == UInt8(ascii: "5") else { return }
        let text = String(decoding: bytes.prefix(400), as: UTF8.self).split { $0.isNewline }.first ?? ""
        refusal = cleaned(String(text), limit: 120)
    }
}
