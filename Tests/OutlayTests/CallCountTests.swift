import Testing

/// A call of a model counts once, in however many logs it stands.
@Suite struct CallCountTests {
    private func message(_ id: String, input: Int, day: Int = 1) -> String {
        """
        {"type":"assistant","timestamp":"2026-10-0\(day)T10:00:00.000Z","sessionId":"s","requestId":"r-\(id)",\
        "message":{"id":"\(id)","role":"assistant","model":"m","usage":{"input_tokens":\(input),"output_tokens":0}}}

        """
    }

    private func call(_ id: String, day: Int, tokens: Int) -> String {
        """
        {"request_id":"\(id)","spend":0.1,"model":"m","startTime":"2026-10-0\(day)T10:00:00Z","prompt_tokens":\(tokens),\
        "completion_tokens":0,"total_tokens":\(tokens)}
        """
    }

    private func tokens(_ house: SmallHouse) throws -> String {
        try house.ask(
            "SELECT day, printf('%d', sum(quantity)) FROM usage_day WHERE metric = 'input_tokens' GROUP BY day ORDER BY day")
    }

    private func night(_ house: SmallHouse) throws {
        let night = try house.night()
        #expect(night.status == 0, "\(night.errors)")
        #expect(try house.outlay("verify").status == 0)
    }

    @Test func aSessionThatGoesOnInAnotherFileRepeatsNothing() throws {
        let house = try SmallHouse(bare: true)
        let path = "Inputs/exports/dev/a.jsonl"
        try house.write(path, message("m1", input: 10) + message("m2", input: 20))
        try night(house)
        try house.write(
            "Inputs/exports/dev/b.jsonl",
            "{\"type\":\"summary\",\"summary\":\"s\",\"leafUuid\":\"u\"}\n" + message("m1", input: 10)
                + message("m3", input: 40, day: 2))
        try night(house)
        #expect(try tokens(house) == "2026-10-01,30\n2026-10-02,40")
        // The first goes on, and still has its own.
        try house.write(path, message("m1", input: 10) + message("m2", input: 20) + message("m4", input: 5, day: 2))
        try night(house)
        #expect(try tokens(house) == "2026-10-01,30\n2026-10-02,45")
        // Rotated and packed it is the same log, and only copies change nothing.
        #expect(try house.shell("cd Inputs/exports/dev && gzip a.jsonl && mkdir old && cp b.jsonl old/c.jsonl").status == 0)
        try house.write("Inputs/exports/dev/d.jsonl", message("m4", input: 5, day: 2) + message("m1", input: 10))
        try night(house)
        #expect(try tokens(house) == "2026-10-01,30\n2026-10-02,45")
    }

    @Test func dumpsOfOverlappingDaysCountACallOnce() throws {
        let house = try SmallHouse(bare: true)
        func dump(_ day: Int, _ calls: [String]) throws {
            try house.write("Inputs/exports/proxy/spend-2026-10-0\(day).json", "[\(calls.joined(separator: ",\n"))]")
            try night(house)
        }
        let calls = (1...5).map { call("c\($0)", day: $0, tokens: $0) }
        try dump(3, Array(calls[0..<3]))
        try dump(4, Array(calls[1..<4]))
        try dump(5, Array(calls[2..<5]))
        #expect(try tokens(house) == (1...5).map { "2026-10-0\($0),\($0)" }.joined(separator: "\n"))
        // In another source it is another's call.
        try house.write("Inputs/exports/other/spend.json", "[\(calls[0])]")
        try night(house)
        #expect(try tokens(house).hasPrefix("2026-10-01,2\n"))
    }

    @Test func whatIsRefusedClaimsNothing() throws {
        let house = try SmallHouse(bare: true)
        let bad = "{\"request_id\":\"c9\",\"spend\":0,\"model\":\"m\",\"total_tokens\":1}"
        try house.write("Inputs/exports/proxy/a.json", "[\(call("c1", day: 1, tokens: 7)),\n\(bad)]")
        try house.write("Inputs/exports/proxy/b.json", "[\(call("c1", day: 1, tokens: 7))]")
        #expect(try house.night().status == 3)
        #expect(try tokens(house) == "2026-10-01,7")
    }
}
