import Billing
import Foundation
import Testing

@testable import Exports

/// A page of OpenAI's costs.
private func page(_ start: Int, _ results: [String]) -> String {
    """
    {"object":"page","data":[{"object":"bucket","start_time":\(start),"end_time":\(start + 86_400),\
    "results":[\(results.joined(separator: ","))]}],"has_more":false,"next_page":null}
    """
}

private func result(_ value: String, project: String = "\"p-1\"", more: String = "") -> String {
    """
    {"object":"organization.costs.result","amount":{"value":\(value),"currency":"usd"},"line_item":"m-1, input",\
    "project_id":\(project)\(more)}
    """
}

private func billed(_ pages: [String]) throws -> (sink: CollectingSink, reading: ExportReading) {
    let sink = CollectingSink()
    let found = try readFile(pages.joined(separator: "\n") + "\n", into: sink)
    #expect(found.format == .openAICosts)
    return (sink, found.reading)
}

/// 2026-08-01.
private let august = 1_785_542_400

@Suite struct CostRecordsTests {
    @Test(arguments: ["0.06", "0.00022500000000000002", "12.5", "-3"])
    func digitsStayAsTheyStand(_ value: String) throws {
        let (sink, reading) = try billed([page(august, [result(value)])])
        #expect(reading.refused == 0)
        #expect(reading.totals.values.first?.records == 1)
        #expect(sink.sum(.billedCost) == (try Amount(parsing: value)))
    }

    @Test func aChargeStandsUnderItsProjectAndLineItem() throws {
        let (sink, _) = try billed([page(august, [result("1"), result("2", project: "null")])])
        let lines = sink.lines.map { line in
            [Dimension.billingAccountId, .subAccountId, .serviceName, .skuMeter, .billingCurrency].map { line.values[$0] ?? "-" }
        }
        #expect(
            lines == [
                ["openai", "p-1", "OpenAI API", "m-1, input", "USD"], ["openai", "-", "OpenAI API", "m-1, input", "USD"],
            ])
        #expect(sink.charges.map { "\($0.period.start) \($0.period.end)" } == Array(repeating: "2026-08-01 2026-08-02", count: 2))
    }

    @Test func aQuantityCountsWithItsUnitOnly() throws {
        let (sink, _) = try billed([
            page(
                august,
                [result("1", more: ",\"quantity\":24000.0,\"quantity_unit\":\"tokens\""), result("1", more: ",\"quantity\":5")])
        ])
        #expect(sink.sum(.consumedQuantity).description == "24000")
        #expect(sink.lines.map { $0.values[.consumedUnit] } == ["tokens", nil])
    }

    @Test func resultAndIsoTimesAreTakenToo() throws {
        let text = """
            {"object":"page","data":[{"start_datetime":"2026-08-01T00:00:00Z","end_datetime":"2026-08-02T00:00:00Z",\
            "result":[\(result("4"))]}]}
            """
        let (sink, _) = try billed([text])
        #expect(sink.totals == (try billed([page(august, [result("4")])]).sink.totals))
    }

    @Test func pagesInAnyOrderAreTheSameBill() throws {
        let pages = [page(august, [result("0.1"), result("0.2")]), page(august + 86_400, [result("0.3")])]
        #expect(try billed(pages).sink.totals == billed(pages.reversed()).sink.totals)
    }

    @Test func aResultOfAnotherReportIsRefused() throws {
        let other = "{\"object\":\"organization.usage.completions.result\",\"input_tokens\":1}"
        let reading = try billed([page(august, [result("1"), other])]).reading
        #expect(reading.refused == 1 && reading.records == 1)
    }

    @Test func theSampleAddsUpExactly() throws {
        guard let path = SampleFolder.path("llm/openai_costs.SYNTHETIC.json") else { return }
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let values = text.components(separatedBy: "\"value\":").dropFirst().compactMap {
            Decimal(string: $0.components(separatedBy: ",")[0])
        }
        let sink = CollectingSink()
        let found = try readFile(path: path, into: sink)
        #expect(found.format == .openAICosts && found.reading.refused == 0)
        #expect(values.count == 2)
        #expect(sink.sum(.billedCost).description == "\(values.reduce(0, +))")
        #expect(sink.sum(.billedCost) { $0[.subAccountId] == "proj_a" }.description == "0.06")
        #expect(Set(sink.charges.map { "\($0.period.start)" }) == ["2026-01-01"])
    }
}
