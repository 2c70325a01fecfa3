import Testing

@testable import Exports

private func attribute(_ key: String, _ value: String) -> String {
    "{\"key\":\"\(key)\",\"value\":{\"stringValue\":\"\(value)\"}}"
}
private func attribute(_ key: String, _ value: Int) -> String { "{\"key\":\"\(key)\",\"value\":{\"intValue\":\"\(value)\"}}" }

/// Nanoseconds of an hour of 2026-08-01.
private func nanos(_ hour: Int, _ minute: Int = 0) -> String { "\(1_785_542_400 + hour * 3600 + minute * 60)000000000" }

private func resource(_ service: String = "shop") -> String {
    "\"resource\":{\"attributes\":[\(attribute("service.name", service))]}"
}

private func span(_ id: String, _ attributes: String...) -> String {
    """
    {"resourceSpans":[{\(resource()),"scopeSpans":[{"spans":[{"traceId":"t","spanId":"\(id)",\
    "startTimeUnixNano":"\(nanos(10))","attributes":[\(attributes.joined(separator: ","))]}]}]}]}
    """
}

private func log(_ input: Int, service: String = "claude-code") -> String {
    """
    {"resourceLogs":[{\(resource(service)),"scopeLogs":[{"logRecords":[{"timeUnixNano":"\(nanos(10))",\
    "body":{"stringValue":"claude_code.api_request"},"attributes":[\(attribute("model", "m")),\
    \(attribute("input_tokens", "\(input)")),\(attribute("cache_read_tokens", "700")),\(attribute("user.email", "a@b.c"))]}]}]}]}
    """
}

private func point(_ value: Int, _ hour: Int, start: Int, type: String = "input") -> String {
    """
    {"attributes":[\(attribute("type", type)),\(attribute("model", "m"))],"asInt":"\(value)",\
    "startTimeUnixNano":"\(nanos(start))","timeUnixNano":"\(nanos(hour))"}
    """
}

private func meter(_ temporality: String, _ points: String..., service: String = "claude-code") -> String {
    """
    {"resourceMetrics":[{\(resource(service)),"scopeMetrics":[{"metrics":[{"name":"claude_code.token.usage",\
    "sum":{"aggregationTemporality":\(temporality),"isMonotonic":true,"dataPoints":[\(points.joined(separator: ","))]}}]}]}]}
    """
}

private let developer = "model=m environment=development"

@Suite struct GenerationRecordsTests {
    @Test func aSpansInputIncludesItsCachedTokens() throws {
        let read = try UsageRead(
            span(
                "1", attribute("gen_ai.request.model", "m"), attribute("gen_ai.usage.input_tokens", 1200),
                attribute("gen_ai.usage.cache_read.input_tokens", 1000),
                attribute("gen_ai.usage.cache_creation.input_tokens", 50),
                attribute("gen_ai.usage.output_tokens", 7), attribute("enduser.id", "c")))
        #expect(read.format == .openTelemetry)
        #expect(
            read.metrics("2026-08-01", "customer=c model=m") == [
                "input_tokens": "150", "cache_read_tokens": "1000", "cache_write_tokens": "50", "output_tokens": "7",
                "requests": "1",
            ])
    }

    @Test func theModelThatAnsweredIsTheModel() throws {
        let read = try UsageRead(
            span(
                "1", attribute("gen_ai.request.model", "m"), attribute("gen_ai.response.model", "m-2"),
                attribute("gen_ai.usage.prompt_tokens", 5)))
        #expect(read.metrics("2026-08-01", "model=m-2") == ["input_tokens": "5", "requests": "1"])
    }

    @Test func aSpanAroundCallsIsLeftOutWithANote() throws {
        let usage = attribute("gen_ai.usage.input_tokens", 5)
        let read = try UsageRead(lines: [
            span("1", attribute("gen_ai.operation.name", "invoke_agent"), usage),
            span("2", attribute("gen_ai.operation.name", "chat"), usage), span("3", attribute("http.method", "GET")),
        ])
        #expect(read.metrics("2026-08-01") == ["input_tokens": "5", "requests": "1"])
        #expect(read.reading.notes.count == 1)
    }

    @Test func spansAndEventsInAnyOrderAreTheSameAndASpanCountsOnce() throws {
        let usage = attribute("gen_ai.usage.input_tokens", 5)
        let lines = [span("1", usage), span("2", usage), log(3), span("1", usage), log(3)]
        let read = try UsageRead(lines: lines)
        #expect(read.metrics("2026-08-01") == ["input_tokens": "10", "requests": "2"])
        #expect(read.metrics("2026-08-01", developer) == ["input_tokens": "6", "cache_read_tokens": "1400", "requests": "2"])
        try UsageRead.expectAnyOrder(lines)
    }

    @Test(arguments: ["1", "\"AGGREGATION_TEMPORALITY_DELTA\""])
    func deltasAreAddedUp(_ temporality: String) throws {
        let read = try UsageRead(
            meter(temporality, point(100, 10, start: 9), point(50, 11, start: 10), point(9, 11, start: 10, type: "cacheRead")))
        #expect(read.metrics("2026-08-01", developer) == ["input_tokens": "150", "cache_read_tokens": "9"])
    }

    @Test func aRunningTotalCountsFromItsStartAndARestartAnew() throws {
        let lines = [
            meter("2", point(100, 10, start: 9)), meter("2", point(100, 11, start: 9)), meter("2", point(160, 12, start: 9)),
            meter("2", point(30, 14, start: 13)), meter("2", point(500, 16, start: 15)),
        ]
        #expect(try UsageRead(lines: lines).metrics("2026-08-01", developer) == ["input_tokens": "690"])
        try UsageRead.expectAnyOrder(lines)
    }

    @Test func ofATotalThatBeganOnAnEarlierDayTheIncreaseCounts() throws {
        let lines = [meter("2", point(100, 1, start: -2)), meter("2", point(160, 2, start: -2))]
        #expect(try UsageRead(lines: lines).metrics("2026-08-01", developer) == ["input_tokens": "60"])
    }

    @Test func whatIsCountedUntilMidnightBelongsToTheDayBefore() throws {
        let read = try UsageRead(meter("1", point(5, 24, start: 23), point(7, 25, start: 24)))
        #expect(read.metrics("2026-08-01", developer) == ["input_tokens": "5"])
        #expect(read.metrics("2026-08-02", developer) == ["input_tokens": "7"])
    }

    @Test func metricsAreLeftOutWhereTheSameServiceHasItsCalls() throws {
        let lines = [meter("1", point(100, 10, start: 9)), log(3), meter("1", point(8, 10, start: 9), service: "claude-code-ci")]
        let read = try UsageRead(lines: lines)
        #expect(read.metrics("2026-08-01", developer) == ["input_tokens": "11", "cache_read_tokens": "700", "requests": "1"])
        #expect(read.reading.notes == ["token metrics are left out where the file has the calls themselves: claude-code"])
        try UsageRead.expectAnyOrder(lines)
    }

    @Test func aHistogramHasItsSumAndACallForEachEntry() throws {
        let point = """
            {"attributes":[\(attribute("gen_ai.token.type", "input")),\(attribute("gen_ai.request.model", "m"))],"count":"4",\
            "sum":1200.0,"bucketCounts":["4"],"explicitBounds":[],"startTimeUnixNano":"\(nanos(9))","timeUnixNano":"\(nanos(10))"}
            """
        let read = try UsageRead(
            """
            {"resourceMetrics":[{\(resource()),"scopeMetrics":[{"metrics":[{"name":"gen_ai.client.token.usage",\
            "histogram":{"aggregationTemporality":1,"dataPoints":[\(point),\(point.replacing("input", with: "output"))]}}]}]}]}
            """)
        #expect(read.metrics("2026-08-01", "model=m") == ["input_tokens": "1200", "output_tokens": "1200", "requests": "4"])
    }

    @Test func aRecordIsTakenAsAWholeOrRefused() throws {
        let read = try UsageRead(lines: [
            meter("1", point(100, 10, start: 9), point(5, 10, start: 9, type: "other")), meter("0", point(1, 10, start: 9)),
            meter("1", point(7, 10, start: 9)),
        ])
        #expect(
            read.refusals == [
                "the type of token \"other\" is not known, expected input or output",
                "aggregationTemporality \"0\" is not known, expected 1 or 2",
            ])
        #expect(read.metrics("2026-08-01", developer) == ["input_tokens": "7"])
    }

    @Test func theSampleAddsUpExactly() throws {
        guard let path = SampleFolder.path("llm/otlp_genai_span_and_claude_code_log.SYNTHETIC.jsonl") else { return }
        let read = try UsageRead(path: path)
        #expect(read.reading.records == 3 && read.reading.refused == 0)
        #expect(
            read.metrics("2026-01-01", "customer=acme model=gpt-4o-2024-08-06") == [
                "input_tokens": "200", "cache_read_tokens": "1000", "output_tokens": "250", "requests": "1",
            ])
        #expect(read.metrics("2026-01-01") == ["input_tokens": "10", "output_tokens": "20", "requests": "1"])
        #expect(
            read.metrics("2026-01-01", "model=claude-sonnet-4-5 environment=development") == [
                "input_tokens": "1500", "output_tokens": "300", "cache_read_tokens": "12000", "requests": "1",
            ])
        #expect(read.rows.count == 11)
    }
}
