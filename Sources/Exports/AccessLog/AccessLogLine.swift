import Billing

/// One request of an access log: its day in UTC and its status.
///
/// Load balancer (ALB): `type time elb client:port target:port`, three durations and `elb_status_code`, separated by spaces;
/// what follows is not needed. nginx, combined: addresses, users, `[day/Mon/year:hour:minute:second zone] "request" status`. A
/// quote in a request is written `\"` or `\x22`.
struct AccessLogLine {
    var day: Day
    /// Nil for a request that got none.
    var status: Int?
    /// Where in the line the request stands, without its quotes; empty where it is not found.
    var request = 0..<0

    /// Reads a line.
    init(_ line: Span<UInt8>) throws(RecordRefusal) {
        if let balanced = try AccessLogLine.balanced(line) { self = balanced } else { self = try AccessLogLine.combined(line) }
    }

    private init(day: Day, status: Int?, request: Range<Int>) {
        self.day = day
        self.status = status
        self.request = request
    }

    private static let protocols = ["http", "https", "h2", "grpcs", "ws", "wss"].map { Array($0.utf8) }

    /// A line of a load balancer; nil for one that does not begin like it.
    private static func balanced(_ line: Span<UInt8>) throws(RecordRefusal) -> AccessLogLine? {
        var fields: [Range<Int>] = []
        var at = 0
        while at < line.count, fields.count < 9 {
            let start = at
            while at < line.count, line[at] != UInt8(ascii: " ") { at += 1 }
            fields.append(start..<at)
            if fields.count == 1, !protocols.contains(where: { equal($0, line.extracting(start..<at)) }) { return nil }
            at += 1
        }
        guard fields.count == 9, at <= line.count, let moment = Timestamp(line.extracting(fields[1])) else {
            throw RecordRefusal(
                reason: "the line is none of a load balancer's, expected its type, its time and seven more fields")
        }
        // The target's status and the bytes of request and answer come before the request.
        for _ in 0..<3 {
            while at < line.count, line[at] != UInt8(ascii: " ") { at += 1 }
            at += 1
        }
        let request = quoted(line, at) ?? 0..<0
        let text = line.extracting(fields[8])
        if text.count == 1, text[0] == UInt8(ascii: "-") {
            return AccessLogLine(day: moment.day, status: nil, request: request)
        }
        guard text.count == 3, let status = number(text, 0, 3) else {
            throw RecordRefusal(reason: "elb_status_code \(shown(text)) is no status, expected three digits or -")
        }
        return AccessLogLine(day: moment.day, status: status, request: request)
    }

    /// What stands between the quotes that open at a place.
    private static func quoted(_ line: Span<UInt8>, _ start: Int) -> Range<Int>? {
        guard start < line.count, line[start] == UInt8(ascii: "\"") else { return nil }
        var at = start + 1
        while at < line.count, line[at] != UInt8(ascii: "\"") { at += line[at] == UInt8(ascii: "\\") ? 2 : 1 }
        return at < line.count ? start + 1..<at : nil
    }

    private static func equal(_ bytes: [UInt8], _ span: Span<UInt8>) -> Bool {
        bytes.count == span.count && bytes.indices.allSatisfy { bytes[$0] == span[$0] }
    }

    private static func combined(_ line: Span<UInt8>) throws(RecordRefusal) -> AccessLogLine {
        var at = 0
        while at < line.count {
            if line[at] == UInt8(ascii: "["), let day = day(line, at + 1) {
                // `[`, 26 characters and `]`.
                let request = quoted(line, at + 29) ?? 0..<0
                return AccessLogLine(day: day, status: try status(line, after: request), request: request)
            }
            at += 1
        }
        throw RecordRefusal(reason: "the line has no time, expected [01/Aug/2026:00:00:00 +0000]")
    }

    /// The day in UTC of `01/Aug/2026:00:00:00 +0200]`.
    private static func day(_ line: Span<UInt8>, _ start: Int) -> Day? {
        guard start + 27 <= line.count else { return nil }
        let text = line.extracting(start..<start + 27)
        guard marks.allSatisfy({ text[$0.0] == UInt8(ascii: $0.1) }), let dayOfMonth = number(text, 0, 2),
            let month = months.firstIndex(where: { equal($0, text.extracting(3..<6)) }), let year = number(text, 7, 4),
            year >= 1970,
            let hour = number(text, 12, 2), hour < 24, let minute = number(text, 15, 2), minute < 60,
            let second = number(text, 18, 2), second < 61, let hours = number(text, 22, 2), let minutes = number(text, 24, 2),
            hours < 24, minutes < 60, text[21] == UInt8(ascii: "+") || text[21] == UInt8(ascii: "-"), dayOfMonth >= 1,
            dayOfMonth <= Month(year: year, month: month + 1).days
        else { return nil }
        let midnight = Int(Day(year: year, month: month + 1, day: dayOfMonth).number) * 86_400
        let offset = (hours * 60 + minutes) * (text[21] == UInt8(ascii: "-") ? -60 : 60)
        return Day(second: midnight + hour * 3600 + minute * 60 + min(second, 59) - offset)
    }

    /// What stands where in a time, beside digits and letters.
    private static let marks: [(Int, Unicode.Scalar)] = [
        (2, "/"), (6, "/"), (11, ":"), (14, ":"), (17, ":"), (20, " "), (26, "]"),
    ]

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        .map { Array($0.utf8) }

    /// The status behind a request in quotes.
    private static func status(_ line: Span<UInt8>, after request: Range<Int>) throws(RecordRefusal) -> Int? {
        let at = request.upperBound + 2
        if request.lowerBound > 1, line[request.lowerBound - 2] == UInt8(ascii: " "), at + 3 <= line.count,
            line[at - 1] == UInt8(ascii: " "), let status = number(line, at, 3),
            at + 3 == line.count || line[at + 3] == UInt8(ascii: " ")
        {
            return status
        }
        throw RecordRefusal(reason: "the line has no request in quotes with a status behind it, expected \"GET / HTTP/1.1\" 200")
    }

    /// A number of so many digits.
    private static func number(_ text: Span<UInt8>, _ start: Int, _ digits: Int) -> Int? {
        guard start + digits <= text.count else { return nil }
        var value = 0
        for at in start..<start + digits {
            let digit = text[at] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            value = value * 10 + Int(digit)
        }
        return value
    }
}
