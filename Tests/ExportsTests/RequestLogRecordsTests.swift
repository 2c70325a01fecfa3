import Billing
import Testing

@testable import Exports

private func entry(_ id: String, _ time: String, status: String = "200", log: String = "requests") -> String {
    """
    {"insertId":"\(id)","logName":"projects/p/logs/\(log)","timestamp":"\(time)","severity":"INFO",\
    "httpRequest":{"requestMethod":"GET","requestUrl":"https://a.example/x","status":\(status),"responseSize":"577"}}
    """
}

@Suite struct RequestLogRecordsTests {
    @Test func requestsAreCountedByDayAndClassOfStatus() throws {
        let lines = [
            entry("1", "2026-08-01T23:59:59.999999999Z"), entry("2", "2026-08-02T00:00:00Z", status: "404"),
            entry("3", "2026-08-02T00:30:00+01:00", status: "503"), entry("4", "2026-08-02T01:00:00Z", status: "null"),
        ]
        let read = try UsageRead(lines: lines)
        #expect(read.format == .gcpRequests)
        #expect(read.metrics("2026-08-01") == ["requests": "2", "requests_2xx": "1", "requests_5xx": "1"])
        #expect(read.metrics("2026-08-02") == ["requests": "2", "requests_4xx": "1"])
        try UsageRead.expectAnyOrder(lines)
        #expect(try UsageRead("[\(lines.joined(separator: ","))]").rows == read.rows)
    }

    @Test func anEntryThatStandsTwiceCountsOnce() throws {
        let lines = [
            entry("1", "2026-08-01T10:00:00Z"), entry("1", "2026-08-01T10:00:00Z"), entry("1", "2026-08-01T10:00:00.1Z"),
            entry("1", "2026-08-01T10:00:00Z", log: "other"), entry("2", "2026-08-01T10:00:00Z"),
        ]
        #expect(try UsageRead(lines: lines).metrics("2026-08-01")["requests"] == "4")
        try UsageRead.expectAnyOrder(lines)
    }

    @Test func theAddressSaysWhoseRequestItIs() throws {
        var settings = Settings.Source()
        settings.customers = ["{customer}.example.com", "/t/{customer}"]
        let addresses = [
            "https://acme.example.com:443/t/other?a=/t/x", "http://Acme.example.com/", "https://api.example.org/t/zeta#x",
            "https://api.example.org/?/t/zeta", "/t/zeta", "-",
        ]
        let lines = addresses.enumerated().map { number, address in
            entry("\(number)", "2026-08-01T10:00:00Z").replacing("https://a.example/x", with: address)
        }
        let read = try UsageRead(lines: lines, settings: settings)
        #expect(read.format == .gcpRequests && read.reading.refused == 0)
        #expect(read.metrics("2026-08-01", "customer=acme") == ["requests": "2", "requests_2xx": "2"])
        #expect(read.metrics("2026-08-01", "customer=zeta") == ["requests": "2", "requests_2xx": "2"])
        #expect(read.metrics("2026-08-01") == ["requests": "2", "requests_2xx": "2"])
        let without = entry("1", "2026-08-01T10:00:00Z").replacing("\"requestUrl\":\"https://a.example/x\",", with: "")
        #expect(try UsageRead(lines: [without], settings: settings).metrics("2026-08-01")["requests"] == "1")
        #expect(try UsageRead(lines: lines).metrics("2026-08-01")["requests"] == "6")
    }

    @Test func otherEntriesAreNoRequestsAndABadOneIsRefused() throws {
        let read = try UsageRead(lines: [
            "{\"insertId\":\"9\",\"logName\":\"l\",\"timestamp\":\"2026-08-01T10:00:00Z\",\"textPayload\":\"started\"}",
            entry("1", "yesterday"), entry("2", "2026-08-01T10:00:00Z", status: "\"ok\""), entry("3", "2026-08-01T10:00:00Z"),
        ])
        #expect(read.reading.records == 4 && read.reading.refused == 2)
        #expect(read.metrics("2026-08-01") == ["requests": "1", "requests_2xx": "1"])
    }
}
