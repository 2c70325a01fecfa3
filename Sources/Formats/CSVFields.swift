/// Where the fields of one CSV record lie in a buffer.
package struct CSVFields: Sendable {
    /// Where each field begins.
    package private(set) var starts: [Int32] = []
    /// Where each field ends; a quoted field ends before its closing quote.
    package private(set) var ends: [Int32] = []
    /// Whether a field has doubled quotes inside, so that its bytes are not yet its value.
    package private(set) var escaped: [Bool] = []
    /// Whether the record was ended by the end of the file instead of a line end.
    package private(set) var endsWithoutLineEnd = false

    /// How many fields there are.
    package var count: Int { starts.count }

    /// What was found from the beginning of a record on.
    enum Scan {
        /// A record of `lines` more lines than one; the next begins at `next`.
        case record(next: Int, lines: Int)
        /// The bytes end inside the record.
        case more
        /// No CSV at the offset.
        case defect(CSVReader.Defect, at: Int)
    }

    /// Finds the fields of the record that begins at `recordStart`; `.more` asks for the same again with more bytes.
    mutating func scan(_ bytes: borrowing Span<UInt8>, from recordStart: Int, atEnd: Bool) -> Scan {
        starts.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        escaped.removeAll(keepingCapacity: true)
        endsWithoutLineEnd = false
        let count = bytes.count
        var position = recordStart
        var lines = 0
        if position == count { return .more }
        while true {
            var isEscaped = false
            var start = position
            var end = position
            if position < count, bytes[position] == UInt8(ascii: "\"") {
                start += 1
                position += 1
                while true {
                    while position < count, bytes[position] != UInt8(ascii: "\"") {
                        if bytes[position] == 10 { lines += 1 }
                        position += 1
                    }
                    if position + 1 < count, bytes[position + 1] == UInt8(ascii: "\"") {
                        isEscaped = true
                        position += 2
                        continue
                    }
                    break
                }
                if position >= count { return atEnd ? .defect(.endsInQuotes, at: recordStart) : .more }
                if position + 1 == count, !atEnd { return atEnd ? .defect(.endsInQuotes, at: recordStart) : .more }
                end = position
                position += 1
                if position < count {
                    let byte = bytes[position]
                    let isLineEnd = byte == 10 || (byte == 13 && (position + 1 >= count || bytes[position + 1] == 10))
                    if byte != UInt8(ascii: ","), !isLineEnd { return .defect(.textAfterQuote, at: position) }
                    if byte == 13, position + 1 >= count, !atEnd { return atEnd ? .defect(.endsInQuotes, at: recordStart) : .more }
                    if byte == 13 { position += 1 }
                }
            } else {
                while position < count {
                    let byte = bytes[position]
                    if byte == UInt8(ascii: ",") || byte == 10 { break }
                    if byte == UInt8(ascii: "\"") { return .defect(.strayQuote, at: position) }
                    position += 1
                }
                end = position
                if position < count, bytes[position] == 10, end > start, bytes[end - 1] == 13 { end -= 1 }
                if position == count, !atEnd { return atEnd ? .defect(.endsInQuotes, at: recordStart) : .more }
            }
            if starts.count < CSVReader.fieldLimit {
                starts.append(Int32(start))
                ends.append(Int32(end))
                escaped.append(isEscaped)
            }
            if position < count, bytes[position] == UInt8(ascii: ",") {
                position += 1
                continue
            }
            endsWithoutLineEnd = position >= count
            return .record(next: min(position + 1, count), lines: lines)
        }
    }
}
