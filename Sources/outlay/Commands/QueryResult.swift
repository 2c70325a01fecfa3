import History

/// A query's answer in one of its formats.
struct QueryResult {
    let format: QueryOptions.Format
    var names: [String] = []
    var rows: [[SQLValue]] = []

    init(format: QueryOptions.Format) { self.format = format }

    /// The whole answer, with its last line end.
    var text: String {
        switch format {
        case .table: table
        case .csv: csv
        case .json: json
        case .markdown: markdown
        }
    }

    private func plain(_ value: SQLValue) -> String {
        switch value {
        case .null: ""
        case .integer(let number): String(number)
        case .real(let number): number == number.rounded() && abs(number) < 1e15 ? String(format(number)) : "\(number)"
        case .text(let text): text
        case .blob(let bytes): "x'" + bytes.map { hex($0) }.joined() + "'"
        }
    }

    private func format(_ number: Double) -> String { "\(Int64(number)).0" }

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
        return TextTable(header: names.map(Console.printable), rows: rows.map { $0.map { Console.printable(plain($0)) } }, numeric: numeric)
            .text()
    }

    /// RFC 4180: quoted where needed, NULL empty, an empty text in quotes.
    private var csv: String {
        func cell(_ text: String) -> String {
            let needsQuotes = text.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }
            return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
        }
        func value(_ value: SQLValue) -> String { value == .text("") ? "\"\"" : cell(plain(value)) }
        return ([names.map(cell)] + rows.map { $0.map(value) }).map { $0.joined(separator: ",") + "\r\n" }.joined()
    }

    private var json: String {
        func quoted(_ text: String) -> String {
            var result = "\""
            for scalar in text.unicodeScalars {
                switch scalar {
                case "\"": result += "\\\""
                case "\\": result += "\\\\"
                default:
                    if scalar.value < 0x20 || scalar.value == 0x7F {
                        let digits = String(scalar.value, radix: 16)
                        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                    } else {
                        result.unicodeScalars.append(scalar)
                    }
                }
            }
            return result + "\""
        }
        func value(_ value: SQLValue) -> String {
            switch value {
            case .null: "null"
            case .real(let number) where !number.isFinite: "null"
            case .integer, .real: plain(value)
            case .text, .blob: quoted(plain(value))
            }
        }
        let objects = rows.map { row in
            "  {" + zip(names, row).map { quoted($0) + ": " + value($1) }.joined(separator: ", ") + "}"
        }
        return objects.isEmpty ? "[]\n" : "[\n" + objects.joined(separator: ",\n") + "\n]\n"
    }

    private var markdown: String {
        if names.isEmpty { return "" }
        func cell(_ text: String) -> String {
            Console.printable(text.replacing("\\", with: "\\\\").replacing("|", with: "\\|").replacing("\r\n", with: "<br>").replacing("\n", with: "<br>"))
        }
        let numeric = numeric
        let rule = names.indices.map { numeric.contains($0) ? "---:" : "---" }
        return ([names.map(cell), rule] + rows.map { $0.map { cell(plain($0)) } })
            .map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }
}
