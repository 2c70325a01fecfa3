import Formats

/// The lines of a text file one after the other, in bounded memory.
struct LogLines: ~Copyable {
    /// What the next step found.
    enum Step {
        /// A line: its bytes in `buffer`, without the line end.
        case line(Range<Int>)
        /// A line over the limit, which is passed.
        case tooLong(Range<Int>)
        case end
    }

    /// How long a line may be, in bytes.
    static let limit = 64 << 10
    private static let block = 256 << 10

    private var source: ByteSource
    private(set) var buffer: [UInt8] = []
    private var at = 0
    private var atEnd = false
    /// The number of the current line, from 1.
    private(set) var number = 0
    /// Whether the file ends in the current line.
    private(set) var endsWithoutLineEnd = false

    init(_ source: consuming ByteSource) { self.source = source }

    mutating func next() throws(ReadFailure) -> Step {
        var scanned = at
        var isTooLong = false
        while true {
            if let end = buffer[scanned...].firstIndex(of: 10) {
                let range = at..<(end > at && buffer[end - 1] == 13 ? end - 1 : end)
                at = end + 1
                return step(range, isTooLong)
            }
            if buffer.count - at > LogLines.limit {
                // Of a line that is too long the beginning is enough.
                isTooLong = true
                buffer.removeSubrange(at + 1024..<buffer.count)
            }
            buffer.removeSubrange(..<at)
            at = 0
            scanned = buffer.count
            if !atEnd { atEnd = try !source.read(LogLines.block, appendingTo: &buffer) }
            if atEnd {
                guard !buffer.isEmpty else { return .end }
                endsWithoutLineEnd = true
                at = buffer.count
                return step(0..<buffer.count, isTooLong)
            }
        }
    }

    private mutating func step(_ range: Range<Int>, _ isTooLong: Bool) -> Step {
        number += 1
        return isTooLong || range.count > LogLines.limit ? .tooLong(range) : .line(range)
    }
}
