/// Where the fields of one CSV record lie in a buffer.
package struct CSVFields: Sendable {
    /// Where one field lies.
    package struct Field: Sendable {
        var start: Int32 = 0
        var end: Int32 = 0
        /// Whether it stands in quotes, which lie just outside of its range.
        package var isQuoted = false
        /// Whether it has doubled quotes inside, so that its bytes are not yet its value.
        package var isEscaped = false

        /// Its bytes in the buffer, the quotes around it left off.
        package var range: Range<Int> { Int(start)..<Int(end) }
    }

    /// How many fields there are.
    package private(set) var count = 0
    /// Whether the record was ended by the end of the file instead of a line end.
    package private(set) var endsWithoutLineEnd = false
    /// The fields, and room for more.
    private var fields: [Field]

    /// No fields, and room for those of most files.
    package init() { fields = [Field](repeating: Field(), count: 128) }
    private init(fields: [Field]) { self.fields = fields }
    /// No fields and no room, to stand in for others.
    static let none = CSVFields(fields: [])

    /// Whether the record is a line without anything, which has one empty field that was not quoted.
    package var isEmptyLine: Bool { count == 1 && fields[0].range.isEmpty && !fields[0].isQuoted }
    /// A field of the record, from 0; below `count`.
    package subscript(field: Int) -> Field { fields[field] }
    /// The bytes of a field, the quotes around it left off.
    package func range(_ field: Int) -> Range<Int> { fields[field].range }

    /// What was found from the beginning of a record on.
    package enum Scan {
        /// A record of `lines` more lines than one; the next begins at `next`.
        case record(next: Int, lines: Int)
        /// The bytes end inside the record.
        case more
        /// No CSV at an offset, in the field that begins at `field`.
        case defect(CSVReader.Defect, at: Int, field: Int)
    }

    /// Finds the fields of the record that begins at `start`; `.more` asks for the same again with more bytes.
    package mutating func scan(_ bytes: borrowing Span<UInt8>, from start: Int, atEnd: Bool) -> Scan {
        while true {
            if let found = find(bytes, from: start, atEnd: atEnd) { return found }
            fields += [Field](repeating: Field(), count: max(128, fields.count))
        }
    }

    /// As `scan`; nil where there is no room for all fields.
    private mutating func find(_ bytes: borrowing Span<UInt8>, from recordStart: Int, atEnd: Bool) -> Scan? {
        count = 0
        endsWithoutLineEnd = false
        let size = bytes.count
        var position = recordStart
        if position == size { return .more }
        var slots = fields.mutableSpan
        var found = 0
        var lines = 0
        while true {
            let start = position
            var field = Field()
            if position < size, bytes[position] == UInt8(ascii: "\"") {
                field.isQuoted = true
                field.start = Int32(position + 1)
                position += 1
                while true {
                    position = CSVFields.quote(bytes, from: position, &lines)
                    guard position + 1 < size, bytes[position + 1] == UInt8(ascii: "\"") else { break }
                    field.isEscaped = true
                    position += 2
                }
                if position >= size { return atEnd ? .defect(.endsInQuotes, at: start, field: start) : .more }
                field.end = Int32(position)
                position += 1
                if position >= size, !atEnd { return .more }
                if position < size {
                    let byte = bytes[position]
                    if byte == 13, position + 1 >= size, !atEnd { return .more }
                    let isLineEnd = byte == 10 || (byte == 13 && (position + 1 >= size || bytes[position + 1] == 10))
                    if byte != UInt8(ascii: ","), !isLineEnd { return .defect(.textAfterQuote, at: position, field: start) }
                    if byte == 13 { position += 1 }
                }
            } else {
                position = CSVFields.fieldEnd(bytes, from: position)
                if position >= size, !atEnd { return .more }
                if position < size, bytes[position] == UInt8(ascii: "\"") {
                    // Inches and seconds of arc come in pairs, a quote that was lost leaves one over: `37'37.8"N 121'17.9"W` is text.
                    let first = position
                    var quotes = 0
                    while position < size, bytes[position] == UInt8(ascii: "\"") {
                        quotes += 1
                        position = CSVFields.fieldEnd(bytes, from: position + 1)
                    }
                    if position >= size, !atEnd { return .more }
                    guard quotes.isMultiple(of: 2), CSVFields.hasText(bytes, start..<first) else {
                        return .defect(.strayQuote, at: first, field: start)
                    }
                }
                var end = position
                let isLast = position >= size || bytes[position] == 10
                if isLast, end > start, bytes[end - 1] == 13 { end -= 1 }
                field.start = Int32(start)
                field.end = Int32(end)
            }
            if found < CSVReader.fieldLimit {
                guard found < slots.count else { return nil }
                slots[found] = field
                found += 1
            }
            if position < size, bytes[position] == UInt8(ascii: ",") {
                position += 1
                continue
            }
            count = found
            endsWithoutLineEnd = position >= size
            return .record(next: min(position + 1, size), lines: lines)
        }
    }

    // Eight bytes are looked at at once: of a word that holds a byte in each place, `zeros` has the highest bit set of the
    // lowest byte that is zero (and perhaps of some above it).
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let quotes = ones &* 0x22
    private static let commas = ones &* 0x2C
    private static let lineFeeds = ones &* 0x0A

    @inline(__always)
    private static func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & (ones << 7) }

    @inline(__always)
    private static func word(_ bytes: RawSpan, _ at: Int) -> UInt64 {
        UInt64(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self))
    }

    /// The first quote from an offset on, or the end of the bytes; line ends on the way are counted.
    @inline(__always)
    private static func quote(_ bytes: borrowing Span<UInt8>, from start: Int, _ lines: inout Int) -> Int {
        let raw = unsafe bytes.bytes
        var at = start
        while at + 8 <= bytes.count {
            let word = word(raw, at)
            let hits = zeros(word ^ quotes) | zeros(word ^ lineFeeds)
            if hits == 0 {
                at += 8
                continue
            }
            at += hits.trailingZeroBitCount >> 3
            if bytes[at] == UInt8(ascii: "\"") { return at }
            lines += 1
            at += 1
        }
        while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
            if bytes[at] == 10 { lines += 1 }
            at += 1
        }
        return at
    }

    /// Whether something else than white space stands in a range.
    private static func hasText(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
        range.contains { bytes[$0] != UInt8(ascii: " ") && bytes[$0] != UInt8(ascii: "\t") }
    }

    /// The first comma, line end or quote from an offset on, or the end of the bytes.
    @inline(__always)
    private static func fieldEnd(_ bytes: borrowing Span<UInt8>, from start: Int) -> Int {
        let raw = unsafe bytes.bytes
        var at = start
        while at + 8 <= bytes.count {
            let word = word(raw, at)
            let hits = zeros(word ^ commas) | zeros(word ^ lineFeeds) | zeros(word ^ quotes)
            if hits != 0 { return at + hits.trailingZeroBitCount >> 3 }
            at += 8
        }
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: ",") || byte == 10 || byte == UInt8(ascii: "\"") { break }
            at += 1
        }
        return at
    }
}
