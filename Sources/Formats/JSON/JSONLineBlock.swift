import Glibc

/// Lines of a JSON file that are an object each, apart from the file: what another thread looks at.
package enum JSONLineBlock {
    /// Hands every line's object to `take`, with where the line begins and how many come before it, until that says no. Returns how
    /// many lines there are; nil where one is no such line, the block does not end with a line, or `take` has said no.
    package static func read(_ bytes: Span<UInt8>, _ take: (JSONValue, _ start: Int, _ line: Int) -> Bool) -> Int? {
        guard let parser = JSONParser() else { return nil }
        // The last lines have too little behind them to be parsed where they are.
        var last: [UInt8] = []
        var start = 0, lines = 0
        while start < bytes.count {
            guard let length = JSONReader.lineFeed(bytes.extracting(start..<bytes.count)) else { return nil }
            var end = start + length
            while end > start, [9, 13, 32].contains(bytes[end - 1]) { end -= 1 }
            if end > start {
                guard bytes[start] == UInt8(ascii: "{"), bytes[end - 1] == UInt8(ascii: "}"), end - start < JSONReader.lineLimit
                else { return nil }
                do throws(JSONProblem) {
                    let value: JSONValue
                    if end + JSONParser.padding <= bytes.count {
                        value = try parser.parse(bytes, start..<end)
                    } else {
                        last = unsafe bytes.extracting(start..<end).withUnsafeBufferPointer { unsafe Array($0) }
                        last += repeatElement(0, count: JSONParser.padding)
                        value = try parser.parse(last.span, 0..<end - start)
                    }
                    guard take(value, start, lines) else { return nil }
                } catch {
                    return nil
                }
            }
            start += length + 1
            lines += 1
        }
        return lines
    }
}
