import Foundation
import Testing

/// What bad records cost is counted, kept and shown: by the run that refuses them, in the history, on the page and in the XML.
@Suite struct RefusedCostNightTests {
    private let stored =
        "SELECT file, kind, currency, records, cost FROM refused_cost WHERE run = (SELECT max(run) FROM refused_cost)"
    private let quarantine = "sources:\n  more: {quarantine: true}\n"

    /// Two sound records and two bad ones; of a third nobody can tell the currency.
    private let mixed = SmallHouse.bill([
        SmallHouse.charge("05", "100.000000000000000001", account: "m1"),
        SmallHouse.charge("xx", "12.340000000000000001", account: "m1"),
        SmallHouse.charge("yy", "3", currency: "EUR", account: "m1"), SmallHouse.charge("06", "8", currency: "", account: "m1"),
        SmallHouse.charge("07", "7", currency: "EUR", account: "m1"),
    ])

    @Test func badRecordsArePricedWhereTheGoodOnesAreTaken() throws {
        let house = try SmallHouse()
        try house.write("Inputs/outlay.yaml", quarantine)
        try house.write("Inputs/exports/more/bill.csv", mixed)
        let ending = try house.night()
        #expect(ending.status == 3)
        let said =
            "Inputs/exports/more/bill.csv: 3 of 5 records refused, EUR 3.00 and USD 12.34 of cost, 1 without a readable cost\n"
        #expect(ending.errors.contains(said))
        let rows = """
            exports/more/bill.csv,refused,EUR,1,3
            exports/more/bill.csv,refused,USD,1,12.340000000000000001
            exports/more/bill.csv,refused,,1,
            """
        #expect(try house.ask(stored) == rows)
        let page = try house.read("Output/2026-10/index.html")
        #expect(page.contains("Cost of what is not taken") && page.contains("refused EUR 3.00 and USD 12.34"))
        let xml = try house.read("Output/2026-10/report.xml")
        #expect(xml.contains("<cost currency=\"USD\">12.34</cost>") && xml.contains("records=\"1\"/>"))
        let lint = try house.run(
            URL(filePath: "/usr/bin/env"), ["xmllint", "--noout", "--schema", "Output/report.xsd", "Output/2026-10/report.xml"])
        #expect(lint.status == 0 || lint.status == 127, "\(lint.errors)")
        // The next night says the same, and makes no report anew.
        let published = try house.published()
        #expect(try house.night("--quiet").errors.contains(said))
        #expect(try house.ask(stored) == rows && house.published() == published)
        #expect(try house.ask("SELECT DISTINCT run FROM publication") == "1")
        // A run that does not look at the file keeps it in sight.
        #expect(try house.outlay("ingest", "Inputs/exports/aws/bill.csv", "--today", "2026-11-21").status == 0)
        #expect(try house.ask("SELECT count(DISTINCT run) FROM refused_cost") == "3" && house.ask(stored) == rows)
        let close = try house.outlay("close", "2026-10", "--today", "2026-11-21")
        #expect(close.output.contains("    exports/more/bill.csv: 1 record refused, 12.34 USD\n"))
        // Made again it is the same.
        let sequence = try house.ask("SELECT sequence FROM publication")
        #expect(try house.outlay("report", "--as-of", sequence, "--output", "Again").status == 0)
        #expect(try house.read("Again/2026-10/index.html") == page && house.read("Again/2026-10/report.xml") == xml)
        #expect(try house.outlay("verify").status == 0)
    }

    @Test func aFileThatIsRefusedWholeTellsWhatOfItIsNotCounted() throws {
        let house = try SmallHouse()
        try house.write("Inputs/exports/more/bill.csv", mixed)
        let ending = try house.night()
        #expect(ending.status == 3)
        #expect(
            ending.errors.hasSuffix(
                """
                Inputs/exports/more/bill.csv: held: 5 records, EUR 10.00 and USD 112.34 not counted; \
                3 of them refused, EUR 3.00 and USD 12.34 of cost, 1 without a readable cost

                """))
        #expect(
            try house.ask(stored + " AND kind = 'held'") == """
                exports/more/bill.csv,held,EUR,1,7
                exports/more/bill.csv,held,USD,1,100
                """)
        #expect(try house.read("Output/2026-10/index.html").contains("; held EUR 7.00 and USD 100.00"))
        // Where nothing but the cost is news, it is told.
        try house.write("Inputs/exports/more/bill.csv", mixed.replacing(",7,7,", with: ",9,9,"))
        try house.night()
        #expect(try house.read("Output/2026-10/index.html").contains("; held EUR 9.00 and USD 100.00"))
        // Mended it counts, and nothing is said any more.
        try house.write("Inputs/exports/more/bill.csv", SmallHouse.bill([SmallHouse.charge("05", "100", account: "m1")]))
        let mended = try house.night()
        #expect(mended.status == 0 && mended.errors.isEmpty)
        #expect(try !house.read("Output/2026-10/index.html").contains("Cost of what is not taken"))
    }

    /// Its sum is beyond 64 bits of millionths, and what waits is priced as what is refused.
    @Test func aDeliveryThatWaitsIsPriced() throws {
        let house = try SmallHouse()
        let huge = ["One", "Two"].map { SmallHouse.charge("05", "9000000000000", service: $0, account: "m1") }
        try house.write("Inputs/exports/more/cut.csv", SmallHouse.bill(huge) + "m1,acct-7")
        // The bill comes again without most of it.
        try house.night()
        try house.write("Inputs/exports/aws/bill.csv", SmallHouse.bill([SmallHouse.charge("01", "-10.5")]))
        let ending = try house.night()
        #expect(
            ending.errors.contains("Inputs/exports/aws/bill.csv: held: 1 record, USD −10.50 not counted\n"), "\(ending.errors)")
        #expect(
            ending.errors.contains(
                "cut.csv: held: 3 records, USD 18,000,000,000,000.00 not counted; 1 of them refused, without a readable cost\n"))
        #expect(
            try house.ask(stored) == """
                exports/more/cut.csv,refused,,1,
                exports/more/cut.csv,held,USD,2,18000000000000
                exports/aws/bill.csv,held,USD,1,-10.5
                """)
    }

    /// Usage has no cost.
    @Test func nothingIsSaidOfUsage() throws {
        let house = try SmallHouse()
        try house.write("Inputs/exports/usage/use.csv", "day,metric,quantity\n2026-10-01,requests,5\nx,requests,5\n")
        let ending = try house.night()
        #expect(ending.status == 3 && !ending.errors.contains("held: ") && !ending.errors.contains("cost"))
        #expect(try house.ask("SELECT count(*) FROM refused_cost") == "0")
    }

    /// A record of Google's and its credits counted as so many records.
    @Test func aRecordWithCreditsIsOneThatIsHeld() throws {
        let house = try SmallHouse()
        func row(_ day: String) -> String {
            """
            {"billing_account_id":"a","service":{"description":"s"},"sku":{"id":"k"},"usage_start_time":"\(day)","cost":9,\
            "currency":"USD","invoice":{"month":"202610"},"credits":[{"name":"n","amount":-1},{"name":"m","amount":-1}]}

            """
        }
        try house.write("Inputs/exports/gcp/bill.json", (1...9).map { row("2026-10-0\($0)") }.joined() + row("x"))
        let ending = try house.night()
        let said = "gcp/bill.json: held: 10 records, USD 70.00 not counted; 1 of them refused, USD 7.00 of cost\n"
        #expect(ending.status == 3 && ending.errors.contains(said), "\(ending.errors)")
        #expect(try house.ask("SELECT sum(records) FROM refused_cost") == "10")
    }
}
