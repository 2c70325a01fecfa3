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
        /// Something else than CSV; the reader goes on after its line.
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
    /// Bytes taken from the file so far, packed ones where it is packed.
    package var consumed: Int64 { source.consumed }
    /// As the file was when it was opened.
    package var identity: ByteSource.Identity { source.identity }

    private var source: ByteSource
    private var recordStart = 0
    private var at = 0
    private var nextLine = 1
    private var atEnd = false
    private var atStart = true

    /// Reads from the beginning of a file.
    package init(_ source: consuming ByteSource) {
        self.source = source
        buffer.reserveCapacity(2 * CSVReader.block)
    }

    /// How many fields the current record has.
    package var count: Int { fields.count }

    /// The decoded value of a field; empty for a field that the record lacks.
    package func text(_ field: Int) -> String {
        guard field < fields.count else { return "" }
        let raw = String(decoding: buffer[Int(fields.starts[field])..<Int(fields.ends[field])], as: UTF8.self)
        return fields.escaped[field] ? raw.replacing("\"\"", with: "\"") : raw
    }

    /// The first line of the current record as it stands in the file, at most 200 bytes of it from `field` on.
    package func lineText() -> String {
        var end = recordStart
        while end < buffer.count, end - recordStart < 4_000, buffer[end] != 10 { end += 1 }
        if end > recordStart, buffer[end - 1] == 13 { end -= 1 }
        return String(decoding: buffer[recordStart..<end], as: UTF8.self)
    }

    /// The column of a field in its record's first line, in characters from 1, after its opening quote's place.
    package func column(_ field: Int) -> Int {
        guard field < fields.count else { return 1 }
        var start = Int(fields.starts[field])
        if start > recordStart, buffer[start - 1] == UInt8(ascii: "\"") { start -= 1 }
        return String(decoding: buffer[recordStart..<start], as: UTF8.self).count + 1
    }

    /// Goes to the next record.
    package mutating func next() throws(ReadFailure) -> Step {
        if atStart {
            atStart = false
            try fill()
            if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
        }
        while true {
            recordStart = at
            line = nextLine
            if at == buffer.count, atEnd { return .end }
            // Taken out while they are written, since the span of the buffer borrows all of self.
            var taken = CSVFields()
            swap(&taken, &fields)
            let found = taken.scan(buffer.span, from: at, atEnd: atEnd)
            swap(&taken, &fields)
            switch found {
            case .record(let next, let lines):
                at = next
                nextLine = line + lines + 1
                // An empty line has one empty field that was not quoted.
                if fields.count == 1, fields.starts[0] == fields.ends[0], buffer[recordStart] != UInt8(ascii: "\"") { continue }
                return .record
            case .more:
                if buffer.count - recordStart > CSVReader.recordLimit { return skipLine(.tooLong, column: 1) }
                try fill()
            case .defect(let defect, let place):
                let column = String(decoding: buffer[recordStart..<max(recordStart, place)], as: UTF8.self).count + 1
                return skipLine(defect, column: column)
            }
        }
    }

    private mutating func skipLine(_ defect: Defect, column: Int) -> Step {
        at = recordStart
        while at < buffer.count, buffer[at] != 10 { at += 1 }
        at = min(at + 1, buffer.count)
        // A record that never ends is not read further: what follows cannot be trusted.
        if defect == .tooLong || defect == .endsInQuotes {
            at = buffer.count
            atEnd = true
        }
        nextLine = line + 1
        return .defect(defect, line: line, column: column)
    }

    /// Reads the next block behind what is left of the record.
    private mutating func fill() throws(ReadFailure) {
        if recordStart > 0 {
            buffer.removeFirst(recordStart)
            recordStart = 0
        }
        at = 0
        if try !source.read(CSVReader.block, appendingTo: &buffer) { atEnd = true }
    }
}
