package import Billing

/// A small CSV file that people edit: a header and rows (RFC 4180, UTF-8).
///
/// A byte order mark, LF, CRLF or CR as line ends, and line breaks in quotes are read; blank lines, rows of empty cells (as
/// spreadsheets leave them) and lines that begin with `#` are passed over. Cells are verbatim, spaces included.
package struct Sheet: Hashable, Sendable {
    /// One cell.
    package struct Cell: Hashable, Sendable {
        /// Its text without quotes.
        package var text: String
        /// Where it begins, at its quote if it has one.
        package var origin: Origin
        /// How many characters it takes in its first line, quotes included; at least 1.
        package var width: Int
    }

    /// One record: as many cells as the header has.
    package struct Row: Hashable, Sendable {
        /// The cells in the header's order.
        package var cells: [Cell]
        /// Where it begins.
        package var origin: Origin
    }

    /// The file's lines, for messages.
    package let source: SourceText
    /// The names of the columns.
    package let header: [Cell]
    /// The rows in the file's order.
    package let rows: [Row]

    /// The largest file that is read, in bytes: 64 MB.
    package static let sizeLimit = 64_000_000

    /// Reads a file; all mistakes are told at once.
    package init(_ bytes: [UInt8], file: String) throws(RefusedFile) {
        source = try SourceText(bytes, file: file, limit: Self.sizeLimit)
        var scanner = SheetScanner(source)
        var records: [Row] = []
        while let record = scanner.record() { records.append(record) }
        guard let first = records.first else {
            if scanner.refusals.isEmpty {
                let origin = Origin(file: file, line: 1, column: 1)
                throw RefusedFile([Refusal(at: origin, "no header, expected a line with the names of the columns")])
            }
            throw RefusedFile(scanner.refusals)
        }
        var refusals = scanner.refusals
        for row in records.dropFirst() where row.cells.count != first.cells.count {
            let (found, expected) = (row.cells.count, first.cells.count)
            let surplus = found > expected ? row.cells[expected] : nil
            let cells = "\(found) cell\(found == 1 ? "" : "s")"
            refusals.append(
                source.refusal(
                    at: surplus?.origin ?? row.origin, "row has \(cells), expected \(expected) as in the header",
                    width: surplus?.width ?? source.line(row.origin.line).count,
                    hint: surplus == nil ? "" : "put a cell that holds a comma in quotes"))
        }
        guard refusals.isEmpty else {
            throw RefusedFile(refusals.sorted { ($0.origin.line, $0.origin.column) < ($1.origin.line, $1.origin.column) })
        }
        header = first.cells
        rows = Array(records.dropFirst())
    }
}
