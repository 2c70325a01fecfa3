import Billing
import Formats
import Testing

@testable import Exports

/// A record of each format.
private let records: [(format: ExportFormat, text: String)] = [
    (
        .anthropicCost,
        #"""
        {"data":[{"starting_at":"2026-08-01T00:00:00Z","ending_at":"2026-08-02T00:00:00Z",\#
        "results":[{"amount":"5","currency":"USD","model":"m","token_type":"output_tokens",\#
        "workspace_id":null}]}],"has_more":false,"next_page":null}
        """#
    ),
    (
        .anthropicUsage,
        #"""
        {"data":[{"starting_at":"2026-08-01T00:00:00Z","ending_at":"2026-08-02T00:00:00Z",\#
        "results":[{"uncached_input_tokens":5,"cache_creation":{"ephemeral_5m_input_tokens":1},\#
        "cache_read_input_tokens":2,"output_tokens":3,"model":"m"}]}],"has_more":false,"next_page":null}
        """#
    ),
    (
        .openAICosts,
        #"""
        {"object":"page","data":[{"object":"bucket","start_time":1785542400,"end_time":1785628800,\#
        "results":[{"object":"organization.costs.result","amount":{"value":0.06,"currency":"usd"},\#
        "line_item":"m","project_id":"p","quantity":1,"quantity_unit":"u"}]}],"has_more":false}
        """#
    ),
    (
        .openAIUsage,
        #"""
        {"object":"page","data":[{"object":"bucket","start_time":1785542400,"end_time":1785628800,\#
        "results":[{"object":"organization.usage.completions.result","input_tokens":5,"input_cached_tokens":2,\#
        "input_cache_write_tokens":1,"output_tokens":3,"num_model_requests":1,"model":"m","user_id":"u"}]}],\#
        "has_more":false}
        """#
    ),
    (
        .liteLLM,
        #"""
        {"request_id":"r","startTime":"2026-08-01 10:00:00.5","model":"m","spend":0.1,"total_tokens":8,\#
        "prompt_tokens":5,"completion_tokens":3,"end_user":"",\#
        "metadata":{"usage_object":{"prompt_tokens_details":{"cached_tokens":2},\#
        "cache_creation_input_tokens":1}},"status":"success","cache_hit":"None"}
        """#
    ),
    (
        .langfuse,
        #"""
        {"id":"o","traceId":"t","startTime":"2026-08-01T10:00:00Z","type":"GENERATION","model":"m","userId":"u",\#
        "environment":"e","usageDetails":{"input":5,"output":3,"total":8,"cache_read_input_tokens":2}}
        """#
    ),
    (
        .openTelemetry,
        #"""
        {"resourceSpans":[{"resource":{"attributes":[]},"scopeSpans":[{"spans":[{"traceId":"t","spanId":"s",\#
        "startTimeUnixNano":"1785542400000000000","attributes":[{"key":"gen_ai.usage.input_tokens",\#
        "value":{"intValue":"5"}}]}]}]}]}
        """#
    ),
    (
        .openTelemetry,
        #"""
        {"resourceLogs":[{"resource":{"attributes":[]},\#
        "scopeLogs":[{"logRecords":[{"timeUnixNano":"1785542400000000000",\#
        "body":{"stringValue":"claude_code.api_request"},"attributes":[{"key":"input_tokens",\#
        "value":{"stringValue":"5"}}]}]}]}]}
        """#
    ),
    (
        .openTelemetry,
        #"""
        {"resourceMetrics":[{"resource":{"attributes":[]},\#
        "scopeMetrics":[{"metrics":[{"name":"claude_code.token.usage","sum":{"aggregationTemporality":2,\#
        "dataPoints":[{"attributes":[{"key":"type","value":{"stringValue":"input"}}],"asInt":"5",\#
        "startTimeUnixNano":"1785542400000000000","timeUnixNano":"1785546000000000000"}]}}]}]}]}
        """#
    ),
    (
        .tokenLog,
        #"""
        {"timestamp":"2026-08-01T10:00:00Z","sessionId":"s","message":{"role":"assistant","id":"a","model":"m",\#
        "usage":{"input_tokens":5,"output_tokens":3}},"requestId":"r","isSidechain":false}
        """#
    ),
    (
        .tokenLog,
        #"""
        {"timestamp":"2026-08-01T10:00:00Z","type":"event_msg","payload":{"type":"token_count",\#
        "info":{"last_token_usage":{"input_tokens":5,"cached_input_tokens":2,"output_tokens":3},\#
        "total_token_usage":{"input_tokens":5,"cached_input_tokens":2,"output_tokens":3}}}}
        """#
    ),
    (.tokenLog, #"{"type":"user","message":{}}"#), (.tokenLog, #"{"type":"summary","summary":"x","leafUuid":"u"}"#),
    (
        .cloudWatch,
        #"""
        {"MetricDataResults":[{"Id":"m1","Label":"RequestCount","Timestamps":["2026-08-01T10:00:00Z"],\#
        "Values":[5.0],"StatusCode":"Complete"}],"NextToken":null}
        """#
    ),
    (
        .prometheus,
        #"""
        {"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"a_total",\#
        "customer":"c"},"values":[[1785542400,"1"],[1785546000,"5"]]}]},"warnings":[]}
        """#
    ),
    (
        .gcpRequests,
        #"""
        {"insertId":"i","logName":"l","timestamp":"2026-08-01T10:00:00Z","httpRequest":{"requestMethod":"GET",\#
        "status":200},"resource":{"type":"http_load_balancer"}}
        """#
    ),
    (.usageLines, #"{"day":"2026-08-01","metric":"requests","quantity":5,"kind":"flow","customer":"c"}"#),
]

@Suite struct RecordDetectionTests {
    @Test(arguments: records)
    func aRecordIsOfOneFormatOnly(_ format: ExportFormat, _ text: String) throws {
        let parser = try #require(JSONParser())
        let bytes = Array(text.utf8)
        let buffer = bytes + Array(repeating: 0, count: JSONParser.padding)
        let value = try parser.parse(buffer.span, 0..<bytes.count)
        let shapes: [(ExportFormat, Bool)] = [
            (.gcpBilling, BillingExportRecords.recognises(value)), (.awsCostExplorer, CostExplorerRecords.recognises(value)),
            (.anthropicCost, CostReportRecords.recognises(value)), (.anthropicUsage, MessageUsageRecords.recognises(value)),
            (.openAICosts, CostRecords.recognises(value)), (.openAIUsage, CompletionUsageRecords.recognises(value)),
            (.liteLLM, SpendLogRecords.recognises(value)), (.langfuse, ObservationRecords.recognises(value)),
            (.openTelemetry, GenerationRecords.recognises(value)), (.tokenLog, SessionLogRecords.recognises(value)),
            (.cloudWatch, MetricDataRecords.recognises(value)), (.prometheus, RangeQueryRecords.recognises(value)),
            (.gcpRequests, RequestLogRecords.recognises(value)), (.usageLines, CountRecords(columns: [:]).recognises(value)),
        ]
        #expect(shapes.filter(\.1).map(\.0) == [format])
    }

    /// The places of a text's values: behind each colon out of strings, to the value's end.
    private static func values(_ text: String) -> [Range<Int>] {
        let bytes = Array(text.utf8)
        var found: [Range<Int>] = []
        var isInString = false
        for at in bytes.indices {
            if bytes[at] == UInt8(ascii: "\"") { isInString.toggle() }
            guard !isInString, bytes[at] == UInt8(ascii: ":") else { continue }
            var end = at + 1
            var depth = 0
            var isQuoted = false
            while end < bytes.count {
                let byte = bytes[end]
                if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
                if !isQuoted {
                    if depth == 0, byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { break }
                    if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { depth += 1 }
                    if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { depth -= 1 }
                }
                end += 1
            }
            found.append(at + 1..<end)
        }
        return found
    }

    @Test(arguments: records)
    func whateverStandsInsteadOfAValueIsTakenOrRefused(_ format: ExportFormat, _ text: String) throws {
        let odd = [
            "null", "{}", "[]", "[1]", "-1", "0", "1e30", "9200000000000000000", "1e15", "0.5", "\"\"", "\"x\"", "true",
            "\"9223372036854775807\"", "\"a\\u0000b\"", "[{}]", "[[1,2]]",
        ]
        for place in RecordDetectionTests.values(text) {
            let bytes = Array(text.utf8)
            for value in odd {
                let changed = String(
                    decoding: bytes[..<place.lowerBound] + Array(value.utf8) + bytes[place.upperBound...], as: UTF8.self)
                let sink = CollectingSink()
                // Of two formats a value alone says which one it is; here the settings do.
                let reading = try readFile(changed + "\n" + text + "\n", into: sink, format: format).reading
                #expect(reading.records == 2, "\(changed)")
                #expect(reading.refused <= 1, "the other record stays: \(changed)")
                for refusal in reading.refusals {
                    #expect(
                        refusal.reason.contains("expected") || refusal.reason.contains("is not one of"),
                        "\(refusal.reason): \(changed)")
                }
            }
        }
    }

    @Test func aFileThatEndsInsideARecordNeverTraps() throws {
        for (format, text) in records {
            for end in stride(from: 0, to: text.utf8.count, by: 7) {
                let sink = CollectingSink()
                let reading = try readFile(String(text.prefix(end)), into: sink, format: format).reading
                #expect(reading.refused == reading.records, "\(text.prefix(end))")
                #expect(sink.usage.isEmpty && sink.charges.isEmpty)
            }
        }
    }

    @Test func sumsBeyondAllBoundsNeverTrap() throws {
        let line = #"{"MetricDataResults":[{"Id":"LEVEL","Timestamps":[MOMENTS],"Values":[VALUES],"StatusCode":"Complete"}]}"#
        let count = 20_000
        for name in ["RequestCount", "users"] {
            let text = line.replacing("LEVEL", with: name)
                .replacing("MOMENTS", with: Array(repeating: "1785542400", count: count).joined(separator: ","))
                .replacing("VALUES", with: Array(repeating: "9200000000000000000", count: count).joined(separator: ","))
            let sink = CollectingSink()
            #expect(try readFile(text, into: sink).reading.refused == 0)
            #expect(sink.usage.last.map { $0.metric } == name)
            if name == "users" { #expect(sink.usage.map(\.quantity) == [Quantity(9_200_000_000_000_000_000)]) }
        }
    }
}
