/// Writes a table as RFC 4180 with line feeds: a header, absent cells empty, text that a spreadsheet would take for a
/// formula behind an apostrophe. Numbers are never guarded.
func csv(_ table: Table) -> [UInt8] {
    var output = table.columns.map { quoted($0.name) }.joined(separator: ",") + "\n"
    for row in table.rows {
        output += row.map(csvField).joined(separator: ",") + "\n"
    }
    return Array(output.utf8)
}

private func csvField(_ cell: Cell) -> String {
    guard case .text(let raw) = cell else { return cell.plainText ?? "" }
    return quoted(guarded(SafeText(raw).text))
}

/// A leading apostrophe keeps a spreadsheet from computing what a bill's tag says.
private func guarded(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, ["=", "+", "-", "@", "\t", "\r"].contains(first) else { return text }
    return "'" + text
}

/// In quotation marks where a comma, a quotation mark or a line end asks for them.
package func quoted(_ text: String) -> String {
    let special: (Unicode.Scalar) -> Bool = { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }
    guard text.unicodeScalars.contains(where: special) else { return text }
    // By scalar: a quotation mark before a combining mark is a character of its own to Swift.
    var output = String.UnicodeScalarView("\"".unicodeScalars)
    for scalar in text.unicodeScalars {
        if scalar == "\"" { output.append("\"") }
        output.append(scalar)
    }
    output.append("\"")
    return String(output)
}
