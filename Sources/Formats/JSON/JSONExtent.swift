/// Looks for the end of a JSON value, in as many parts as its bytes come in; whether it is one is for the parser to say.
struct JSONExtent {
    /// Whether the value is an element of a list.
    let isListed: Bool
    /// Whether it is an object or a list itself.
    let isNested: Bool
    private var depth = 0
    private(set) var isInString = false
    private var isEscaped = false
    private var isLineStart = false
    /// Behind a comma or a bracket an object may well begin a line.
    private var mayOpen = false

    /// Of the value that begins with this byte.
    init(_ first: UInt8, isListed: Bool) {
        isNested = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        self.isListed = isListed
    }

    /// How many bytes the value has that begins at `start`, of which those before `from` were looked at before; nil where its end is not
    /// among these.
    mutating func length(_ bytes: Span<UInt8>, start: Int, from: Int, to end: Int) -> Int? {
        var place = from
        while place < end {
            let byte = bytes[place]
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                } else if byte == 10, !isListed, depth <= 1 || !isNested {
                    // A line feed stands in no string: the line is no value, and the next one is not to suffer from it.
                    return place - start
                }
            } else {
                switch byte {
                case UInt8(ascii: "\""): isInString = true
                case UInt8(ascii: "{") where isLineStart && depth > 0 && !isListed && !mayOpen:
                    // The line before was cut: the records after it are not to suffer from that.
                    return place - start
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    if depth == 0 { return max(1, place - start) }
                    depth -= 1
                    if depth == 0 { return place + 1 - start }
                case 10, 13:
                    if depth == 0, !isNested { return max(1, place - start) }
                // A line of several words is one defect.
                case UInt8(ascii: ","), 32, 9:
                    if depth == 0, !isNested, isListed { return max(1, place - start) }
                default: break
                }
            }
            if byte == 10 {
                isLineStart = true
            } else {
                isLineStart = false
                if byte > 32 { mayOpen = byte == UInt8(ascii: ",") || byte == UInt8(ascii: "[") }
            }
            place += 1
        }
        return nil
    }
}
