/// Text with `\n` at line ends as quoted-printable (RFC 2045, section 6.7): lines of at most 76 ASCII characters, CRLF at their
/// ends. A full stop or `From ` at the beginning of a line, which programs on the way have changed, is encoded too.
func quotedPrintable(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var output: [UInt8] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        let bytes = Array(line.utf8)
        var width = 0
        for (at, byte) in bytes.enumerated() {
            let isSpace = byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
            let isPlain = isSpace ? at + 1 < bytes.count : byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "=")
            let escape = [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            var code = isPlain ? [byte] : escape
            // The last place is for the mark of a line that goes on.
            if width + code.count > 75 {
                output += Array("=\r\n".utf8)
                width = 0
            }
            if width == 0, byte == UInt8(ascii: ".") || bytes[at...].starts(with: "From ".utf8) { code = escape }
            output += code
            width += code.count
        }
        output += Array("\r\n".utf8)
    }
    return String(decoding: output.dropLast(2), as: UTF8.self)
}
