import Billing

/// Writes a table as RFC 4180 with line feeds: a header, absent cells empty, text that a spreadsheet would take for a
/// formula behind an apostrophe. Numbers are never guarded.
func csv(_ table: Table) -> [UInt8] {
    var output = Array((table.columns.map { quoted($0.name) }.joined(separator: ",") + "\n").utf8)
    for row in table.rows {
        for (at, cell) in row.enumerated() {
            if at > 0 { output.append(UInt8(ascii: ",")) }
            append(cell, to: &output)
        }
        output.append(UInt8(ascii: "\n"))
    }
    return output
}

private func append(_ cell: Cell, to output: inout [UInt8]) {
    switch cell {
    case .text(let raw): output.append(contentsOf: quoted(guarded(SafeText(raw).text)).utf8)
    case .amount(let amount, _): amount.append(to: &output)
    case .quantity(let quantity): quantity.value.append(to: &output)
    case .absent, .integer, .percent, .real: output.append(contentsOf: (cell.plainText ?? "").utf8)
    }
}

/// A leading apostrophe keeps a spreadsheet from computing what a bill's tag says.
private func guarded(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, ["=", "+", "-", "@", "\t", "\r"].contains(first) else { return text }
    return "'" + text
}

/// In quotation marks where a comma, a quotation mark or a line end asks for them.
package func quoted(_ text: String) -> String {
    let special: (UInt8) -> Bool = {
        $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r")
    }
    guard text.utf8.contains(where: special) else { return text }
    // By scalar: a quotation mark before a combining mark is a character of its own to Swift.
    var output = String.UnicodeScalarView("\"".unicodeScalars)
    for scalar in text.unicodeScalars {
        if scalar == "\"" { output.append("\"") }
        output.append(scalar)
    }
    output.append("\"")
    return String(output)
}
