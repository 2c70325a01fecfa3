/// Numbers as Python's tools leave them in an export of BigQuery.
enum PythonNumber {
    /// What numbers begin with that are written so.
    static let mark = UInt8(ascii: "D")
    private static let opening = Array("Decimal('".utf8), closing = Array("')".utf8)

    /// The digits of `Decimal('-1.5')`; anything else as it is.
    static func digits(_ text: [UInt8]) -> [UInt8] {
        guard text.count > opening.count + closing.count, text.starts(with: opening), text.suffix(closing.count) == closing[...]
        else { return text }
        return Array(text[opening.count..<text.count - closing.count])
    }

    /// `202611.0`, as pandas writes whole numbers of a column that has gaps, without its `.0`; anything else as it is.
    static func whole(_ text: [UInt8]) -> [UInt8] {
        text.suffix(2).elementsEqual(".0".utf8) ? text.dropLast(2) : text
    }
}
