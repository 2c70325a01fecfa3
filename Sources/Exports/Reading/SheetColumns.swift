import Billing
import Formats

/// The columns of a CSV file by name, whatever their order and letter case.
struct SheetColumns {
    /// The names as the file has them.
    let names: [String]
    private var columns: [String: Int] = [:]
    /// The column whose name stands twice; nil where none does.
    private(set) var duplicate: Int?

    /// The records before the header, where the file has some.
    let preamble: [[String]]

    init(_ names: [String], preamble: [[String]] = []) {
        self.names = names
        self.preamble = preamble
        for (column, name) in names.enumerated() {
            // Tags make columns too, and their keys may differ in letter case alone.
            if names[..<column].contains(name) { duplicate = duplicate ?? column }
            let key = name.lowercased()
            if columns[key] == nil { columns[key] = column }
        }
    }

    /// How many columns there are.
    var count: Int { names.count }

    /// The column of a name, else of the next of these names; nil where the file has none of them.
    subscript(names: String...) -> Int? {
        for name in names { if let column = columns[name.lowercased()] { return column } }
        return nil
    }

    /// Whether the file has all of these.
    func has(_ names: String...) -> Bool { names.allSatisfy { columns[$0.lowercased()] != nil } }
}

extension CSVReader {
    /// The value of a column of the current record; nil for a column that the file lacks, and for nothing, NULL or null.
    func value(_ column: Int?) -> [UInt8]? {
        guard let column else { return nil }
        let value = bytes(column)
        return isAbsent(value.span) ? nil : value
    }

    /// The number in a column; nil where there is none.
    func number(_ column: Int?, _ name: String, quantity: Bool = false) throws(FieldRefusal) -> ParsedDecimal? {
        guard let column, column < count else { return nil }
        let value = buffer.span.extracting(fields.range(column))
        // A quote in quotes is part of no number: what is said of one shows it as the file has it.
        guard !isAbsent(value) else { return nil }
        do throws(NumberRefusal) {
            return try ParsedDecimal(value, bound: quantity ? Quantity.bound : Amount.bound)
        } catch {
            throw FieldRefusal(
                column: column, reason: "\(name) \(shown(bytes(column).span)) \(error.found), \(error.expected)", hint: "")
        }
    }

    /// Whether a column of the current record holds exactly these bytes, as the file has them.
    func isText(_ column: Int, _ text: StaticString) -> Bool {
        guard column < count else { return false }
        let range = fields.range(column)
        guard range.count == text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { text in
            for at in text.indices where unsafe buffer[range.lowerBound + at] != text[at] { return false }
            return true
        }
    }

    /// Appends a column of the current record to a key, as the file has it, so that no two records' columns make one key.
    func append(_ column: Int, to key: inout [UInt8]) {
        let range = column < count ? fields.range(column) : 0..<0
        for shift in [0, 8, 16, 24] { key.append(UInt8(truncatingIfNeeded: range.count >> shift)) }
        key.append(contentsOf: buffer[range])
    }

    /// The moment in a column; a record without it, or with something else there, is refused.
    func moment(_ column: Int?, _ name: String) throws(FieldRefusal) -> Timestamp {
        let value = value(column) ?? []
        if let moment = Timestamp(value.span) ?? Timestamp(american: value) { return moment }
        throw FieldRefusal(
            column: column ?? 0,
            reason: "\(name) \(shown(value.span)) is not a date, expected 2026-08-01 or 2026-08-01T00:00:00Z",
            hint: "")
    }
}
