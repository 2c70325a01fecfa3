import Billing

/// Takes a file apart into records of cells; a record with a mistake is noted and left out.
struct SheetScanner {
    let source: SourceText
    var refusals: [Refusal] = []
    private let bytes: [UInt8]
    private var at = 0
    private var line = 1
    private var column = 1

    init(_ source: SourceText) {
        self.source = source
        bytes = source.bytes
    }

    private var origin: Origin { Origin(file: source.file, line: line, column: column) }
    private var byte: UInt8? { at < bytes.count ? bytes[at] : nil }
    private var atLineEnd: Bool { byte == nil || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

    /// Goes on by one byte, counting characters and, for any of the three line ends, lines.
    private mutating func advance() {
        let byte = bytes[at]
        at += 1
        if byte == UInt8(ascii: "\n") || (byte == UInt8(ascii: "\r") && self.byte != UInt8(ascii: "\n")) {
            line += 1
            column = 1
        } else if byte & 0xC0 != 0x80 {
            column += 1
        }
    }

    /// The next record; nil at the end of the file.
    mutating func record() -> Sheet.Row? {
        while byte != nil {
            if byte == UInt8(ascii: "#") {
                endLine()
                continue
            }
            let start = origin
            let mistakes = refusals.count
            var cells: [Sheet.Cell] = []
            repeat {
                if !cells.isEmpty { advance() }
                guard let cell = cell() else { break }
                cells.append(cell)
            } while byte == UInt8(ascii: ",")
            endLine()
            if refusals.count > mistakes { continue }
            let blank = cells.allSatisfy { $0.text.utf8.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } }
            if !blank { return Sheet.Row(cells: cells, origin: start) }
        }
        return nil
    }

    /// Goes behind the end of the line.
    private mutating func endLine() {
        while !atLineEnd { advance() }
        if byte == UInt8(ascii: "\r"), at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "\n") { advance() }
        if byte != nil { advance() }
    }

    /// The next cell, up to a comma or the end of the line; nil where it has a mistake.
    private mutating func cell() -> Sheet.Cell? {
        let start = origin
        var text: [UInt8] = []
        if byte == UInt8(ascii: "\"") {
            advance()
            while let byte, byte != UInt8(ascii: "\"") || nextIsQuote {
                if byte == UInt8(ascii: "\"") { advance() }
                text.append(byte)
                advance()
            }
            guard byte != nil else {
                refuse(start, "a quote that is not closed, expected the same quote after the text", "close the quote")
                return nil
            }
            advance()
            guard atLineEnd || byte == UInt8(ascii: ",") else {
                let reason = "text after a closing quote, expected a comma or the end of the line"
                refuse(origin, reason, "write a quote within quotes twice: \"\"")
                return nil
            }
        } else {
            while !atLineEnd, let byte, byte != UInt8(ascii: ",") {
                guard byte != UInt8(ascii: "\"") else {
                    let reason = "a quote within a cell that does not begin with one, expected the whole cell in quotes"
                    refuse(origin, reason, "put the cell in quotes and write the quote within it twice: \"\"")
                    return nil
                }
                text.append(byte)
                advance()
            }
        }
        let decoded = String(decoding: text, as: UTF8.self)
        let width = line == start.line ? max(1, column - start.column) : 1
        return Sheet.Cell(text: decoded, origin: start, width: width)
    }

    private var nextIsQuote: Bool { at + 1 < bytes.count && bytes[at + 1] == UInt8(ascii: "\"") }

    private mutating func refuse(_ origin: Origin, _ reason: String, _ hint: String) {
        refusals.append(source.refusal(at: origin, reason, hint: hint))
    }
}
