import Analysis
import Billing
import Testing

@testable import Reports

/// A cost that is split over thousands of customers: pages and XML stay small, the CSV file is complete.
@Suite struct LongSplitTests {
    private static let customers = Report.mostRows + 1

    private func report(_ formats: Set<ReportFormat>) -> Report {
        var analysis = PlanningRows.analysis()
        let first = analysis.allocations[0]
        analysis.allocations = (0..<Self.customers).map { at in
            var row = first
            row.customer = "customer-\(at)"
            row.amount = Amount(femtos: Int128(at + 1))
            return row
        }
        var context = Fixture.context()
        context.formats = formats
        return Report(analysis: analysis, context: context)
    }

    @Test func theXMLNamesTheFileThatHasThemAndIsValid() throws {
        let xml = try Fixture.text(report([.xml]), "report.xml")
        #expect(xml.contains("<allocations rows=\"\(Self.customers)\" file=\"allocation_month.csv\"/>"))
        #expect(!xml.contains("<allocation "))
    }

    @Test func thePageEndsWithAllOthersWhichAddUp() throws {
        let html = try Fixture.pages(report([.html, .csv]))
        #expect(html.utf8.count < 1_500_000)
        let table = try #require(ShownTable("Allocation of Capacity assessment", in: html))
        #expect(table.rows.count == 201)
        #expect(table.rows.last?.name == "all others (99,801)")
    }

    @Test func theFileHasEveryRowToTheLastDigit() throws {
        let lines = csv(try #require(report([.csv]).tables.first { $0.name == "allocation_month" })).split(separator: 0x0A)
        #expect(lines.count == Self.customers + 1)
        let last = try #require(lines.last.map { String(decoding: $0, as: UTF8.self) })
        #expect(last.contains("customer-\(Self.customers - 1),") && last.contains(",0.000000000100001,"))
    }
}
