/// A CSV file (RFC 4180) record by record, in one pass over blocks of bytes.
///
/// A record is the bytes of `buffer` between the offsets in `fields`, quotes left off. Lines end
/// in LF or CRLF, a last one may have no end; a byte order mark is skipped, empty lines are too. A quote that opens after the
/// beginning of a field, and anything between a closing quote and the next comma, is a defect and never guessed at.
package struct CSVReader: ~Copyable {
    /// What the next record is.
    package enum Step: Equatable, Sendable {
        /// A record, to be read from `buffer`.
        case record
        /// Something else than CSV; the reader goes on after the line that the record begins on.
        case defect(Defect, line: Int, column: Int)
        /// There is no further record.
        case end
    }

    /// How a record is no CSV.
    package enum Defect: Equatable, Sendable {
        /// A quote inside a field that did not begin with one.
        case strayQuote
        /// Something between a closing quote and the next comma or line end.
        case textAfterQuote
        /// The file ends before a closing quote.
        case endsInQuotes
        /// The record is longer than `recordLimit`.
        case tooLong

        /// What was found and what was expected.
        package var reason: String {
            switch self {
            case .strayQuote: "a quote inside a field, expected the whole field in quotes and \"\" for a quote"
            case .textAfterQuote: "text after a closing quote, expected a comma or the end of the line"
            case .endsInQuotes: "the file ends inside a quoted field, expected a closing quote"
            case .tooLong: "a record of more than \(CSVReader.recordLimit >> 20) MiB, expected a closing quote before"
            }
        }
    }

    /// The longest record that is read, in bytes.
    package static let recordLimit = 4 << 20
    /// The most fields that a record may have; further ones are not told apart.
    package static let fieldLimit = 10_000
    static let block = 256 << 10

    /// Where the current record lies.
    package private(set) var buffer: [UInt8] = []
    /// The fields of the current record.
    package private(set) var fields = CSVFields()
    /// The line that the record begins on, from 1.
    package private(set) var line = 0
    /// As the file was when it was opened.
    package let identity: ByteSource.Identity

    /// Where bytes come from: one of the two.
    private var source: ByteSource?
    private var blocks: LineBlocks?
    private var recordStart = 0
    private var at = 0
    /// Where the defect lies of which `next` has told.
    private var defectAt = 0
    private var nextLine = 1
    private var atEnd = false
    private var atStart = true

    /// Reads from the beginning of a file.
    package init(_ source: consuming ByteSource) {
        identity = source.identity
        self.source = consume source
        buffer.reserveCapacity(2 * CSVReader.block)
    }

    /// Has the rest of the file read and looked at by other threads; nil where it is too short for that, or they do already.
    ///
    /// `make` gets the bytes of a block. What it made is for the caller to take, see `enterBlock`; the reader itself goes on as before.
    package mutating func readAhead<Made: Sendable>(
        _ make: @escaping @Sendable (Span<UInt8>) -> Made?
    ) -> ParsedBlocks<Made>? {
        guard let ahead = ParsedBlocks.ahead(of: &source, make) else { return nil }
        blocks = ahead
        return ahead
    }

    /// Goes to the next block of those that are read ahead, where the one before has been read to its end and ended with a record;
    /// else false. Its bytes are in `buffer`, and its first record is the next one.
    package mutating func enterBlock() throws(ReadFailure) -> Bool {
        guard let blocks, at == buffer.count, !atEnd, !atStart else { return false }
        recordStart = 0
        at = 0
        line = nextLine
        guard let bytes = try blocks.next() else {
            buffer.removeAll()
            atEnd = true
            return false
        }
        buffer = bytes
        return true
    }

    /// Leaves out what the caller has taken of a block: `lines` lines, up to the beginning of a record at `offset`.
    package mutating func pass(to offset: Int, lines: Int) {
        at = offset
        nextLine += lines
    }

    /// How many fields the current record has.
    package var count: Int { fields.count }

    /// The decoded bytes of a field; empty for a field that the record lacks.
    package func bytes(_ field: Int) -> [UInt8] {
        guard field < fields.count else { return [] }
        let raw = buffer[fields.range(field)]
        guard fields[field].isEscaped else { return Array(raw) }
        var value: [UInt8] = []
        value.reserveCapacity(raw.count)
        var at = raw.startIndex
        while at < raw.endIndex {
            value.append(raw[at])
            // Of a field in quotes every quote is doubled: the second one goes.
            at += raw[at] == UInt8(ascii: "\"") ? 2 : 1
        }
        return value
    }

    /// The decoded value of a field, what is no UTF-8 in it replaced; empty for a field that the record lacks.
    package func text(_ field: Int) -> String { String(decoding: bytes(field), as: UTF8.self) }

    /// Where a field begins, its opening quote included: line and column in characters from 1, and how many it takes in that line.
    package func place(_ field: Int) -> (line: Int, column: Int, width: Int) {
        guard field < fields.count else { return (line, 1, 1) }
        let quote = fields[field].isQuoted ? 1 : 0
        let range = fields.range(field)
        let place = place(of: range.lowerBound - quote)
        let raw = buffer[range.lowerBound - quote..<range.upperBound + quote]
        return (place.line, place.column, max(1, String(decoding: raw.prefix { $0 != 10 && $0 != 13 }, as: UTF8.self).count))
    }

    /// The line of the file that a field of the current record begins in, at most 4,000 bytes of it.
    package func lineText(_ field: Int) -> String {
        lineText(at: field < fields.count ? fields[field].range.lowerBound : recordStart)
    }

    /// The line of the file that the defect lies in of which `next` has told, at most 4,000 bytes of it.
    package func defectText() -> String { lineText(at: defectAt) }

    private func lineText(at place: Int) -> String {
        let start = lineStart(place)
        var end = start
        while end < buffer.count, end - start < 4_000, buffer[end] != 10 { end += 1 }
        if end > start, buffer[end - 1] == 13 { end -= 1 }
        return String(decoding: buffer[start..<end], as: UTF8.self)
    }

    private func place(of offset: Int) -> (line: Int, column: Int) {
        var before = 0
        for at in recordStart..<offset where buffer[at] == 10 { before += 1 }
        return (line + before, String(decoding: buffer[lineStart(offset)..<offset], as: UTF8.self).count + 1)
    }

    private func lineStart(_ offset: Int) -> Int {
        var start = offset
        while start > recordStart, buffer[start - 1] != 10 { start -= 1 }
        return start
    }

    /// Goes to the next record.
    package mutating func next() throws(ReadFailure) -> Step {
        if atStart {
            atStart = false
            repeat { try fill() } while buffer.count < 3 && !atEnd
            if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
        }
        while true {
            skipEmptyLines()
            recordStart = at
            line = nextLine
            if at == buffer.count, atEnd { return .end }
            // Taken out while they are written, since the span of the buffer borrows all of self.
            var taken = CSVFields.none
            swap(&taken, &fields)
            let found = taken.scan(buffer.span, from: at, atEnd: atEnd)
            swap(&taken, &fields)
            switch found {
            case .record(let next, let lines):
                if next - recordStart > CSVReader.recordLimit { return try skip(.tooLong, at: recordStart, field: recordStart) }
                at = next
                nextLine = line + lines + 1
                if fields.isEmptyLine { continue }
                return .record
            case .more:
                if buffer.count - recordStart > CSVReader.recordLimit {
                    return try skip(.tooLong, at: recordStart, field: recordStart)
                }
                try fill()
            case .defect(let defect, let place, let field):
                return try skip(defect, at: place, field: field)
            }
        }
    }

    /// Passes over line ends as fast as bytes can be looked at: a small packed file may hold a billion of them.
    private mutating func skipEmptyLines() {
        let (end, lines) = CSVReader.emptyLines(buffer.span, from: at)
        at = end
        nextLine += lines
    }

    /// Where the empty lines from an offset on end, and how many they are.
    package static func emptyLines(_ bytes: borrowing Span<UInt8>, from start: Int) -> (end: Int, lines: Int) {
        var at = start
        var lines = 0
        while at < bytes.count {
            if bytes[at] == 10 {
                at += 1
            } else if bytes[at] == 13, at + 1 < bytes.count, bytes[at + 1] == 10 {
                at += 2
            } else {
                break
            }
            lines += 1
        }
        return (at, lines)
    }

    /// Goes on behind the record's first line, since the rest may well be sound records but for a missing quote.
    private mutating func skip(_ defect: Defect, at offset: Int, field: Int) throws(ReadFailure) -> Step {
        // What a quoted field runs into in a later line is not wrong: the field's opening quote is what to look at.
        defectAt = lineStart(offset) > field ? field : offset
        var end = recordStart
        while defect != .tooLong {
            while end < buffer.count, buffer[end] != 10 { end += 1 }
            if end - recordStart > CSVReader.recordLimit { return try skip(.tooLong, at: recordStart, field: recordStart) }
            if end < buffer.count || atEnd { break }
            // The line goes on in the next block, before which the record moves to the front.
            defectAt -= recordStart
            end -= recordStart
            try fill()
        }
        let place = place(of: defectAt)
        at = min(end + 1, buffer.count)
        nextLine = line + 1
        // A record that never ends is not read further: what follows cannot be trusted.
        if defect == .tooLong || defect == .endsInQuotes { stop() }
        return .defect(defect, line: place.line, column: place.column)
    }

    private mutating func stop() {
        at = buffer.count
        atEnd = true
    }

    /// Reads the next block behind what is left of the record.
    private mutating func fill() throws(ReadFailure) {
        if recordStart > 0 {
            buffer.removeFirst(recordStart)
            recordStart = 0
        }
        at = 0
        if let blocks {
            guard let bytes = try blocks.next() else {
                atEnd = true
                return
            }
            buffer += bytes
        } else if try source?.read(CSVReader.block, appendingTo: &buffer) != true {
            atEnd = true
        }
    }
}
