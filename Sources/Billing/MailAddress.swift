/// Whether a text is a plain mail address as in `finance@example.org`: one `@`, letters, digits and the usual marks, ASCII only.
/// Names beside it, quotes and comments, which RFC 5322 has too, are not taken.
package func isMailAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, text.utf8.count <= 254, parts[0].utf8.count <= 64 else { return false }
    let marks = Array("!#$%&'*+/=?^_`{|}~-".utf8)
    return isDotted(parts[0]) { isLetterOrDigit($0) || marks.contains($0) }
        && isDotted(parts[1]) { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
}

/// Whether a text is words of allowed bytes with a dot between each.
private func isDotted(_ text: Substring, _ isAllowed: (UInt8) -> Bool) -> Bool {
    text.split(separator: ".", omittingEmptySubsequences: false)
        .allSatisfy { word in !word.isEmpty && word.utf8.allSatisfy(isAllowed) }
}

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
    default: false
    }
}
