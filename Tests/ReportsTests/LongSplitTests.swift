import Analysis
import Billing
import Testing

@testable import Reports

/// A cost that is split over thousands of customers: pages and XML stay small, the CSV file is complete.
@Suite struct LongSplitTests {
    private static let customers = Report.mostRows + 1

    private func report(_ formats: Set<ReportFormat>, unit: Amount = Amount(femtos: 1)) -> Report {
        var analysis = PlanningRows.analysis()
        let first = analysis.allocations.costs[0]
        analysis.allocations = Allocations()
        analysis.allocations.append(
            AllocatedCost(
                system: first.system, component: first.component, currency: first.currency, isShared: true, method: first.method,
                (0..<Self.customers).map { ("customer-\($0)", unit * Amount($0 + 1)) }))
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
        // The sum of 201 to 100,001 in units of 1e-15 would be shown as nothing; here each of them is a cent.
        let page = try Fixture.pages(report([.html, .csv], unit: Fixture.amount("0.01")))
        let cents = try #require(ShownTable("Allocation of Capacity assessment", in: page))
        #expect(cents.rows.last?.cells.last == "50,001,299.01")
    }

    @Test func theFileHasEveryRowToTheLastDigit() throws {
        let lines = csv(try #require(report([.csv]).tables.first { $0.name == "allocation_month" })).split(separator: 0x0A)
        #expect(lines.count == Self.customers + 1)
        let last = try #require(lines.last.map { String(decoding: $0, as: UTF8.self) })
        #expect(last.contains("customer-\(Self.customers - 1),") && last.contains(",0.000000000100001,"))
    }
}
