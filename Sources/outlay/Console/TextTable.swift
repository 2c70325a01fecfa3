/// Rows in columns for a terminal: numbers to the right, words to the left.
struct TextTable {
    var header: [String]
    var rows: [[String]]
    /// Columns that are aligned to the right.
    var numeric: Set<Int> = []

    /// The table as lines, with a rule below the header.
    func text() -> String {
        var widths = header.map(\.count)
        for row in rows {
            for (index, cell) in row.enumerated() where index < widths.count { widths[index] = max(widths[index], cell.count) }
        }
        func line(_ cells: [String]) -> String {
            var text = ""
            // Spaces are written when something follows them: a line has none at its end.
            var gap = 0
            for (index, cell) in cells.enumerated() {
                let space = widths[index] - cell.count
                if !cell.isEmpty {
                    text += String(repeating: " ", count: numeric.contains(index) ? gap + space : gap) + cell
                    gap = 0
                }
                gap += (numeric.contains(index) && !cell.isEmpty ? 0 : space) + 2
            }
            while text.last == " " { text.removeLast() }
            return text + "\n"
        }
        let rule = widths.map { String(repeating: "-", count: $0) }
        return line(header) + line(rule) + rows.map(line).joined()
    }
}
