package import Billing

/// The lines of a small text file, so that a message can show the one it is about.
package struct SourceText: Hashable, Sendable {
    /// The file's name for messages.
    package let file: String
    /// The file without its byte order mark; valid UTF-8.
    let bytes: [UInt8]
    /// Where each line begins in `bytes`.
    private let starts: [Int]

    /// The most characters of a line that a message shows.
    private static let shown = 200

    /// The text of a file of at most `limit` bytes; a larger one, and one that is not UTF-8, is refused.
    package init(_ bytes: [UInt8], file: String, limit: Int) throws(RefusedFile) {
        guard bytes.count <= limit else {
            let reason = "file has over \(limit) bytes, expected at most that many"
            throw RefusedFile([Refusal(at: Origin(file: file), reason)])
        }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        self.file = file
        self.bytes = bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
        var starts = [0]
        for (at, byte) in self.bytes.enumerated() {
            let next = at + 1 < self.bytes.count ? self.bytes[at + 1] : 0
            if byte == UInt8(ascii: "\n") || (byte == UInt8(ascii: "\r") && next != UInt8(ascii: "\n")) {
                starts.append(at + 1)
            }
        }
        self.starts = starts
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: self.bytes.span)
        } catch {
            let origin = origin(at: error.byteOffsets.lowerBound)
            throw RefusedFile([
                refusal(
                    at: origin, "a byte that is not UTF-8 text, expected a file in UTF-8",
                    hint: "save the file again as UTF-8")
            ])
        }
    }

    /// How many lines there are.
    package var lines: Int { starts.count }

    /// The place of a byte: its line and its column in characters.
    package func origin(at offset: Int) -> Origin {
        var (low, high) = (0, starts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        let before = bytes[starts[low]..<max(starts[low], min(offset, bytes.count))]
        return Origin(file: file, line: low + 1, column: before.count { $0 & 0xC0 != 0x80 } + 1)
    }

    /// The bytes of a line (from 1) without its end; empty where there is no such line.
    package func line(_ number: Int) -> ArraySlice<UInt8> {
        guard number >= 1, number <= starts.count else { return [] }
        let end = number < starts.count ? starts[number] : bytes.count
        var line = bytes[starts[number - 1]..<end]
        while let last = line.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") { line.removeLast() }
        return line
    }

    /// A refusal that shows the line it is about. A tab or a control character is shown as a blank, so that the caret below
    /// stands where it should; a place far to the right is given without its line.
    package func refusal(at origin: Origin, _ reason: String, width: Int = 1, hint: String = "") -> Refusal {
        // Four bytes at most for a character: a line of megabytes is not decoded again for each of its mistakes.
        let line = String(decoding: line(origin.line).prefix(4 * Self.shown), as: UTF8.self).unicodeScalars
        let column = max(origin.column, 1)
        guard column <= Self.shown else { return Refusal(at: origin, reason, hint: hint) }
        var text = String.UnicodeScalarView()
        for scalar in line.prefix(Self.shown) { text.append(scalar.value < 0x20 || scalar.value == 0x7F ? " " : scalar) }
        let room = max(1, text.count - column + 1)
        return Refusal(at: origin, reason, text: String(text), width: max(1, min(width, room)), hint: hint)
    }
}
