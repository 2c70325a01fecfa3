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
                    charge[.billedCost]?.description ?? "-",
                    charge[.pricingQuantity]?.description ?? "-",
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

    /// Rows that a table may end in: no charge, and compared with what the charges add up to.
    @Test(
        arguments: [
            (",,,,,,,,,,,64.804998,64.81", nil), (",,,,,,,,,,,,64.81", nil), ("Total,,,,,,,,,,,64.80,64.81", nil),
            (",,,,,,,,,,Total,,64.81", nil), (",,Grand total,,,,,,,,,,64.81", nil), (",,Subtotal,,,,,,,,,,7", nil),
            (",,,,,,,,,,,,\"1,064.81\"", "the table states 1064.81 in all, its rows add up to 64.81, which is less by 1000"),
            ("Total,,,,,,,,,,,64.80,64.80", "the table states 64.8 in all, its rows add up to 64.81, which is more by 0.01"),
        ] as [(String, String?)])
    func aTotalIsNoCharge(_ row: String, _ note: String?) throws {
        let (plain, sink) = (CollectingSink(), CollectingSink())
        let text = CostTableSheetTests.preamble + CostTableSheetTests.header + CostTableSheetTests.rows
        _ = try readFile(text, into: plain)
        let reading = try readFile(text + row + "\n", into: sink).reading
        #expect(reading.refusals.map(\.reason) == [])
        #expect(sink.totals == plain.totals)
        #expect(reading.notes == [note].compactMap(\.self))
    }

    @Test(
        arguments: [
            ("\"CHF 1,064.80\"", "the table states 1064.8 in all, its rows add up to 64.81, which is less by 999.99"),
            ("CHF64.81", nil),
            ("on its way", nil), ("", nil),
        ] as [(String, String?)])
    func theAmountDueIsComparedWithTheRows(_ due: String, _ note: String?) throws {
        let reading = try readFile(
            "Total amount due,\(due)\n" + CostTableSheetTests.preamble + CostTableSheetTests.header + CostTableSheetTests.rows,
            into: CollectingSink()
        ).reading
        #expect(reading.notes == [note].compactMap(\.self))
    }

    @Test func aChargeThatNamesOnlyItsAccountOrItsDayIsACharge() throws {
        let sink = CollectingSink()
        let text = "Billing account ID,Service description,Usage start date,Cost ($)\nA,,2026-02-03,1\n,,2026-02-03,2\n,,,3\n"
        let reading = try readFile(text, into: sink).reading
        #expect(sink.sum(.billedCost) == Amount(3))
        #expect(reading.refused == 0)
    }

    /// An invoice comes when its month is over.
    @Test(arguments: [
        ("Invoice date,2026-01-31", "2026-01-01"), ("Invoice date,2026-02-01", "2026-01-01"),
        ("Invoice date,2026-02-04", "2026-01-01"), ("Invoice date,2028-02-29", "2028-02-01"),
        ("Invoice date,2028-02-28", "2028-01-01"), ("Invoice date,2026-03-02\nInvoice month,2026-01", "2026-01-01"),
        ("Invoice month,202512\nInvoice date,2026-01-31", "2025-12-01"), ("Invoice month,later", "2026-01-01"),
        ("Invoice number,7", "2026-01-01"),
    ])
    func theBillIsThatOfTheMonthThatWasInvoiced(_ preamble: String, _ month: String) throws {
        let sink = CollectingSink()
        let reading = try readFile(
            preamble + "\n\nBilling account ID,Service description,Usage start date,Cost ($)\nA,S,2026-01-30,1.25\n", into: sink
        ).reading
        #expect(reading.refused == 0)
        #expect(sink.scopes.map { "\($0.billingPeriod.start)" } == [month])
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
