/// The host and the path of a request of a log, `GET https://a.example:443/path?query HTTP/1.1` or `GET /path HTTP/1.1`, as ranges in its
/// line; empty where it has none.
struct RequestTarget {
    var host = 0..<0, path = 0..<0

    /// Looks at the request that stands in a range of a line.
    init(_ line: Span<UInt8>, _ request: Range<Int>) {
        func first(_ byte: UInt8, _ range: Range<Int>) -> Int? { range.first { line[$0] == byte } }
        let start = first(UInt8(ascii: " "), request).map { $0 + 1 } ?? request.upperBound
        self.init(line, url: start..<(first(UInt8(ascii: " "), start..<request.upperBound) ?? request.upperBound))
    }

    /// Looks at the address that stands in a range of a text, `https://a.example:443/path?query` or `/path`.
    init(_ line: Span<UInt8>, url: Range<Int>) {
        func first(_ byte: UInt8, _ range: Range<Int>) -> Int? { range.first { line[$0] == byte } }
        var start = url.lowerBound
        let end = url.upperBound
        let slash = UInt8(ascii: "/")
        if start < end, line[start] != slash {
            guard let colon = first(UInt8(ascii: ":"), start..<end), colon + 2 < end, line[colon + 1] == slash,
                line[colon + 2] == slash
            else { return }
            let authority = colon + 3..<(first(slash, colon + 3..<end) ?? end)
            host = authority.lowerBound..<(first(UInt8(ascii: ":"), authority) ?? authority.upperBound)
            start = authority.upperBound
        }
        path = start..<((start..<end).first { line[$0] == UInt8(ascii: "?") || line[$0] == UInt8(ascii: "#") } ?? end)
    }
}
