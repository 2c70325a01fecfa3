import Billing
import Foundation
import Testing

@testable import Exports

/// A page of Anthropic's cost report.
private func page(_ day: Int, _ results: [String], hasMore: Bool = false) -> String {
    """
    {"data":[{"starting_at":"2026-08-0\(day)T00:00:00Z","ending_at":"2026-08-0\(day + 1)T00:00:00Z",\
    "results":[\(results.joined(separator: ","))]}],"has_more":\(hasMore),"next_page":null}
    """
}

private func result(_ amount: String, workspace: String = "\"w-1\"", token: String = "\"output_tokens\"") -> String {
    """
    {"amount":\(amount),"currency":"USD","cost_type":"tokens","description":"Output","model":"m-1","service_tier":"batch",\
    "context_window":null,"token_type":\(token),"workspace_id":\(workspace)}
    """
}

private func billed(_ pages: [String]) throws -> (sink: CollectingSink, reading: ExportReading) {
    let sink = CollectingSink()
    let found = try readFile(pages.joined(separator: "\n") + "\n", into: sink)
    #expect(found.format == .anthropicCost)
    return (sink, found.reading)
}

@Suite struct CostReportRecordsTests {
    @Test(arguments: [
        ("\"123.45\"", "1.2345"), ("\"0.045\"", "0.00045"), ("7", "0.07"), ("\"-250\"", "-2.5"), ("\"1e-5\"", "0.0000001"),
        ("\"0.0000000000015\"", "0.000000000000015"), ("\"920000000000\"", "9200000000"),
    ])
    func amountsAreInCents(_ amount: String, _ dollars: String) throws {
        let (sink, reading) = try billed([page(1, [result(amount)])])
        #expect(reading.refused == 0)
        #expect(sink.sum(.billedCost).description == dollars)
        #expect(sink.sum(.effectiveCost).description == dollars)
    }

    @Test func aHundredthBeyondTheLastDigitStaysInTheControlTotal() throws {
        let (sink, reading) = try billed([page(1, [result("\"0.00000000000005\""), result("\"0.00000000000005\"")])])
        #expect(sink.sum(.billedCost) == .zero)
        // Two halves of 1e-15 that were each rounded to even are one of them together.
        #expect(reading.totals.values.map(\.billedText) == ["0.000000000000001"])
    }

    @Test func aChargeStandsUnderItsWorkspaceModelAndKindOfToken() throws {
        let (sink, reading) = try billed([page(1, [result("\"5\""), result("\"7\"", workspace: "null")])])
        let lines = sink.lines.map { line in
            [Dimension.billingAccountId, .subAccountId, .serviceName, .skuId, .skuMeter, .skuPriceId, .billingCurrency]
                .map { line.values[$0] ?? "-" }
        }
        #expect(
            lines == [
                ["anthropic", "w-1", "Claude API", "m-1/output_tokens", "output_tokens", "m-1/output_tokens/batch", "USD"],
                ["anthropic", "default", "Claude API", "m-1/output_tokens", "output_tokens", "m-1/output_tokens/batch", "USD"],
            ])
        #expect(sink.charges.map { "\($0.period.start) \($0.period.end)" } == Array(repeating: "2026-08-01 2026-08-02", count: 2))
        #expect(sink.scopes.map { "\($0.billingPeriod.start) \($0.billingPeriod.end)" } == ["2026-08-01 2026-09-01"])
        #expect(reading.notes == [])
    }

    @Test func pagesInAnyOrderAreTheSameBill() throws {
        let pages = [page(1, [result("\"5\""), result("\"0.5\"")]), page(2, []), page(3, [result("\"-1\"")])]
        #expect(try billed(pages).sink.totals == billed([pages[2], pages[0], pages[1]]).sink.totals)
    }

    @Test func aReportThatEndsWithoutItsLastPageSaysSo() throws {
        let open = page(1, [result("\"5\"")], hasMore: true)
        #expect(try billed([open]).reading.notes.count == 1)
        #expect(try billed([open, page(2, [result("\"5\"")])]).reading.notes == [])
    }

    @Test func aReportThatIsNotGroupedSaysSo() throws {
        let total = page(1, ["{\"amount\":\"5\",\"currency\":\"USD\",\"workspace_id\":null,\"description\":null}"])
        #expect(try billed([total]).reading.notes.map { $0.contains("not grouped") } == [true])
    }

    @Test func aPageWithABadAmountIsRefusedAsAWhole() throws {
        let (sink, reading) = try billed([page(1, [result("\"5\""), result("\"5,0\"")]), page(2, [result("\"7\"")])])
        #expect(
            reading.refusals.map(\.reason) == [
                "data[0].results[1]: amount \"5,0\" has a thousands comma, expected digits with a point, as in 1204.50 or 6.71E-8"
            ])
        #expect(sink.sum(.billedCost).description == "0.07")
    }

    @Test func theSampleAddsUpExactly() throws {
        guard let path = SampleFolder.path("llm/anthropic_cost_report.SYNTHETIC.json") else { return }
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let cents = text.components(separatedBy: "\"amount\":\"").dropFirst().compactMap {
            Decimal(string: $0.components(separatedBy: "\"")[0])
        }
        let sink = CollectingSink()
        let found = try readFile(path: path, into: sink)
        #expect(found.format == .anthropicCost && found.reading.refused == 0)
        #expect(cents.count == 3)
        #expect(sink.sum(.billedCost).description == "\(cents.reduce(0, +) / 100)")
        #expect(sink.sum(.billedCost) { $0[.subAccountId] == "default" }.description == "0.10045")
        #expect(Set(sink.charges.map { "\($0.period.start)" }) == ["2025-08-01"])
    }
}
