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

    private static let invoices =
        "SELECT ChargePeriodStart, coalesce(InvoiceId, '-'), BilledCost FROM focus ORDER BY 1, 2, 3"

    /// One line of a bill on an October day, with the number of its invoice.
    private static func line(_ day: String, _ cost: String, _ invoice: String) -> String {
        SmallHouse.charge(day, cost) + ",\(invoice)"
    }

    private static func bill(_ lines: [String]) -> String {
        ([SmallHouse.header + ",InvoiceId"] + lines).map { $0 + "\n" }.joined()
    }

    /// Some lines of a bill go on one invoice, some on another, some on none yet; the rest follow, and new ones with them.
    @Test func aBillThatIsInvoicedInPartsCountsOnce() throws {
        let house = try SmallHouse(bare: true)
        func take(_ lines: [String]) throws {
            try house.write("Inputs/exports/aws/costs.csv", FinalBillTests.bill(lines))
            let ending = try house.night()
            #expect(ending.status == 0, "\(ending.errors)")
        }
        let days = ["03", "04", "05", "06", "07", "08"]
        try take(days.map { FinalBillTests.line($0, "1.5", "") })
        try take(zip(days, ["A", "A", "A", "B", "", ""]).map { FinalBillTests.line($0, "1.5", $1) })
        let half = try house.ask(FinalBillTests.invoices)
        #expect(
            half == zip(days, ["A", "A", "A", "B", "-", "-"]).map { "2026-10-\($0),\($1),1.5" }.joined(separator: "\n"))
        // Of those left one is on A too, one changes its amount, and a line comes that was never without a number.
        var last = zip(days, ["A", "A", "A", "B", "A"]).map { FinalBillTests.line($0, "1.5", $1) }
        last += [FinalBillTests.line("08", "2.5", "A"), FinalBillTests.line("09", "1", "B"), FinalBillTests.line("10", "1", "")]
        try take(last)
        let rows = zip(days + ["09", "10"], ["A", "A", "A", "B", "A", "A", "B", "-"])
        let costs = ["1.5", "1.5", "1.5", "1.5", "1.5", "2.5", "1.0", "1.0"]
        #expect(
            try house.ask(FinalBillTests.invoices)
                == zip(rows, costs).map { "2026-10-\($0.0),\($0.1),\($1)" }.joined(separator: "\n"))
        let then = """
            SELECT group_concat(CASE WHEN i.invoice_from <= 2 AND i.invoice <> '' THEN i.invoice ELSE '-' END, '') FROM (
            SELECT * FROM charge WHERE known_from <= 2 AND (known_to IS NULL OR known_to > 2) ORDER BY start_day) c
            JOIN scope_invoicing i ON i.scope = c.scope AND i.invoicing = c.invoicing
            """
        #expect(try house.shell("sqlite3 Output/history.sqlite \"\(then)\"").output == "AAAB--\n")
        let closed = "SELECT count(*), count(known_to), max(known_to) FROM charge"
        #expect(try house.shell("sqlite3 Output/history.sqlite '\(closed)'").output == "9|1|3\n")
        #expect(try house.outlay("verify").status == 0)
    }

    /// Each charge is filled in in place, whichever of its line's numbers comes first.
    @Test(arguments: [("A", "B"), ("B", "A")]) func aSecondNumberOfALineAndDayIsFilledInInPlace(
        _ known: String, _ late: String
    ) throws {
        let house = try SmallHouse(bare: true)
        for number in ["", late] {
            let lines = [FinalBillTests.line("03", "3", known), FinalBillTests.line("03", "5", number)]
            try house.write("Inputs/exports/aws/costs.csv", FinalBillTests.bill(lines))
            #expect(try house.outlay("ingest").status == 0)
        }
        #expect(try house.ask("SELECT InvoiceId, BilledCost FROM focus WHERE InvoiceId = '\(late)'") == "\(late),5.0")
        let rows = "SELECT count(*), count(known_to) FROM charge"
        #expect(try house.shell("sqlite3 Output/history.sqlite '\(rows)'").output == "2|0\n")
    }

    /// A number counts from its sequence on, and as long as a bill has it: a received invoice that no bill has stays in sight.
    @Test func aReceivedInvoiceIsComparedWithTheNumbersThatThereWereThen() throws {
        let house = try SmallHouse(bare: true)
        try house.write("Inputs/invoices.csv", "invoice,amount,currency\nA,3.00,USD\n")
        func take(_ number: String) throws -> String {
            let lines = ["03", "04"].map { FinalBillTests.line($0, "1.5", number) }
            try house.write("Inputs/exports/aws/costs.csv", FinalBillTests.bill(lines))
            #expect(try house.night().status == 0)
            return try house.ask("SELECT invoice, state FROM invoice_month ORDER BY 1")
        }
        #expect(try take("") == "A,not billed")
        let then = try (house.published(), house.ask("SELECT max(sequence) FROM run"))
        #expect(try take("A") == "A,agrees")
        #expect(try house.outlay("report", "--as-of", then.1, "--output", "then").status == 0)
        #expect(try house.published("then") == then.0)
        #expect(try take("B") == "A,not billed\nB,not received")
    }

    /// The number stands once, not in each of the bill's charges.
    @Test func anInvoiceDoesNotMakeTheHistoryLarger() throws {
        let house = try SmallHouse(bare: true)
        func size(invoice: String) throws -> Int {
            let lines = (1...1500).flatMap { account in
                ["03", "04", "05", "06", "07", "08"].map {
                    SmallHouse.charge($0, "\(account).000000000000001", service: "Compute \(account)") + ",\(invoice)"
                }
            }
            try house.write("Inputs/exports/aws/costs.csv", FinalBillTests.bill(lines))
            #expect(try house.outlay("ingest").status == 0)
            #expect(try house.ask("SELECT count(*), count(InvoiceId) FROM focus") == "9000,\(invoice.isEmpty ? 0 : 9000)")
            return Int(try house.shell("sqlite3 Output/history.sqlite 'PRAGMA page_count'").output.dropLast()) ?? 0
        }
        let before = try size(invoice: "")
        let after = try size(invoice: "524172603")
        #expect(before > 200)
        #expect(after - before <= before / 100, "\(before) pages before, \(after) after")
    }
}
