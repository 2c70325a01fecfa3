import Testing

@testable import Exports

private func page(_ results: String..., start: Int = 1_785_542_400) -> String {
    """
    {"object":"page","data":[{"object":"bucket","start_time":\(start),"end_time":\(start + 86_400),\
    "results":[\(results.joined(separator: ","))]}],"has_more":false,"next_page":null}
    """
}

private func result(_ input: Int, cached: Int = 0, written: Int = 0, user: String = "null") -> String {
    """
    {"object":"organization.usage.completions.result","input_tokens":\(input),"input_cached_tokens":\(cached),\
    "input_cache_write_tokens":\(written),"output_tokens":40,"num_model_requests":5,"model":"m","user_id":\(user)}
    """
}

@Suite struct CompletionUsageRecordsTests {
    @Test(arguments: [(100, 20, 30), (100, 0, 0), (100, 100, 0), (0, 0, 0), (7, 3, 4)])
    func theClassesAreTogetherTheInput(_ input: Int, _ cached: Int, _ written: Int) throws {
        let read = try UsageRead(page(result(input, cached: cached, written: written)))
        #expect(read.format == .openAIUsage)
        let metrics = read.metrics("2026-08-01", "model=m")
        let parts = ["input_tokens", "cache_read_tokens", "cache_write_tokens"].map { Int(metrics[$0] ?? "0") ?? -1 }
        #expect(parts == [input - cached - written, cached, written])
        #expect(metrics["output_tokens"] == "40" && metrics["requests"] == "5")
    }

    @Test func moreCachedThanReadAtAllIsRefused() throws {
        let read = try UsageRead(page(result(10, cached: 8, written: 3)))
        #expect(
            read.refusals == [
                "data[0].results[0]: input_tokens 10 are fewer than the 11 that were cached, expected them to be among it"
            ])
        #expect(read.rows.isEmpty)
    }

    @Test func aUserIsTheCustomer() throws {
        let read = try UsageRead(page(result(3, user: "\"u-1\""), result(4)))
        #expect(read.metrics("2026-08-01", "customer=u-1 model=m")["input_tokens"] == "3")
        #expect(read.metrics("2026-08-01", "model=m")["input_tokens"] == "4")
    }

    @Test func pagesInAnyOrderAreTheSameUsage() throws {
        try UsageRead.expectAnyOrder([
            page(result(100, cached: 3)), page(start: 1_785_628_800), page(result(5), start: 1_785_628_800), page(result(1)),
        ])
    }

    @Test func theSampleAddsUpExactly() throws {
        guard let path = SampleFolder.path("llm/openai_usage_completions.SYNTHETIC.json") else { return }
        let read = try UsageRead(path: path)
        #expect(
            read.metrics("2026-01-01", "model=gpt-4o") == [
                "input_tokens": "80", "cache_read_tokens": "20", "output_tokens": "40", "requests": "5",
            ])
        #expect(
            read.metrics("2026-01-01", "model=gpt-4o-mini") == [
                "input_tokens": "40", "cache_read_tokens": "10", "output_tokens": "20", "requests": "3",
            ])
        #expect(read.rows.count == 8 && read.reading.refused == 0)
    }
}
