import Testing

@testable import Exports

private func observation(_ id: String, _ details: String, more: String = ",\"type\":\"GENERATION\"") -> String {
    """
    {"id":"\(id)","traceId":"t","startTime":"2026-08-01T23:59:59.999Z","model":"m","usageDetails":\(details)\(more)}
    """
}

@Suite struct ObservationRecordsTests {
    @Test(arguments: [
        // Its total is the sum of all.
        (
            "{\"input\":100,\"input_cached_tokens\":60,\"output\":20,\"output_reasoning_tokens\":5,\"total\":185}",
            [100, 60, 0, 25]
        ),
        // Its total is that of input and output, which therefore include the others.
        (
            "{\"input\":100,\"input_cached_tokens\":60,\"output\":20,\"output_reasoning_tokens\":5,\"total\":120}",
            [40, 60, 0, 20]
        ),
        (
            "{\"input\":100,\"cache_read_input_tokens\":60,\"cache_creation_input_tokens\":30,\"output\":20,\"total\":120}",
            [10, 60, 30, 20]
        ),
        // Without a total they share nothing.
        ("{\"input\":100,\"cache_read_input_tokens\":160,\"cache_creation_input_tokens\":30,\"output\":20}", [100, 160, 30, 20]),
        ("{\"input\":\"100\",\"input_audio_tokens\":\"7\",\"output\":\"20\",\"total\":\"127\"}", [107, 0, 0, 20]),
        ("{\"prompt_tokens\":100,\"completion_tokens\":20,\"total_tokens\":120}", [100, 0, 0, 20]),
    ])
    func theTotalIsNeverAddedAndTellsWhatIncludesWhat(_ details: String, _ counts: [Int]) throws {
        let read = try UsageRead(observation("o-1", details))
        #expect(read.format == .langfuse)
        let metrics = read.metrics("2026-08-01", "model=m")
        let found = ["input_tokens", "cache_read_tokens", "cache_write_tokens", "output_tokens"].map {
            Int(metrics[$0] ?? "0") ?? -1
        }
        #expect(found == counts)
        #expect(metrics["requests"] == "1")
    }

    @Test func userAndEnvironmentAreLabelsAndTheDefaultIsNone() throws {
        let read = try UsageRead(lines: [
            observation("o-1", "{\"input\":1}", more: ",\"userId\":\"c-1\",\"environment\":\"staging\""),
            observation("o-2", "{\"input\":2}", more: ",\"userId\":null,\"environment\":\"default\""),
        ])
        #expect(read.metrics("2026-08-01", "customer=c-1 model=m environment=staging")["input_tokens"] == "1")
        #expect(read.metrics("2026-08-01", "model=m")["input_tokens"] == "2")
    }

    @Test func aSpanIsNoCall() throws {
        let read = try UsageRead(lines: [
            observation("o-1", "{}", more: ",\"type\":\"SPAN\""), observation("o-2", "{}"), observation("o-3", "null"),
        ])
        #expect(read.rows == ["2026-08-01 requests model=m unit=requests": "2"])
    }

    /// An observation as it was at a moment.
    private func updated(_ id: String, _ details: String, _ moment: String, type: String = "GENERATION") -> String {
        observation(id, details, more: ",\"type\":\"\(type)\",\"updatedAt\":\"\(moment)\"")
    }

    @Test func ofSeveralStatesTheNewestCountsInAnyOrder() throws {
        let lines = [
            updated("o-1", "{\"input\":20}", "2026-08-01T23:59:59.2Z"),
            updated("o-1", "{\"input\":9}", "2026-08-02T00:00:01.15Z"),
            updated("o-1", "{\"input\":30}", "2026-08-02T00:00:01.149999Z"), observation("o-1", "{\"input\":50}"),
            observation("o-2", "{\"output\":4}"),
        ]
        let read = try UsageRead(lines: lines)
        #expect(read.metrics("2026-08-01", "model=m") == ["input_tokens": "9", "output_tokens": "4", "requests": "2"])
        try UsageRead.expectAnyOrder(lines)
    }

    @Test func withoutATimeOfItsLastChangeTheLaterInTheFileCounts() throws {
        let lines = [observation("o-1", "{\"input\":9}"), observation("o-1", "{\"input\":1}")]
        #expect(try UsageRead(lines: lines).metrics("2026-08-01", "model=m")["input_tokens"] == "1")
        #expect(try UsageRead(lines: lines.reversed()).metrics("2026-08-01", "model=m")["input_tokens"] == "9")
        let same = [9, 1].map { updated("o-1", "{\"input\":\($0)}", "2026-08-02T00:00:00Z") }
        #expect(try UsageRead(lines: same).metrics("2026-08-01", "model=m")["input_tokens"] == "1")
    }

    @Test func aCallThatBecameASpanIsNoneAnyMore() throws {
        let lines = [
            updated("o-1", "{\"input\":9}", "2026-08-02T00:00:00Z"), updated("o-1", "{}", "2026-08-03T00:00:00Z", type: "SPAN"),
        ]
        #expect(try UsageRead(lines: lines).rows.isEmpty)
        #expect(try UsageRead(lines: lines.reversed()).rows.isEmpty)
    }

    @Test func aTimeOfTheLastChangeThatIsNoneIsRefused() throws {
        let read = try UsageRead(lines: [observation("o-2", "{\"output\":4}"), updated("o-1", "{\"input\":9}", "soon")])
        #expect(read.refusals.count == 1 && read.refusals.allSatisfy { $0.hasPrefix("updatedAt \"soon\" is not a date") })
    }

    @Test func anAnswerHoldsManyAndNamesMayHaveUnderscores() throws {
        let page =
            "{\"data\":[\(observation("o-1", "{\"input\":1}")),\(observation("o-2", "{\"input\":2}"))],\"meta\":{\"cursor\":null}}"
        let lines = [
            """
            {"id":"o-1","trace_id":"t","start_time":"2026-08-01 12:00:00.000","type":"GENERATION","provided_model_name":"m",\
            "usage_details":{"input":1}}
            """,
            observation("o-2", "{\"input\":2}"),
        ]
        #expect(try UsageRead(page).rows == UsageRead(lines: lines).rows)
        #expect(try UsageRead(page).metrics("2026-08-01", "model=m")["input_tokens"] == "3")
    }

    @Test func aNameThatSaysNoClassIsNoted() throws {
        let read = try UsageRead(observation("o-1", "{\"input\":1,\"images\":3}"))
        #expect(read.reading.notes == ["usage that is neither input, output nor cache is left out: images"])
    }

    @Test func theSampleAddsUpExactly() throws {
        guard let path = SampleFolder.path("llm/langfuse_observation_v2.SYNTHETIC.json") else { return }
        let read = try UsageRead(path: path)
        #expect(
            read.metrics("2026-01-01", "customer=customer-42 model=gpt-4o environment=production") == [
                "input_tokens": "200", "cache_read_tokens": "1000", "output_tokens": "250", "requests": "1",
            ])
        #expect(read.rows.count == 4)
    }
}
