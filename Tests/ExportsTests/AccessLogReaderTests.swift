import Billing
import Testing

@testable import Exports

private func combined(
    _ time: String, _ request: String = "GET / HTTP/1.1", _ status: String = "200", from: String = "10.0.0.1 - -"
) -> String {
    "\(from) [\(time)] \"\(request)\" \(status) 571 \"-\" \"agent\""
}

private func balanced(_ time: String, _ status: String = "200", type: String = "https") -> String {
    """
    \(type) \(time) app/lb/1 10.0.0.1:2817 10.0.0.2:80 0.086 -1 0.037 \(status) - 34 366 "GET https://a.example:443/ HTTP/1.1" \
    "curl" - - arn "Root=1" "a.example" "-" 0 2026-08-01T00:00:00Z "forward" "-" "-" "-" "-" "-" "-" TID_1 more later
    """
}

@Suite struct AccessLogReaderTests {
    @Test func aLocalTimeIsADayInUTC() throws {
        let lines = [
            combined("01/Aug/2026:00:30:00 +0100"), combined("01/Aug/2026:00:30:00 -0100"),
            combined("31/Jul/2026:23:30:00 -0045"),
            combined("31/Jul/2026:23:59:60 +0000"),
        ]
        let read = try UsageRead(lines: lines)
        #expect(read.format == .accessLog)
        #expect(read.metrics("2026-07-31")["requests"] == "2" && read.metrics("2026-08-01")["requests"] == "2")
        try UsageRead.expectAnyOrder(lines)
    }

    @Test(arguments: [
        combined("01/Aug/2026:10:00:00 +0000", from: "\"10.5.102.222, 199.96.1.1\" 10.2.1.185 - -"),
        combined("01/Aug/2026:10:00:00 +0000", from: "2a03:0:10ff::, 10.225.192.17 10.2.2.121 - [x]"),
        combined("01/Aug/2026:10:00:00 +0000", ""), combined("01/Aug/2026:10:00:00 +0000", "GET /\\x22 a\\\"b\\\\"),
        combined("01/Aug/2026:10:00:00 +0000") + " \"-\"", "10.0.0.1 - - [01/Aug/2026:10:00:00 +0000] \"GET /\" 200",
        balanced("2026-08-01T10:00:00.123456Z"), balanced("2026-08-01T10:00:00Z", type: "h2"),
    ])
    func aLineIsARequest(_ line: String) throws {
        let read = try UsageRead(lines: [line])
        #expect(read.format == .accessLog)
        #expect(read.metrics("2026-08-01") == ["requests": "1", "requests_2xx": "1"])
        #expect(try UsageRead(line + "\r\n").rows == read.rows)
    }

    @Test func statusesHaveTheirClasses() throws {
        let lines = ["200", "204", "301", "404", "499", "503", "000"].map { combined("01/Aug/2026:10:00:00 +0000", "x", $0) }
        let read = try UsageRead(lines: lines + [balanced("2026-08-01T10:00:00Z", "-")])
        #expect(
            read.metrics("2026-08-01") == [
                "requests": "8", "requests_2xx": "2", "requests_3xx": "1", "requests_4xx": "2", "requests_5xx": "1",
            ])
    }

    @Test func aBadLineIsCountedAndTheOthersAreTaken() throws {
        let good = combined("01/Aug/2026:10:00:00 +0000")
        let bad = [
            "no request", combined("32/Aug/2026:10:00:00 +0000"), combined("01/Aug/2026:10:00:00"),
            combined("01/Aug/2026:10:00:00 +0000", "x", "20"), combined("01/Aug/2026:10:00:00 +0000", "x", "2000"),
            "10.0.0.1 - - [01/Aug/2026:10:00:00 +0000] \"open", "https 2026-08-01 x", balanced("2026-13-01T10:00:00Z"),
            balanced("2026-08-01T10:00:00Z", "OK"),
        ]
        let read = try UsageRead(lines: [good, ""] + bad + [good])
        #expect(read.reading.records == bad.count + 2 && read.reading.refused == bad.count)
        #expect(read.reading.refusals.map(\.origin.line) == Array(3..<3 + bad.count))
        #expect(read.refusals.allSatisfy { $0.contains("expected") })
        #expect(read.metrics("2026-08-01")["requests"] == "2")
        #expect(!read.reading.isCut)
    }

    @Test(arguments: [
        ["-agent\" \"x"], [String(repeating: "\0", count: 300)], ["{\"half\": ", "[1", "a,b,c"], ["[::1] no request"],
        Array(repeating: "\"", count: 18),
    ])
    func aLogIsKnownThoughItsFirstLinesAreBroken(_ broken: [String]) throws {
        for good in [combined("01/Aug/2026:10:00:00 +0000"), balanced("2026-08-01T10:00:00.123456Z")] {
            let read = try UsageRead(lines: broken + [good, good])
            #expect(read.format == .accessLog)
            #expect(read.reading.refusals.map(\.origin.line) == Array(1...broken.count))
            #expect(read.metrics("2026-08-01") == ["requests": "2", "requests_2xx": "2"])
        }
    }

    @Test func aLineAmongOthersFarInAFileMakesItNoLog() throws {
        let lines = Array(repeating: "a b", count: 40) + [combined("01/Aug/2026:10:00:00 +0000")]
        #expect(try UsageRead(lines: lines).format == nil)
        let sheet = ["day,metric,quantity,feature", "2026-08-01,requests,1,\"10.0.0.1 - - [01/Aug/2026:10:00:00 +0000]\""]
        #expect(try UsageRead(lines: sheet).format == .usage)
    }

    @Test func aLineThatTheFileEndsInMayBeCut() throws {
        let good = combined("01/Aug/2026:10:00:00 +0000")
        #expect(try UsageRead(good + "\n" + good.prefix(60)).reading.isCut)
        let whole = try UsageRead(good + "\n" + good)
        #expect(!whole.reading.isCut && whole.metrics("2026-08-01")["requests"] == "2")
    }

    @Test(arguments: [1, 2, 300, 700])
    func aLineOverTheLimitIsPassedWhateverItsLength(_ size: Int) throws {
        let good = combined("01/Aug/2026:10:00:00 +0000")
        func long(_ bytes: Int) -> String { combined("01/Aug/2026:10:00:00 +0000", String(repeating: "a", count: bytes - 80)) }
        let read = try UsageRead(lines: [good, long((65 + size) << 10), good, long(60 << 10), good])
        #expect(read.reading.refusals.map(\.origin.line) == [2])
        #expect(read.refusals == ["the line is longer than 64 KB, expected a request"])
        #expect(read.metrics("2026-08-01")["requests"] == "4")
    }

    @Test func manyLinesAreReadInBlocks() throws {
        let lines = (0..<6_000).map { combined("0\($0 % 3 + 1)/Aug/2026:10:00:00 +0000", String(repeating: "x", count: $0 % 97)) }
        let read = try UsageRead(lines: lines)
        #expect((1...3).map { read.metrics("2026-08-0\($0)")["requests"] } == ["2000", "2000", "2000"])
        #expect(read.reading.records == 6_000 && read.reading.refused == 0)
    }

    @Test func theSampleAddsUpExactly() throws {
        guard let path = SampleFolder.path("requests/nginx_access.log") else { return }
        let read = try UsageRead(path: path)
        #expect(read.reading.records == 6 && read.reading.refused == 0)
        #expect(read.metrics("2016-12-07") == ["requests": "2", "requests_2xx": "2"])
        #expect(read.metrics("2016-01-22") == ["requests": "1", "requests_2xx": "1"])
        for day in ["2017-05-29", "2016-12-30", "2018-04-12"] {
            #expect(read.metrics(day) == ["requests": "1", "requests_4xx": "1"])
        }
    }
}
