package import Billing
import Glibc

/// The values of a JSON file one after the other, in bounded memory: of JSON lines every line, of a list its elements, else every
/// value that stands at the top (an answer of an API is one). Told to go by lines, it takes each line for a value by itself, so
/// that a broken one harms no other.
package struct JSONReader: ~Copyable {
    /// What the next step found.
    package enum Step {
        /// A value, to be read before the next step.
        case value(JSONValue)
        /// Something that is none; `isCut` where the file ends inside it. Reading goes on behind it.
        case defect(JSONProblem, Origin, text: String, isCut: Bool)
        /// The end of the file.
        case end
    }

    /// How large one value may be, in bytes: its parts take some forty times as much memory as they have bytes.
    package static let valueLimit = 6 << 20
    private static let block = 256 << 10
    /// Up to which length a line is looked for.
    static let lineLimit = 1 << 20

    /// Where bytes come from: one of the two.
    private var source: ByteSource?
    private var blocks: LineBlocks?
    private let parser: JSONParser
    private let file: String
    /// The file's identity as it was opened.
    package let identity: ByteSource.Identity
    private let isByLine: Bool
    /// What has been read and not been passed, then `padding` zeros.
    private var buffer: [UInt8] = []
    /// The end of what has been read.
    private var end = 0
    private var at = 0
    private var atEnd = false
    private var atStart = true
    private var isList = false
    private var hasEnded = false
    /// Of what `at` stands in, from 1.
    package private(set) var line = 1
    /// Where that line begins in `buffer`; below zero where that has been passed.
    private var lineStart = 0
    /// Where the current value begins.
    package private(set) var origin: Origin
    /// Where the line of that begins in `buffer`, and how far into it the value does; below zero where it has been passed.
    private var valueLine = -1, valueOffset = 0

    /// Reads from the beginning of a file; `file` names it in messages.
    package init(_ source: consuming ByteSource, parser: JSONParser, file: String, byLine: Bool = false) {
        identity = source.identity
        self.source = consume source
        isByLine = byLine
        self.parser = parser
        self.file = file
        origin = Origin(file: file, line: 1)
        buffer = Array(repeating: 0, count: JSONParser.padding)
    }

    /// Has the rest of JSON lines read and looked at by other threads; nil where the file is too short for that, or a list.
    ///
    /// `make` gets the bytes of a block. What it made is for the caller to take, see `enterBlock`; the reader itself goes on as
    /// before.
    package mutating func readAhead<Made: Sendable>(
        _ make: @escaping @Sendable (Span<UInt8>) -> Made?
    ) throws(ReadFailure) -> ParsedBlocks<Made>? {
        if atStart { try start() }
        guard !isList, let ahead = ParsedBlocks.ahead(of: &source, make) else { return nil }
        blocks = ahead
        return ahead
    }

    /// Goes to the next block of those that are read ahead, where nothing is left of the one before; else false.
    package mutating func enterBlock() throws(ReadFailure) -> Bool {
        guard let blocks, !hasEnded, !atEnd, passSpace() == nil else { return false }
        guard let bytes = try blocks.next() else {
            atEnd = true
            return false
        }
        lineStart -= at
        valueLine = -1
        at = 0
        end = bytes.count
        buffer = consume bytes
        buffer.append(contentsOf: repeatElement(0, count: JSONParser.padding))
        return true
    }

    /// Leaves out what the caller has taken of a block, up to the beginning of `line` of the file at `offset`, or to the block's end.
    package mutating func pass(to offset: Int?, line: Int) {
        at = offset ?? end
        self.line = line
        lineStart = at
    }

    /// The object that is the line of the current block that begins at `offset`; nil where it is none.
    package func object(at offset: Int) -> JSONValue? {
        guard let length = JSONReader.lineFeed(buffer.span.extracting(offset..<end)) else { return nil }
        return object(from: offset, to: offset + length)
    }

    private func object(from start: Int, to feed: Int) -> JSONValue? {
        var last = feed
        while last > start, [9, 13, 32].contains(buffer[last - 1]) { last -= 1 }
        guard last > start, buffer[start] == UInt8(ascii: "{"), buffer[last - 1] == UInt8(ascii: "}") else { return nil }
        do throws(JSONProblem) { return try parser.parse(buffer.span, start..<last) } catch { return nil }
    }

    /// The line of the file that the current value begins in, at most 4,000 bytes of it; empty where nothing of it is held, or
    /// nothing but a bracket stands in it.
    package func valueText() -> String {
        guard valueLine >= 0, valueOffset < 4_000 else { return "" }
        var to = valueLine + valueOffset
        while to < end, to - valueLine < 4_000, buffer[to] != 10 { to += 1 }
        while to > valueLine, buffer[to - 1] == 13 || buffer[to - 1] == 32 { to -= 1 }
        return to - valueLine < valueOffset + 2 ? "" : String(decoding: buffer[valueLine..<to], as: UTF8.self)
    }

    /// The next value.
    package mutating func next() throws(ReadFailure) -> Step {
        guard !hasEnded else { return .end }
        if atStart {
            try start()
            if hasEnded { return .end }
        }
        guard try skipSpace() else {
            hasEnded = true
            guard isList else { return .end }
            return defect(.endsInside, from: at, isCut: true)
        }
        if isList, buffer[at] == UInt8(ascii: "]") {
            at += 1
            hasEnded = true
            return try skipSpace() ? defect(.trailing, from: at, isCut: false) : .end
        }
        if isByLine { return try nextLine() }
        if !isList, let value = try wholeLine() { return .value(value) }
        let startLine = line
        guard let length = try valueLength() else {
            hasEnded = true
            let isLarge = end - at > JSONReader.valueLimit
            return defect(isLarge ? .tooLarge : .endsInside, from: at, isCut: !isLarge)
        }
        origin = Origin(file: file, line: startLine, column: column(of: at, in: lineStart))
        let start = at
        let range = start..<start + length
        (valueLine, valueOffset) = (lineStart, at - lineStart)
        at += length
        let value: JSONValue
        do throws(JSONProblem) {
            value = try parser.parse(buffer.span, range)
        } catch {
            // A value at the very end that is none may be half of one.
            let isCut = error == .malformed && atEnd && at == end && !isList && buffer[end - 1] != 10
            let found = defect(
                error, from: min(start + parser.problemOffset, range.upperBound - 1), isCut: isCut, line: startLine, after: start)
            countLines(range)
            return found
        }
        countLines(range)
        if isList {
            guard try skipSpace() else {
                hasEnded = true
                return defect(.endsInside, from: at, isCut: true)
            }
            if buffer[at] == UInt8(ascii: ",") {
                at += 1
                // A comma with nothing behind it is no list.
                if try skipSpace(), buffer[at] == UInt8(ascii: "]") {
                    hasEnded = true
                    return defect(.malformed, from: at, isCut: false)
                }
            } else if buffer[at] != UInt8(ascii: "]") {
                hasEnded = true
                return defect(.malformed, from: at, isCut: false)
            }
        }
        return .value(value)
    }

    private mutating func countLines(_ range: Range<Int>) {
        for place in range where buffer[place] == 10 {
            line += 1
            lineStart = place + 1
        }
    }

    private mutating func start() throws(ReadFailure) {
        atStart = false
        guard try skipSpace() else {
            hasEnded = true
            return
        }
        if buffer[at] == 0xEF, try fill(to: at + 3), buffer[at + 1] == 0xBB, buffer[at + 2] == 0xBF {
            at += 3
            lineStart = at
        }
        guard try skipSpace() else {
            hasEnded = true
            return
        }
        if buffer[at] == UInt8(ascii: "["), !isByLine {
            isList = true
            at += 1
        }
    }

    /// Passes white space; false at the end of the file.
    private mutating func skipSpace() throws(ReadFailure) -> Bool {
        while passSpace() == nil { guard try more() else { return false } }
        return true
    }

    /// Passes white space; the byte behind it, nil where what has been read has none.
    private mutating func passSpace() -> UInt8? {
        while at < end {
            switch buffer[at] {
            case 10:
                line += 1
                lineStart = at + 1
            case 32, 9, 13: break
            default: return buffer[at]
            }
            at += 1
        }
        return nil
    }

    /// The object that is a line from `at` on; nil where the line is none, which is to be looked at more closely.
    private mutating func wholeLine() throws(ReadFailure) -> JSONValue? {
        guard buffer[at] == UInt8(ascii: "{") else { return nil }
        var place = at
        while true {
            if let feed = JSONReader.lineFeed(buffer.span.extracting(place..<end)) {
                place += feed
                break
            }
            let passed = end - at
            guard passed < JSONReader.lineLimit, try more() else { return nil }
            place = at + passed
        }
        guard let value = object(from: at, to: place) else { return nil }
        origin = Origin(file: file, line: line, column: column(of: at, in: lineStart))
        (valueLine, valueOffset) = (lineStart, at - lineStart)
        at = place
        return value
    }

    /// The value that the line from `at` on is.
    private mutating func nextLine() throws(ReadFailure) -> Step {
        var length = 0
        var isEnded = false
        while !isEnded, length <= JSONReader.valueLimit {
            if let feed = JSONReader.lineFeed(buffer.span.extracting(at + length..<end)) {
                length += feed
                isEnded = true
            } else {
                length = end - at
                if try !more() { break }
            }
        }
        guard length <= JSONReader.valueLimit else {
            let found = defect(.tooLarge, from: at, isCut: false)
            try passLine()
            return found
        }
        let start = at
        at += length
        var last = at
        while last > start, [9, 13, 32].contains(buffer[last - 1]) { last -= 1 }
        origin = Origin(file: file, line: line, column: column(of: start, in: lineStart))
        do throws(JSONProblem) {
            return .value(try parser.parse(buffer.span, start..<last))
        } catch {
            let place = min(start + parser.problemOffset, max(start, last - 1))
            return defect(error, from: place, isCut: !isEnded, line: line)
        }
    }

    /// Passes the rest of a line.
    private mutating func passLine() throws(ReadFailure) {
        while true {
            if let feed = JSONReader.lineFeed(buffer.span.extracting(at..<end)) {
                at += feed
                return
            }
            at = end
            guard try more() else { return }
        }
    }

    static func lineFeed(_ bytes: Span<UInt8>) -> Int? {
        unsafe bytes.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress, let found = unsafe memchr(start, 10, bytes.count) else { return nil }
            return unsafe UnsafeRawPointer(found) - start
        }
    }

    /// How many bytes the value at `at` takes; nil where its end does not come.
    private mutating func valueLength() throws(ReadFailure) -> Int? {
        var extent = JSONExtent(buffer[at], isListed: isList)
        var passed = 0
        while true {
            if let length = extent.length(buffer.span, start: at, from: at + passed, to: end) {
                return length <= JSONReader.valueLimit ? length : nil
            }
            passed = end - at
            guard passed <= JSONReader.valueLimit else { return nil }
            guard try more() else { return extent.isNested || extent.isInString || passed == 0 ? nil : passed }
        }
    }

    /// Reads on, with what was passed forgotten; false at the end of the file.
    private mutating func more() throws(ReadFailure) -> Bool {
        guard !atEnd else { return false }
        if at > 0 {
            buffer.removeSubrange(0..<at)
            end -= at
            lineStart -= at
            valueLine -= at
            at = 0
        }
        buffer.removeLast(JSONParser.padding)
        let start = buffer.count
        if let blocks {
            if let bytes = try blocks.next() { buffer += bytes } else { atEnd = true }
        } else {
            atEnd = try source?.read(JSONReader.block, appendingTo: &buffer) != true
        }
        end = buffer.count
        buffer.append(contentsOf: repeatElement(0, count: JSONParser.padding))
        return end > start || !atEnd
    }

    private mutating func fill(to count: Int) throws(ReadFailure) -> Bool {
        while end < count { guard try more() else { return false } }
        return true
    }

    /// The column of a place in a line that begins at `start`, in characters from 1; in bytes far into a line, or where its
    /// beginning is no longer held.
    private func column(of place: Int, in start: Int) -> Int {
        guard start >= 0, place - start <= 4096 else { return place - start + 1 }
        return String(decoding: buffer[start..<place], as: UTF8.self).count + 1
    }

    private func defect(
        _ problem: JSONProblem, from place: Int, isCut: Bool, line first: Int? = nil, after start: Int? = nil
    ) -> Step {
        var number = first ?? line
        if let start { for at in start..<place where buffer[at] == 10 { number += 1 } }
        let place = min(place, end)
        let lineStart = buffer[..<place].lastIndex(of: 10).map { $0 + 1 } ?? lineStart
        var from = place
        while from > 0, place - from < 2_000, buffer[from - 1] != 10 { from -= 1 }
        var to = from
        while to < end, to - from < 4_000, buffer[to] != 10 { to += 1 }
        return .defect(
            problem, Origin(file: file, line: number, column: column(of: place, in: lineStart)),
            text: String(decoding: buffer[from..<to], as: UTF8.self), isCut: isCut)
    }
}
