import History
import Reports

/// A query's answer in one of its formats. CSV and JSON are written as the rows come; a table's widths depend on all of them, so
/// that it and Markdown wait for the end.
struct QueryAnswer {
    /// How much an answer that waits may take, in bytes: its cells, and the table that is made of them.
    static let bound = 24 << 20
    private static let block = 64 << 10

    private let format: QueryOptions.Format
    private let console: Console
    private var names: [String] = []
    /// As they will be shown.
    private var rows: [[String]] = []
    private var size = 0
    /// How wide each column is at most, in bytes.
    private var widths: [Int] = []
    /// Columns that have a number, and those that have something else.
    private var numbered: Set<Int> = []
    private var worded: Set<Int> = []
    private var isFirst = true
    private var pending = ""
    /// Whether a row did not fit any more.
    private(set) var isTooLarge = false

    init(_ format: QueryOptions.Format, _ console: Console) {
        self.format = format
        self.console = console
    }

    /// Begins with the columns' names.
    mutating func begin(_ names: [String]) {
        self.names = names
        widths = names.map(\.utf8.count)
        if format == .csv { put(names.map(Reports.quoted).joined(separator: ",") + "\r\n") }
    }

    /// Adds a row; false where no more is taken: the answer does not fit, or nobody gets it.
    mutating func add(_ row: [SQLValue]) -> Bool {
        switch format {
        case .csv:
            // RFC 4180: quoted where needed, NULL empty, an empty text in quotes.
            for (index, value) in row.enumerated() {
                put((index > 0 ? "," : "") + (value == .text("") ? "\"\"" : Reports.quoted(plain(value))))
            }
            put("\r\n")
        case .json:
            put(isFirst ? "[\n  {" : ",\n  {")
            for (index, value) in row.enumerated() {
                put((index > 0 ? ", " : "") + Reports.json(names[index]) + ": " + json(value))
            }
            put("}")
        case .table, .markdown: keep(row)
        }
        isFirst = false
        return !isTooLarge && Console.lost == nil
    }

    /// Makes the end of what there is to be written.
    mutating func end() {
        guard !isTooLarge else { return }
        switch format {
        case .csv: break
        case .json: pending += isFirst ? "[]\n" : "\n]\n"
        case .table: pending = table
        case .markdown: pending = markdown
        }
    }

    /// Writes what has come so far: a JSON document without its end stays open.
    mutating func flush() {
        console.put(pending)
        pending = ""
    }

    private mutating func put(_ text: String) {
        pending += text
        if pending.utf8.count >= QueryAnswer.block { flush() }
    }

    private mutating func keep(_ row: [SQLValue]) {
        let cells = row.map(cell)
        rows.append(cells)
        // An array, and what is beyond the fifteen bytes that a string has inside.
        size += 48
        for (index, text) in cells.enumerated() {
            let count = text.utf8.count
            size += 16 + (count > 15 ? 32 + count : 0)
            widths[index] = max(widths[index], count)
            switch row[index] {
            case .integer, .real: numbered.insert(index)
            case .text, .blob: worded.insert(index)
            case .null: break
            }
        }
        let shown = format == .table ? (rows.count + 2) * widths.reduce(0) { $0 + $1 + 2 } : 0
        isTooLarge = max(size, shown) > QueryAnswer.bound
    }

    /// A value as a table or Markdown has it.
    private func cell(_ value: SQLValue) -> String {
        format == .markdown ? marked(plain(value)) : Console.printable(plain(value))
    }

    private func plain(_ value: SQLValue) -> String {
        switch value {
        case .null: return ""
        case .integer(let number): return String(number)
        case .real(let number): return number == number.rounded() && abs(number) < 1e15 ? "\(Int64(number)).0" : "\(number)"
        case .text(let text): return text
        case .blob(let bytes):
            let digits = Array("0123456789abcdef".utf8)
            var text = Array("x'".utf8)
            for byte in bytes {
                text.append(digits[Int(byte >> 4)])
                text.append(digits[Int(byte & 15)])
            }
            text.append(UInt8(ascii: "'"))
            return String(decoding: text, as: UTF8.self)
        }
    }

    private var numeric: Set<Int> { numbered.subtracting(worded) }

    private var table: String {
        if names.isEmpty { return "" }
        return TextTable(header: names.map(Console.printable), rows: rows, numeric: numeric).text()
    }

    private func json(_ value: SQLValue) -> String {
        switch value {
        case .null: "null"
        case .real(let number) where !number.isFinite: "null"
        case .integer, .real: plain(value)
        case .text, .blob: Reports.json(plain(value))
        }
    }

    /// A text inside a table of Markdown.
    private func marked(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 > 0x7E || $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: "\\") }) else {
            return text
        }
        return Console.printable(
            text.replacing("\\", with: "\\\\").replacing("|", with: "\\|").replacing("\r\n", with: "<br>").replacing(
                "\n", with: "<br>"))
    }

    private var markdown: String {
        if names.isEmpty { return "" }
        let numeric = numeric
        let rule = names.indices.map { numeric.contains($0) ? "---:" : "---" }
        return ([names.map(marked), rule] + rows).map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }
}
