import Foundation
import Testing

/// A line of a log that is none says nothing against the others.
@Suite struct BrokenLogTests {
    private func message(_ id: String, _ tokens: Int) -> String {
        "{\"type\":\"assistant\",\"timestamp\":\"2026-10-05T10:00:00Z\",\"requestId\":\"r\",\"message\":{\"id\":\"\(id)\",\"model\":\"m\","
            + "\"usage\":{\"input_tokens\":\(tokens),\"output_tokens\":1}}}"
    }

    private func sum(_ house: SmallHouse, _ metric: String) throws -> String {
        try house.ask("SELECT sum(quantity) FROM usage_day WHERE metric = '\(metric)'")
    }

    @Test func aBrokenLineOfATokenLogIsReportedAndTheOthersCount() throws {
        let house = try SmallHouse()
        let lines = [message("a", 5), "{\"type\":\"assistant\",\"message\":{\"id\":\"b\",\"content\":\"x", message("c", 7)]
        try house.write("Inputs/exports/code/session.jsonl", lines.joined(separator: "\n") + "\n")
        for _ in 1...2 {
            let night = try house.night()
            #expect(night.status == 3)
            #expect(night.errors.contains("exports/code/session.jsonl:2:"), "\(night.errors)")
            #expect(!night.errors.contains("none was taken"), "\(night.errors)")
            #expect(try sum(house, "input_tokens") == "12.0")
        }
        #expect(try house.ask("SELECT DISTINCT file, line FROM refusal") == "exports/code/session.jsonl,2")
        try house.write("Inputs/exports/code/session.jsonl", [lines[0], lines[2], ""].joined(separator: "\n"))
        let mended = try house.night()
        #expect(mended.status == 0 && mended.errors.isEmpty, "\(mended.errors)")
        #expect(try sum(house, "input_tokens") == "12.0")
        #expect(try house.outlay("verify").status == 0)
    }

    @Test func aTokenLogThatIsBeingWrittenCountsAsFarAsItIsWhole() throws {
        let house = try SmallHouse()
        let whole = [message("a", 5), message("b", 7)].joined(separator: "\n") + "\n"
        try house.write("Inputs/exports/code/session.jsonl", String(whole.dropLast(40)))
        let first = try house.night()
        #expect(first.status == 0 && first.errors.isEmpty, "\(first.errors)")
        #expect(try sum(house, "input_tokens") == "5.0")
        try house.write("Inputs/exports/code/session.jsonl", whole)
        let then = try house.night()
        #expect(then.status == 0 && then.errors.isEmpty, "\(then.errors)")
        #expect(try sum(house, "input_tokens") == "12.0")
    }

    @Test func anAccessLogThatBeginsInsideALineCounts() throws {
        let house = try SmallHouse()
        let line = "192.0.2.7 - - [05/Oct/2026:11:05:07 +0000] \"GET /a HTTP/1.1\" 200 12 \"-\" \"curl\"\n"
        try house.write("Inputs/exports/web/access.log", String(line.suffix(20)) + line + line)
        let night = try house.night()
        #expect(night.status == 3)
        #expect(night.errors.contains("exports/web/access.log:1:1: refused: the line has no time"), "\(night.errors)")
        #expect(try sum(house, "requests") == "2.0")
    }
}
