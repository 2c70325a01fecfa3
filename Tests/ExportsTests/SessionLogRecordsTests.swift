import Billing
import Testing

@testable import Exports

/// A line of a transcript.
private func message(
    _ id: String?, _ request: String, input: Int, output: Int = 0, sidechain: Bool = false, day: Int = 1
) -> String {
    let name = id.map { "\"id\":\"\($0)\"," } ?? ""
    return """
        {"type":"assistant","timestamp":"2026-08-0\(day)T10:00:00.000Z","sessionId":"s","requestId":"\(request)",\
        "isSidechain":\(sidechain),"message":{\(name)"role":"assistant","model":"m","usage":{"input_tokens":\(input),\
        "output_tokens":\(output),"cache_creation_input_tokens":0,"cache_read_input_tokens":0}}}
        """
}

private func tokens(_ input: Int, cached: Int = 0, output: Int = 0) -> String {
    """
    {"input_tokens":\(input),"cached_input_tokens":\(cached),"output_tokens":\(output),"reasoning_output_tokens":1,\
    "total_tokens":\(input + output)}
    """
}

/// A line of a session of Codex that counts tokens.
private func event(total: String?, last: String?, day: Int = 1) -> String {
    let parts = [total.map { "\"total_token_usage\":\($0)" }, last.map { "\"last_token_usage\":\($0)" }].compactMap { $0 }
    return """
        {"timestamp":"2026-08-0\(day)T10:00:00Z","type":"event_msg","payload":{"type":"token_count","info":\
        {\(parts.joined(separator: ","))}}}
        """
}

private let meta = "{\"timestamp\":\"2026-08-01T09:00:00Z\",\"type\":\"session_meta\",\"payload\":{\"id\":\"x\"}}"
private func turn(_ model: String) -> String {
    "{\"timestamp\":\"2026-08-01T09:00:00Z\",\"type\":\"turn_context\",\"payload\":{\"model\":\"\(model)\"}}"
}

private let labels = "model=m environment=development"

@Suite struct SessionLogRecordsTests {
    @Test func ofAStreamedMessageTheLargestRecordCounts() throws {
        let lines = [
            message("a", "r", input: 10, output: 1), message("a", "r", input: 10, output: 30),
            message("a", "r", input: 10, output: 7),
            message("b", "r", input: 1),
        ]
        #expect(
            try UsageRead(lines: lines).metrics("2026-08-01", labels) == [
                "input_tokens": "11", "output_tokens": "30", "requests": "2",
            ])
        try UsageRead.expectAnyOrder(lines)
    }

    @Test func aSidechainsCopyIsLeftOutAndItsOwnMessagesCount() throws {
        let lines = [
            message("a", "r-1", input: 10), message("a", "r-2", input: 50, sidechain: true),
            message("c", "r-3", input: 7, sidechain: true), message("c", "r-4", input: 7, sidechain: true),
        ]
        #expect(try UsageRead(lines: lines).metrics("2026-08-01", labels) == ["input_tokens": "17", "requests": "2"])
        try UsageRead.expectAnyOrder(lines)
    }

    @Test func aMessageOnTwoDaysIsTheLargerOrTheEarlierOne() throws {
        let lines = [
            message("a", "r", input: 5, day: 2), message("a", "r", input: 5, day: 1), message("b", "r", input: 3, day: 2),
        ]
        #expect(try UsageRead(lines: lines).metrics("2026-08-01", labels)["input_tokens"] == "5")
        try UsageRead.expectAnyOrder(lines)
    }

    @Test func messagesWithoutAnIdCountEach() throws {
        let lines = [message(nil, "r", input: 5), message(nil, "r", input: 5)]
        #expect(try UsageRead(lines: lines).metrics("2026-08-01", labels)["input_tokens"] == "10")
    }

    @Test func otherLinesAreNoUsageAndABadOneIsRefused() throws {
        let read = try UsageRead(lines: [
            "{\"type\":\"summary\",\"summary\":\"x\",\"leafUuid\":\"u\"}",
            "{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":\"x\"}}",
            "{\"type\":}", message("a", "r", input: 5),
        ])
        #expect(read.format == .tokenLog)
        #expect(read.reading.records == 4 && read.reading.refused == 1)
        #expect(read.metrics("2026-08-01", labels) == ["input_tokens": "5", "requests": "1"])
    }

    /// Broken lines, among them some that end where a brace or a quote is open.
    @Test(arguments: [
        "{\"type\":\"assistant\",\"message\":{\"id\":\"a\",\"content\":\"cut he", "{\"type\":\"assistant\",\"message\":{\"id\":",
        "]]}",
        "nt\":\"x\"}}", "\u{1}", "{\"a\":\"b", "[", "{", "[{\"a\":[",
    ])
    func aBrokenLineHarmsNoOther(_ broken: String) throws {
        let good = [message("a", "r", input: 5), message("b", "r", input: 7), meta]
        for place in 0...good.count {
            var lines = good
            lines.insert(broken, at: place)
            let read = try UsageRead(lines: lines)
            // Of a file that begins like a list or an object over several lines nothing says that it has lines.
            guard place > 0 || !["[", "{", "[{\"a\":["].contains(broken) else { continue }
            #expect(read.format == .tokenLog, "\(place)")
            #expect(read.reading.records == 4 && read.reading.refused == 1 && !read.reading.isCut)
            #expect(read.reading.refusals.map(\.origin.line) == [place + 1])
            #expect(read.metrics("2026-08-01", labels) == ["input_tokens": "12", "requests": "2"])
        }
    }

    @Test func theLineThatTheFileEndsInWaits() throws {
        let lines = [message("a", "r", input: 5), message("b", "r", input: 7)]
        let whole = lines.joined(separator: "\n")
        for length in stride(from: lines[0].count + 2, to: whole.count, by: 11) {
            let read = try UsageRead(String(whole.prefix(length)))
            #expect(read.reading.refused == 0 && read.reading.records == 1 && !read.reading.isCut)
            #expect(read.metrics("2026-08-01", labels) == ["input_tokens": "5", "requests": "1"])
            #expect(read.reading.notes == ["the file ends inside line 2, which counts once it is whole"])
        }
        let complete = try UsageRead(whole)
        #expect(complete.metrics("2026-08-01", labels)["input_tokens"] == "12" && complete.reading.notes == [])
    }

    @Test func aListOfLinesIsReadAsTheyAre() throws {
        let lines = [message("a", "r", input: 5), message("b", "r", input: 7)]
        let rows = try UsageRead(lines: lines).rows
        #expect(try UsageRead("[\n\(lines.joined(separator: ",\n"))\n]\n").rows == rows)
        #expect(try UsageRead("[\(lines.joined(separator: ","))]", format: .tokenLog).rows == rows)
    }

    @Test func theLastUseOfEachEventAddsUpToTheTotal() throws {
        let read = try UsageRead(lines: [
            meta, turn("m"), event(total: tokens(100, cached: 40, output: 9), last: tokens(100, cached: 40, output: 9)),
            event(total: tokens(150, cached: 60, output: 20), last: tokens(50, cached: 20, output: 11)),
        ])
        #expect(read.format == .tokenLog)
        #expect(
            read.metrics("2026-08-01", labels) == [
                "input_tokens": "90", "cache_read_tokens": "60", "output_tokens": "20", "requests": "2",
            ])
    }

    @Test func anEventThatRepeatsTheTotalAddsNothing() throws {
        let first = event(total: tokens(100), last: tokens(100))
        let read = try UsageRead(lines: [meta, turn("m"), first, first, first, event(total: tokens(130), last: tokens(30))])
        #expect(read.metrics("2026-08-01", labels) == ["input_tokens": "130", "requests": "2"])
    }

    @Test func withoutALastUseTheTotalsAreSubtracted() throws {
        let read = try UsageRead(lines: [
            meta, turn("m"), event(total: tokens(100), last: nil), event(total: tokens(130), last: nil, day: 2),
            event(total: tokens(20), last: nil, day: 3), meta, turn("m"), event(total: tokens(40), last: nil, day: 4),
        ])
        let days = (1...4).map { read.metrics("2026-08-0\($0)", labels)["input_tokens"] }
        #expect(days == ["100", "30", "20", "40"], "a smaller total began anew, and so does another session's")
    }

    @Test func theModelIsThatOfTheTurn() throws {
        let read = try UsageRead(lines: [
            meta, turn("m"), event(total: tokens(10), last: tokens(10)), turn("n"), event(total: tokens(15), last: tokens(5)),
        ])
        #expect(read.metrics("2026-08-01", labels)["input_tokens"] == "10")
        #expect(read.metrics("2026-08-01", "model=n environment=development")["input_tokens"] == "5")
    }

    @Test func aCopiedSessionIsNoted() throws {
        #expect(try UsageRead(lines: [meta, meta, turn("m")]).reading.notes.count == 1)
        #expect(try UsageRead(lines: [meta, turn("m"), meta, turn("m")]).reading.notes == [])
    }

    @Test func theTranscriptsAddUpExactly() throws {
        guard let alpha = SampleFolder.path("tokens/claude_projects_project-alpha_session-alpha_chat.jsonl"),
            let beta = SampleFolder.path("tokens/claude_projects_project-beta_session-beta_chat.jsonl")
        else { return }
        let first = try UsageRead(path: alpha)
        #expect(first.rows.filter { $0.key.contains(" input_tokens") }.values.compactMap { Int($0) }.reduce(0, +) == 600)
        #expect(
            first.metrics("2026-01-09", "model=claude-opus-4-20250514 environment=development") == [
                "input_tokens": "200", "output_tokens": "75", "cache_write_tokens": "50", "cache_read_tokens": "20",
                "requests": "1",
            ])
        let second = try UsageRead(path: beta)
        #expect(
            second.metrics("2026-02-03", "model=claude-haiku-4-5-20251001 environment=development") == [
                "input_tokens": "130", "output_tokens": "60", "cache_write_tokens": "15", "cache_read_tokens": "40",
                "requests": "2",
            ])
        #expect(second.rows.count == 5)
    }

    @Test func theSessionAddsUpExactly() throws {
        guard let path = SampleFolder.path("tokens/codex_sessions_project-alpha_session-alpha.jsonl") else { return }
        let read = try UsageRead(path: path)
        #expect(
            read.metrics("2026-05-13", "model=gpt-5.2-codex environment=development") == [
                "input_tokens": "750", "cache_read_tokens": "250", "output_tokens": "125", "requests": "1",
            ])
        #expect(
            read.metrics("2026-05-14", "model=gpt-5.3-codex environment=development") == [
                "input_tokens": "2000", "cache_read_tokens": "500", "output_tokens": "300", "requests": "1",
            ])
    }

    @Test func aTranscriptWithoutTimesIsRefused() throws {
        guard let path = SampleFolder.path("tokens/test-transcript.jsonl") else { return }
        let read = try UsageRead(path: path)
        #expect(read.format == .tokenLog)
        #expect(read.reading.records == 4 && read.reading.refused == 2 && read.rows.isEmpty)
    }
}
