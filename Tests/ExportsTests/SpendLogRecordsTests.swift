import Testing

@testable import Exports

private func record(
    _ id: String, prompt: Int = 100, completion: Int = 20, user: String = "", metadata: String = "{}", more: String = ""
) -> String {
    let text = metadata.replacing("\"", with: "\\\"")
    return """
        {"request_id":"\(id)","call_type":"acompletion","startTime":"2026-08-01 23:59:59.847371","model":"m","spend":0.5,\
        "total_tokens":\(prompt + completion),"prompt_tokens":\(prompt),"completion_tokens":\(completion),"end_user":"\(user)",\
        "metadata":"\(text)"\(more)}
        """
}

@Suite struct SpendLogRecordsTests {
    @Test func cachedTokensStandInTheMetadata() throws {
        let usage =
            "{\"usage_object\": {\"prompt_tokens_details\": {\"cached_tokens\": 60}, \"cache_creation_input_tokens\": 15}}"
        let read = try UsageRead(record("r-1", metadata: usage))
        #expect(read.format == .liteLLM)
        #expect(
            read.metrics("2026-08-01", "model=m") == [
                "input_tokens": "25", "cache_read_tokens": "60", "cache_write_tokens": "15", "output_tokens": "20",
                "requests": "1",
            ])
    }

    @Test func linesAndAListAreTheSame() throws {
        let lines = [record("r-1"), record("r-2", prompt: 5), record("r-3", user: "c-1")]
        let list = "[\(lines.joined(separator: ",\n"))]"
        #expect(try UsageRead(list).rows == UsageRead(lines: lines).rows)
        #expect(try UsageRead(list).metrics("2026-08-01", "model=m")["requests"] == "2")
    }

    @Test func aRequestThatStandsTwiceCountsOnce() throws {
        let lines = [record("r-1"), record("r-2"), record("r-1"), record("r-1", prompt: 90)]
        #expect(try UsageRead(lines: lines).metrics("2026-08-01", "model=m")["input_tokens"] == "200")
        try UsageRead.expectAnyOrder(lines)
    }

    @Test func aFailureIsARequestWithoutTokens() throws {
        let read = try UsageRead(lines: [
            record("r-1", more: ",\"status\":\"failure\""), record("r-2", metadata: "{\"status\": \"failure\"}"),
        ])
        #expect(read.metrics("2026-08-01", "model=m") == ["requests": "2"])
    }

    @Test func anAnswerFromTheProxysCacheIsARequestWithoutTokens() throws {
        let read = try UsageRead(lines: [
            record("r-1", more: ",\"cache_hit\":\"True\""), record("r-2", more: ",\"cache_hit\":\"None\""),
        ])
        #expect(read.metrics("2026-08-01", "model=m") == ["requests": "2", "input_tokens": "100", "output_tokens": "20"])
        #expect(read.reading.notes.count == 1)
    }

    @Test(arguments: [
        ("e", "{\"user_api_key_team_alias\": \"t\"}", "customer=e "),
        ("", "{\"user_api_key_end_user_id\": \"x\"}", "customer=x "),
        ("", "{\"user_api_key_team_alias\": \"t\", \"user_api_key_alias\": \"k\"}", "customer=t "),
        ("", "{\"user_api_key_team_alias\": null, \"user_api_key_alias\": \"k\"}", "customer=k "),
        ("", "{\"user_api_key_user_id\": \"default_user_id\"}", ""), ("", "", ""),
    ])
    func theCustomerIsTheEndUserElseWhoHoldsTheKey(_ user: String, _ metadata: String, _ label: String) throws {
        let read = try UsageRead(record("r-1", user: user, metadata: metadata))
        #expect(read.metrics("2026-08-01", "\(label)model=m")["requests"] == "1")
    }

    @Test func metadataThatIsNoJsonIsRefused() throws {
        let read = try UsageRead(lines: [record("r-1", metadata: "{'a': None}"), record("r-2")])
        #expect(read.refusals == ["metadata is no JSON, expected a value with its quotes, commas and brackets"])
        #expect(read.metrics("2026-08-01", "model=m")["requests"] == "1")
    }

    @Test func theSampleAddsUpExactly() throws {
        guard let path = SampleFolder.path("llm/litellm_spend_log.abridged.json") else { return }
        let read = try UsageRead(path: path)
        #expect(read.metrics("2025-01-24", "model=gpt-4o") == ["input_tokens": "10", "output_tokens": "20", "requests": "1"])
        #expect(read.rows.count == 3 && read.reading.refused == 0)
    }
}
