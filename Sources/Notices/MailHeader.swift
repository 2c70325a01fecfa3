import Billing

/// A header's line or lines without the last line end, folded between words at 76 characters (RFC 5322, section 2.2.3).
func mailHeader(_ name: String, _ words: [String]) -> String {
    var lines = name + ":"
    var width = lines.utf8.count
    for (index, word) in words.enumerated() {
        if width + 1 + word.utf8.count > 76, index > 0 {
            lines += "\r\n"
            width = 0
        }
        lines += " " + word
        width += 1 + word.utf8.count
    }
    return lines
}

/// The words of a header for people. The text has been cleaned, so that no line break is left to begin another header. What is not
/// plain ASCII, has words too long for a line, or could be taken for encoded words, is written as those (RFC 2047).
func headerWords(_ text: String) -> [String] {
    let words = text.split(separator: " ").map(String.init)
    let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } && !text.contains("=?")
    return isPlain && words.allSatisfy { $0.utf8.count <= 60 } ? words : encodedWords(text)
}

/// A text as encoded words of whole characters, each at most 75 bytes long (RFC 2047, section 2).
private func encodedWords(_ text: String) -> [String] {
    var words: [String] = []
    var piece: [UInt8] = []
    for scalar in text.unicodeScalars {
        let bytes = Array(String(scalar).utf8)
        // 36 bytes are 48 characters of base64, and 12 more stand around them: with the header's name still a short line.
        if piece.count + bytes.count > 36 {
            words.append("=?UTF-8?B?\(base64(piece))?=")
            piece = []
        }
        piece += bytes
    }
    return words + ["=?UTF-8?B?\(base64(piece))?="]
}

/// RFC 4648.
private func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let group = bytes[start..<min(start + 3, bytes.count)]
        let value = (0..<3).reduce(0) { $0 << 8 | ($1 < group.count ? Int(group[start + $1]) : 0) }
        for at in 0..<4 { text.append(at <= group.count ? alphabet[value >> (18 - at * 6) & 63] : UInt8(ascii: "=")) }
    }
    return String(decoding: text, as: UTF8.self)
}

/// `Tue, 20 Oct 2026 06:00:00 +0000` (RFC 5322, section 3.3).
func mailDate(_ moment: Timestamp) -> String {
    let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]  // 1970-01-01 was a Thursday
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let (year, month, day) = moment.day.civil
    let weekday = weekdays[((Int(moment.day.number) % 7) + 7) % 7]
    let second = Int(moment.second)
    let time = [second / 3600, second / 60 % 60, second % 60].map { ($0 < 10 ? "0" : "") + "\($0)" }.joined(separator: ":")
    return "\(weekday), \(day) \(months[month - 1]) \(year) \(time) +0000"
}
