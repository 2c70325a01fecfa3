import History
import Reports

/// A query's answer in one of its formats. CSV and JSON are written as the rows come; a table's widths depend on all of them, so
/// that it and Markdown wait for the end.
struct QueryAnswer {
    /// How much an answer that waits may take, in bytes.
    static let bound = 64 << 20
    private static let block = 64 << 10

    private let format: QueryOptions.Format
    private let console: Console
    private var names: [String] = []
    private var rows: [[SQLValue]] = []
    private var size = 0
    private var isFirst = true
    private var pending = ""

    init(_ format: QueryOptions.Format, _ console: Console) {
        self.format = format
        self.console = console
    }

    /// Begins with the columns' names.
    mutating func begin(_ names: [String]) {
        self.names = names
        if format == .csv { put(names.map(Reports.quoted).joined(separator: ",") + "\r\n") }
    }

    /// Adds a row; false where the answer does not fit any more.
    mutating func add(_ row: [SQLValue]) -> Bool {
        switch format {
        case .csv:
            // RFC 4180: quoted where needed, NULL empty, an empty text in quotes.
            put(row.map { $0 == .text("") ? "\"\"" : Reports.quoted(plain($0)) }.joined(separator: ",") + "\r\n")
        case .json:
            put(
                (isFirst ? "[\n  {" : ",\n  {")
                    + zip(names, row).map { Reports.json($0) + ": " + json($1) }.joined(separator: ", ")
                    + "}")
        case .table, .markdown:
            size += row.reduce(0) { $0 + QueryAnswer.size($1) }
            guard size <= QueryAnswer.bound else { return false }
            rows.append(row)
        }
        isFirst = false
        return true
    }

    /// Writes what is left, with the last line end.
    mutating func end() {
        switch format {
        case .csv: break
        case .json: put(isFirst ? "[]\n" : "\n]\n")
        case .table: put(table)
        case .markdown: put(markdown)
        }
        abandon()
    }

    /// Writes what has come so far, without an end: a JSON document that was cut stays open.
    mutating func abandon() {
        console.put(pending)
        pending = ""
    }

    private mutating func put(_ text: String) {
        pending += text
        if pending.utf8.count >= QueryAnswer.block { abandon() }
    }

    /// About how much memory a value takes, in bytes.
    private static func size(_ value: SQLValue) -> Int {
        switch value {
        case .null, .integer, .real: 24
        case .text(let text): 40 + text.utf8.count
        case .blob(let bytes): 56 + bytes.count
        }
    }

    private func plain(_ value: SQLValue) -> String {
        switch value {
        case .null: ""
        case .integer(let number): String(number)
        case .real(let number): number == number.rounded() && abs(number) < 1e15 ? "\(Int64(number)).0" : "\(number)"
        case .text(let text): text
        case .blob(let bytes): "x'" + bytes.map { hex($0) }.joined() + "'"
        }
    }

    private func hex(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }

    private var numeric: Set<Int> {
        Set(
            names.indices.filter { column in
                rows.contains { $0[column] != .null }
                    && rows.allSatisfy { row in
                        switch row[column] {
                        case .integer, .real, .null: true
                        default: false
                        }
                    }
            })
    }

    private var table: String {
        if names.isEmpty { return "" }
        return TextTable(
            header: names.map(Console.printable), rows: rows.map { $0.map { Console.printable(plain($0)) } }, numeric: numeric
        )
        .text()
    }

    private func json(_ value: SQLValue) -> String {
        switch value {
        case .null: "null"
        case .real(let number) where !number.isFinite: "null"
        case .integer, .real: plain(value)
        case .text, .blob: Reports.json(plain(value))
        }
    }

    private var markdown: String {
        if names.isEmpty { return "" }
        func cell(_ text: String) -> String {
            Console.printable(
                text.replacing("\\", with: "\\\\").replacing("|", with: "\\|").replacing("\r\n", with: "<br>").replacing(
                    "\n", with: "<br>"))
        }
        let numeric = numeric
        let rule = names.indices.map { numeric.contains($0) ? "---:" : "---" }
        return ([names.map(cell), rule] + rows.map { $0.map { cell(plain($0)) } })
            .map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }
}
