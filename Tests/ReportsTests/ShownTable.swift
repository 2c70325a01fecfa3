/// A table as it stands on a page: headings, and rows by their first cell.
struct ShownTable {
    let headings: [String]
    /// Each row's first cell without its marks, and its other cells, in order.
    let rows: [(name: String, cells: [String])]

    /// The table whose caption begins with `caption`; nil where the page has none.
    init?(_ caption: String, in html: String) {
        let tables = html.components(by: "<table").dropFirst().compactMap { $0.components(by: "</table>").first }
        guard let table = tables.first(where: { $0.contains("<caption>" + caption) }) else { return nil }
        let lines = table.components(by: "<tr").dropFirst().map { line in
            // A drawing in a cell has elements of its own that begin with a t.
            line.components(by: "<t").dropFirst().filter { $0.hasPrefix("d") || $0.hasPrefix("h") }.map(ShownTable.text)
        }
        guard let first = lines.first else { return nil }
        headings = Array(first.dropFirst())
        rows = lines.dropFirst().map { ($0.first ?? "", Array($0.dropFirst())) }
    }

    /// The cells of a row by heading; nil where there is no such row.
    subscript(name: String) -> [String: String]? {
        rows.first { $0.name == name }.map { row in
            Dictionary(zip(headings, row.cells), uniquingKeysWith: { first, _ in first })
        }
    }

    /// What a cell's markup shows, up to its first mark.
    private static func text(_ cell: String) -> String {
        let content = cell.components(by: ">").dropFirst().joined(separator: ">")
        let pieces = content.components(by: "<")
        // A cell begins with text, or with the element that its text is in.
        if let first = pieces.first, first.contains(where: { !$0.isWhitespace }) { return trimmed(first) }
        return trimmed(pieces.dropFirst().first?.components(by: ">").last ?? "")
    }

    private static func trimmed(_ text: String) -> String {
        text.split(whereSeparator: { $0 == " " || $0 == "\n" }).joined(separator: " ")
    }
}
