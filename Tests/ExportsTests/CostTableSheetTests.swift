import Billing
import Formats
import Testing

@testable import Exports

@Suite struct CostTableSheetTests {
    private static let preamble =
        "Invoice number,512\nInvoice date,2026-01-31\nBilling account ID,00AA11-000001\nCurrency,CHF\n\n"
    private static let header =
        "Project name,Project ID,Service description,SKU description,SKU ID,Credit type,Cost type,Usage start date,Usage end date,"
        + "Usage amount,Usage unit,Unrounded cost (CHF),cost (CHF)\n"
    private static let rows = """
        Shop,shop-prod,BigQuery,Analysis,K1,,Usage,2026-01-01,2026-01-31,"1,234,567.5",count,"1,060.004999",1060.00
        Shop,shop-prod,BigQuery,Analysis,K1,PROMOTION,Promotion,2026-01-01,2026-01-31,,,"-1,000.000001",-1000.00
        [Charges not specific to a project],,Invoice,Tax,,,Tax,2026-01-01,2026-01-31,,,4.8,4.80
        [Charges not specific to a project],,Invoice,Rounding error,,,Rounding error,,,,,0,0.01

        """

    private static func shown(_ sink: CollectingSink) -> [String] {
        sink.charges.map { charge in
            let line = sink.lines[Int(charge.line)].values
            let values = [Dimension.chargeCategory, .subAccountId, .subAccountName, .chargeDescription, .pricingUnit]
            return
                (values.map { line[$0] ?? "-" }
                + [
                    "\(charge.period.start)", "\(charge.period.end)",
                    charge.sums[Measure.billedCost.rawValue]?.description ?? "-",
                    charge.sums[Measure.pricingQuantity.rawValue]?.description ?? "-",
                ]).joined(separator: "|")
        }
    }

    @Test func rowsAreChargesBehindThePreambleThatNamesTheInvoice() throws {
        let sink = CollectingSink()
        let found = try readFile(CostTableSheetTests.preamble + CostTableSheetTests.header + CostTableSheetTests.rows, into: sink)
        #expect(found.format == .gcpCostTable)
        #expect(found.reading.refusals.map(\.reason) == [])
        #expect(found.reading.notes == [])
        #expect(
            CostTableSheetTests.shown(sink).sorted() == [
                "Adjustment|-|-|Rounding error|-|2026-01-01|2026-02-01|0|-",
                "Credit|shop-prod|Shop|Analysis (PROMOTION)|-|2026-01-01|2026-02-01|-1000.000001|-",
                "Tax|-|-|Tax|-|2026-01-01|2026-02-01|4.8|-",
                "Usage|shop-prod|Shop|Analysis|count|2026-01-01|2026-02-01|1060.004999|1234567.5",
            ])
        #expect(sink.invoices == ["512"])
        #expect(sink.scopes.map { "\($0.billingAccount) \($0.billingPeriod.start)" } == ["00AA11-000001 2026-01-01"])
        #expect(Set(sink.lines.map { $0.values[.billingCurrency] }) == ["CHF"])
        #expect(sink.sum(.effectiveCost) == sink.sum(.billedCost))
    }

    @Test(arguments: [("Cost ($)", "USD"), ("cost (€)", "EUR"), ("COST (£)", "GBP"), ("Cost", "USD")])
    func theRoundedCostAndTheSignInItsNameAreTakenWhereThereIsNothingElse(_ cost: String, _ code: String) throws {
        let sink = CollectingSink()
        let found = try readFile(
            "Billing account ID,Service description,Usage start date,\(cost)\nA,S,2026-02-03,1.25\n", into: sink)
        #expect(found.format == .gcpCostTable)
        #expect(sink.lines.map { $0.values[.billingCurrency] } == [code])
        #expect(sink.sum(.billedCost) == (try Amount(parsing: "1.25")))
        #expect(sink.charges.map { "\($0.period.start) \($0.period.end)" } == ["2026-02-03 2026-02-04"])
        #expect(sink.scopes.map { "\($0.billingPeriod.start)" } == ["2026-02-01"])
        #expect(found.reading.notes.count == 1)
    }

    @Test(arguments: [
        ("1,060.5", "1060.5"), ("-1,234,567", "-1234567"), ("12", "12"), ("999,999", "999999"), ("1,06", nil), ("1060,5", nil),
        (",500", nil), ("1,000,5", nil), ("1.000,5", nil), ("1,000.5,5", nil), ("1,,000", nil), ("$1,000", nil), ("-,500", nil),
    ])
    func onlyCommasBetweenThousandsAreTaken(_ text: String, _ expected: String?) throws {
        let sink = CollectingSink()
        let reading = try readFile(
            "Project ID,Service description,Usage start date,Cost ($)\np,S,2026-02-03,\"\(text)\"\n", into: sink
        ).reading
        #expect(reading.refused == (expected == nil ? 1 : 0))
        #expect(sink.sum(.billedCost).description == expected ?? "0")
    }

    @Test func anEmptyCostAndAnEndBeforeTheStartAreRefused() throws {
        let sink = CollectingSink()
        let text =
            "Project ID,Service description,Usage start date,Usage end date,Cost ($)\np,S,2026-02-03,2026-02-03,\"\"\n"
            + "p,S,2026-02-03,2026-02-02,1\np,S,,,1\n"
        let reading = try readFile(text, into: sink).reading
        #expect(reading.refusals.map { "\($0.origin.line):\($0.origin.column)" } == ["2:27", "3:16", "4:5"])
        #expect(sink.charges.isEmpty)
    }

    @Test func theSampleAddsUpExactly() throws {
        guard let path = SampleFolder.path("gcp/gcp_console_cost_table.SYNTHETIC.csv") else { return }
        let sink = CollectingSink()
        let found = try readFile(path: path, into: sink)
        #expect(found.format == .gcpCostTable)
        #expect(found.reading.refusals.map(\.reason) == [])
        let independent = try IndependentSheet(path: path, from: "Billing account name")
        #expect(found.reading.records == independent.rows.count)
        // The commas stand in quotes, between thousands.
        let expected = independent.sums({ $0["Unrounded Cost ($)"]?.filter { $0 != "," } }) { row in
            "\(row["Project ID"] ?? "") \(row["Usage start date"] ?? "")"
        }
        #expect(expected.count == 3)
        #expect(sink.sumsByAccountAndDay(.billedCost) == expected)
        #expect(sink.charges.allSatisfy { "\($0.period.start) \($0.period.end)" == "2026-01-01 2026-02-01" })
        #expect(sink.invoices == ["5123456789"])
    }
}
