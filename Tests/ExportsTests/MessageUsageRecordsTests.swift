import Testing

@testable import Exports

private func page(_ day: Int, _ results: String...) -> String {
    """
    {"data":[{"starting_at":"2026-08-0\(day)T00:00:00Z","ending_at":"2026-08-0\(day + 1)T00:00:00Z",\
    "results":[\(results.joined(separator: ","))]}],"has_more":false,"next_page":null}
    """
}

private func result(_ input: String, model: String = "\"m\"") -> String {
    """
    {"uncached_input_tokens":\(input),"cache_creation":{"ephemeral_1h_input_tokens":1000,"ephemeral_5m_input_tokens":500},\
    "cache_read_input_tokens":200,"output_tokens":50,"model":\(model),"workspace_id":null}
    """
}

@Suite struct MessageUsageRecordsTests {
    @Test func theClassesShareNothing() throws {
        let read = try UsageRead(page(1, result("30"), result("12")))
        #expect(read.format == .anthropicUsage)
        #expect(
            read.rows == [
                "2026-08-01 input_tokens model=m unit=tokens": "42", "2026-08-01 output_tokens model=m unit=tokens": "100",
                "2026-08-01 cache_read_tokens model=m unit=tokens": "400",
                "2026-08-01 cache_write_tokens model=m unit=tokens": "3000",
            ])
    }

    @Test func hoursAddUpToTheirDay() throws {
        let hours = (0..<24).map { hour in
            let start = "2026-08-01T\(hour < 10 ? "0" : "")\(hour):00:00Z"
            let end = hour < 23 ? "2026-08-01T\(hour < 9 ? "0" : "")\(hour + 1):00:00Z" : "2026-08-02T00:00:00Z"
            return "{\"starting_at\":\"\(start)\",\"ending_at\":\"\(end)\",\"results\":[\(result("\(hour)"))]}"
        }
        let read = try UsageRead("{\"data\":[\(hours.joined(separator: ","))],\"has_more\":false,\"next_page\":null}")
        #expect(read.metrics("2026-08-01", "model=m")["input_tokens"] == "276")
        #expect(read.rows.count == 4)
    }

    @Test func pagesInAnyOrderAreTheSameUsage() throws {
        try UsageRead.expectAnyOrder([page(1, result("1")), page(2), page(1, result("5", model: "null")), page(3, result("7"))])
    }

    @Test func aReportWithoutResultsIsNoUsage() throws {
        let read = try UsageRead(page(1))
        #expect(read.format == .anthropicUsage)
        #expect(read.rows.isEmpty && read.reading.refused == 0)
    }

    @Test func aBucketThatIsNoneIsNotPassedInSilence() throws {
        let broken = page(1, result("1")).replacing("]}],\"has_more\"", with: "]},{\"starting_at\":\"2026-08-02\"}],\"has_more\"")
        let read = try UsageRead(broken)
        #expect(read.format == .anthropicUsage && read.reading.refused == 1 && read.rows.isEmpty)
    }

    @Test(arguments: ["-1", "\"many\"", "1.5", "1e16", "[]"])
    func aCountThatIsNoneIsRefused(_ count: String) throws {
        let read = try UsageRead(lines: [page(1, result("1")), page(2, result("3"), result(count))])
        #expect(read.reading.refused == 1 && read.reading.records == 2)
        #expect(read.refusals.first?.hasPrefix("data[0].results[1]: uncached_input_tokens") == true)
        #expect(read.metrics("2026-08-02", "model=m").isEmpty, "all of a record or nothing")
    }

    @Test func theSampleAddsUpExactly() throws {
        guard let path = SampleFolder.path("llm/anthropic_usage_report_messages.doc_example.json") else { return }
        let read = try UsageRead(path: path)
        #expect(read.format == .anthropicUsage)
        #expect(
            read.metrics("2025-08-01", "model=claude-sonnet-4-20250514") == [
                "input_tokens": "1500", "output_tokens": "500", "cache_read_tokens": "200", "cache_write_tokens": "1500",
            ])
        #expect(read.rows.count == 4)
        #expect(read.reading.notes.count == 1, "it says that more pages follow")
    }
}
