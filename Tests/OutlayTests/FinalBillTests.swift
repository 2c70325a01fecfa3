import Foundation
import Testing

/// The night a bill becomes final its invoice number is filled in, and nothing is counted again.
@Suite struct FinalBillTests {
    /// A bill of October in three generations of AWS's report, before or after it was invoiced.
    private static func bill(_ format: String, invoice: String) -> String {
        let days = ["03": "1.25", "04": "2.5", "05": "0"]
        let records = days.sorted { $0.key < $1.key }
        switch format {
        case "aws-cur":
            return
                "bill/PayerAccountId,bill/InvoiceId,bill/BillingPeriodStartDate,bill/BillingPeriodEndDate,lineItem/UsageAccountId,"
                + "lineItem/LineItemType,lineItem/UsageStartDate,lineItem/UnblendedCost,lineItem/CurrencyCode,lineItem/ProductCode\n"
                + records.map {
                    "009,\(invoice),2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,042,Usage,2026-10-\($0.key)T00:00:00Z,\($0.value),USD,"
                        + "AmazonS3\n"
                }.joined()
        case "aws-cur-2":
            return "bill_payer_account_id,bill_invoice_id,bill_billing_period_start_date,bill_billing_period_end_date,"
                + "line_item_usage_account_id,line_item_line_item_type,line_item_usage_start_date,line_item_unblended_cost,"
                + "line_item_currency_code,product,resource_tags\n"
                + records.map {
                    "009,\(invoice),2026-10-01 00:00:00.000,2026-11-01 00:00:00.000,042,Usage,2026-10-\($0.key) 00:00:00.000,"
                        + "\($0.value),USD,\"{\"\"product_name\"\": \"\"S3\"\"}\",{}\n"
                }.joined()
        default:
            let focus = SmallHouse.bill(records.map { SmallHouse.charge($0.key, $0.value) })
            return focus.split(separator: "\n").enumerated().map { "\($1),\($0 == 0 ? "InvoiceId" : invoice)\n" }.joined()
        }
    }

    /// Under the very name, or as the next file of its series; with what stands for no invoice.
    @Test(arguments: ["focus", "aws-cur", "aws-cur-2"], [("costs.csv", ""), ("costs_20261105.csv", ""), ("costs.csv", "NULL")])
    func aBillThatIsInvoicedCountsOnce(_ format: String, _ final: (name: String, absent: String)) throws {
        let house = try SmallHouse(bare: true)
        let name = final.name.contains("_") ? "costs_20261104.csv" : final.name
        try house.write("Inputs/exports/aws/\(name)", FinalBillTests.bill(format, invoice: final.absent))
        #expect(try house.night().status == 0)
        #expect(try house.ask("SELECT count(*), count(InvoiceId), sum(BilledCost) FROM focus") == "3,0,3.75")
        let before = try house.published()

        try house.write("Inputs/exports/aws/\(final.name)", FinalBillTests.bill(format, invoice: "INV-1"))
        let ending = try house.night()
        #expect(ending.status == 0, "\(ending.errors)")
        let rows = try house.ask("SELECT ChargePeriodStart, InvoiceId, BilledCost FROM focus ORDER BY 1")
        #expect(rows == "2026-10-03,INV-1,1.25\n2026-10-04,INV-1,2.5\n2026-10-05,INV-1,0.0")
        // One delivery is on record, and its rows are the same rows: none was closed, none added.
        #expect(try house.ask("SELECT count(*), max(state) FROM delivery") == "1,in force")
        #expect(
            try house.shell("sqlite3 Output/history.sqlite 'SELECT count(*), max(known_from), count(known_to) FROM charge'")
                .output
                == "3|1|0\n")
        #expect(try house.outlay("report", "--as-of", "1", "--output", "then").status == 0)
        #expect(try house.published("then") == before)

        #expect(try house.night().status == 0)
        #expect(try house.ask("SELECT count(*), count(InvoiceId), sum(BilledCost) FROM focus") == "3,3,3.75")
        // What was there before the invoice is older, and takes no number back.
        try house.write("Inputs/exports/aws/again.csv", FinalBillTests.bill(format, invoice: final.absent))
        #expect(try house.night().status == 0)
        #expect(try house.ask("SELECT count(InvoiceId) FROM focus") == "3")
        #expect(try house.outlay("verify").status == 0)
    }
}
