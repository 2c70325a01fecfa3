import Foundation
import Testing

@testable import outlay

/// The queries that come with the program, against figures worked out by hand, and those of the inputs' own.
@Suite struct SavedQueryTests {
    private static let header = SmallHouse.header + ",SkuId,PricingQuantity,PricingUnit,ConsumedQuantity,ConsumedUnit,InvoiceId"

    /// A record of the last day of September, October or November.
    private func record(
        _ month: Int, _ cost: String, _ service: String, gigabytes: String = "", tokens: String = "", invoice: String = ""
    ) -> String {
        let last = month == 10 ? "2026-10-31,2026-11-01" : month == 9 ? "2026-09-30,2026-10-01" : "2026-11-01,2026-11-02"
        let sku = tokens.isEmpty ? "" : "m1/input"
        return
            "b1,acct-7,2026-\(month < 10 ? "0" : "")\(month)-01,2026-\(month + 1)-01,\(last),\(cost),\(cost),USD,\(service),Usage,"
            + "\(sku),\(gigabytes),\(gigabytes.isEmpty ? "" : "GB"),\(tokens),\(tokens.isEmpty ? "" : "Tokens"),\(invoice)"
    }

    private func october(_ house: SmallHouse, compute: String = "18.00") throws {
        try bill(
            house, 10,
            [
                record(10, compute, "Compute", gigabytes: "30", invoice: "INV-10"), record(10, "6.50", "Disk", invoice: "INV-10"),
                record(10, "0.25", "Odd"), record(10, "5.00", "Models", tokens: "2000000"),
            ])
    }

    private func bill(_ house: SmallHouse, _ month: Int, _ records: [String]) throws {
        let text = ([Self.header] + records).map { $0 + "\n" }.joined()
        try house.write("Inputs/exports/aws/2026-\(month < 10 ? "0" : "")\(month).csv", text)
    }

    /// Servers, planned as 25 GB at 0.50, are shared 40 to 60; disks, planned at 6.00, are acme's own.
    private func house() throws -> SmallHouse {
        let house = try SmallHouse(bare: true)
        try bill(
            house, 9,
            [
                record(9, "10.00", "Compute", gigabytes: "20", invoice: "INV-9"), record(9, "5.00", "Disk", invoice: "INV-9"),
            ])
        try october(house)
        try bill(house, 11, [record(11, "1.00", "Disk")])
        for (name, text) in [
            (
                "mapping.csv",
                "ServiceName,system,component,customer,environment\nCompute,shop,servers,,\nDisk,shop,disks,acme,\nModels,ai,models,,\n"
            ),
            ("allocation.csv", "system,component,method\nshop,servers,shares:acme=40;beta=60\n"),
            (
                "contracts.csv",
                "customer,name,system,annual_contract_value,currency,start,end\nacme,Acme,shop,240,USD,2026-01-01,2026-12-31\n"
                    + "beta,Beta,shop,120,USD,2026-01-01,\n"
            ),
            ("invoices.csv", "invoice,amount\nINV-9,15\nINV-10,25\n"),
            ("notes.csv", "month,system,component,note\n2026-10,shop,servers,a new price list\n"),
            (
                "journal.csv",
                "month,system,component,amount,currency,kind,note\n2026-09,ai,support,2,USD,accrual,not billed yet\n"
            ),
            ("prices.csv", "model,metric,unit_price,per,currency\nm1,input_tokens,3,1000000,USD\n"),
            (
                "exports/calls/2026-10.csv",
                "day,metric,quantity,system,model,unit\n2026-10-31,input_tokens,2000000,ai,m1,tokens\n"
            ),
            (
                "plans/shop.yaml",
                """
                plan: shop
                currency: USD
                document: shop.txt
                phases:
                  - id: first
                    starts: 2026-01
                    components:
                      - {id: servers, driver: {quantity: 25, unit: GB, price: 0.5}}
                      - {id: disks, amount: 6}

                """
            ),
        ] { try house.write("Inputs/" + name, text) }
        let night = try house.night()
        try #require(night.status == 0, "\(night.errors)")
        return house
    }

    /// The rows of a saved query's answer without its header, lines joined by a newline.
    private func saved(_ house: SmallHouse, _ name: String, _ parameters: String...) throws -> String {
        let values = parameters.flatMap { ["--param", $0] }
        let ending = try house.run(builtProgram("outlay"), ["query", "--saved", name, "--format", "csv"] + values)
        try #require(ending.status == 0, "\(name): \(ending.errors)")
        return ending.output.components(separatedBy: "\r\n").dropFirst().dropLast().joined(separator: "\n")
    }

    /// acme bears 5.00 and 40 % of 10.00 in September, 6.50 and 40 % of 18.00 in October.
    @Test func theControllersQuestionsAreAnswered() throws {
        let house = try house()
        let october = "month=2026-10"
        for (name, parameters, expected) in [
            (
                "customer-change", ["customer=acme"],
                "2026-10,acme,shop,servers,shared,USD,4.0,7.2,3.2\n2026-10,acme,shop,disks,direct,USD,5.0,6.5,1.5"
            ),
            // 30 GB instead of 25 are 2.50 of quantity; 18.00 instead of 30 × 0.50 are 3.00 of price.
            (
                "price-or-quantity", [october],
                "2026-10,shop,servers,USD,12.5,18.0,5.5,2.5,0.0,3.0,0.0,0.0,price\n"
                    + "2026-10,shop,disks,USD,6.0,6.5,0.5,0.0,0.0,0.0,0.0,0.5,other"
            ),
            // 20 GB instead of 25, at the planned price.
            (
                "price-or-quantity", ["month=2026-09", "component=servers"],
                "2026-09,shop,servers,USD,12.5,10.0,-2.5,-2.5,0.0,0.0,0.0,0.0,quantity"
            ),
            (
                "invoices", [],
                "2026-10,INV-10,USD,25.0,24.5,-0.5,2,differs\n2026-09,INV-9,USD,15.0,15.0,0.0,2,agrees"
            ),
            ("renewals", [], "acme,Acme,shop,2026-12-31,40,240.0,USD,2026-10,20.0,13.7,31.5"),
            ("renewals", ["days=39"], ""), ("renewals", ["margin=31"], ""),
            ("token-cost", [october], "2026-10,ai,m1,2000000.0,USD,6.0,3.0,USD,5.0,2.5"),
            ("unmapped", [], "aws,Odd,USD,0.25"), ("unmapped", ["month=2026-09"], ""),
            (
                "variance", [october, "top=1"],
                "2026-10,shop,servers,USD,12.5,18.0,5.5,44.0,adverse,0,a new price list"
            ),
            (
                "margin-history", [october],
                "acme,2026-09,USD,20.0,9.0,11.0,55.0\nacme,2026-10,USD,20.0,13.7,6.3,31.5\n"
                    + "beta,2026-09,USD,10.0,6.0,4.0,40.0\nbeta,2026-10,USD,10.0,10.8,-0.8,-8.0"
            ),
            (
                "year-to-date", [october],
                "(unmapped),USD,2026,2026-10,1,,,,0.25,,,,,\nai,USD,2026,2026-09,2,,,,5.0,,,,,\n"
                    + "shop,USD,2026,2026-09,2,37.0,,,39.5,2.5,6.756756756756757,adverse,37.0,2.5"
            ),
            (
                "journal", [],
                "2026-09,ai,support,,,accrual,USD,2.0,not billed yet\n2026-10,ai,support,,,reversal,USD,-2.0,not billed yet"
            ),
            ("service-days", ["service=Disk", october], "2026-10-31,Disk,aws,USD,6.5,6.5"),
            (
                "customers", ["month=2026-09"],
                "2026-09,ai,(unallocated),2.0,,\n2026-09,shop,acme,9.0,20.0,55.0\n2026-09,shop,beta,6.0,10.0,40.0"
            ),
        ] {
            let ending = try house.run(
                builtProgram("outlay"),
                ["query", "--saved", name, "--format", "csv"] + parameters.flatMap { ["--param", $0] })
            #expect(ending.status == 0, "\(name): \(ending.errors)")
            let rows = ending.output.components(separatedBy: "\r\n").dropFirst().dropLast().joined(separator: "\n")
            #expect(rows == expected, "\(name)")
        }
        // 24.50 of a plan of 18.50 are 132.43 %.
        #expect(try saved(house, "budgets", october).hasPrefix("2026-10,shop,2026-10,USD,18.5,24.5,132.4324"))
    }

    @Test func whatMovesAfterTheCloseIsTold() throws {
        let house = try house()
        let closing = try house.outlay("close", "2026-10", "--accept", "agreed", "--today", "2026-11-21")
        try #require(closing.status == 0, "\(closing.errors)")
        #expect(try saved(house, "after-close").isEmpty)
        try october(house, compute: "19.00")
        try #require(try house.night().status == 3)
        let moved = "2026-10,2026-11,shop,servers,,USD,1.0,restated by exports/aws/2026-10.csv,"
        #expect(try saved(house, "after-close").hasPrefix(moved))
        #expect(try saved(house, "after-close", "month=2026-09").isEmpty)
        let deliveries = try saved(house, "deliveries", "month=2026-10").split(separator: "\n")
        #expect(deliveries.count == 2)
        #expect(
            deliveries.first?.hasSuffix(",aws,b1,exports/aws/2026-10.csv,4,0,29.75,29.75,superseded") == true, "\(deliveries)")
        #expect(deliveries.last?.hasSuffix(",aws,b1,exports/aws/2026-10.csv,4,0,30.75,1.0,in force") == true, "\(deliveries)")
    }

    /// A plan of 1.00 and 3.00 spent: three thresholds at once, of which the highest is told.
    @Test func whoWasToldOfAnAlertIsAnswered() throws {
        let house = try SmallHouse(bare: true)
        try house.write("Inputs/mapping.csv", SmallHouse.mapping)
        try house.write("Inputs/plans/shop.yaml", SmallHouse.plan("1"))
        try house.write(
            "Inputs/exports/aws/2026-11.csv",
            SmallHouse.header + "\nb1,acct-7,2026-11-01,2026-12-01,2026-11-03,2026-11-04,3,3,USD,Compute,Usage\n")
        try #require(try house.night().status == 0)
        let delivered = """
            INSERT INTO alert_delivery SELECT id, 'finance', 'owner@example.com', 'delivered', 2, '2026-11-21T05:00:00Z'
            FROM alert WHERE state = 'raised' AND basis = 'actual'
            """
        try #require(try house.shell("sqlite3 Output/history.sqlite \"\(delivered)\"").status == 0)
        let rows = try saved(house, "who-was-told", "budget=shop", "period=2026").split(separator: "\n")
        let told = rows.filter { $0.contains(",actual,") }
        #expect(
            told.map { $0.drop { $0 != "," }.dropFirst() } == [
                "2026-11-21,shop,2026-11,actual,100,raised,3.0,1.0,USD,finance,owner@example.com,delivered,2,2026-11-21T05:00:00Z",
                "2026-11-21,shop,2026-11,actual,80,passed,3.0,1.0,USD,,,,,",
                "2026-11-21,shop,2026-11,actual,50,passed,3.0,1.0,USD,,,,,",
            ], "\(rows)")
        #expect(try saved(house, "who-was-told", "period=2025").isEmpty)
    }

    @Test func theInputsOwnQueriesStandBesideAndInPlaceOfThoseThatCome() throws {
        let house = try SmallHouse()
        try house.night()
        try house.write(
            "Inputs/queries/customers.sql", "-- Mine\n-- How many\n-- are there?\n-- :from = 0\nSELECT 7 + :from AS seven\n")
        try house.write("Inputs/queries/lines.sql", "-- Lines of the history\nSELECT count(*) AS n FROM focus")
        try house.write("Inputs/queries/notes.txt", "no query")
        #expect(try saved(house, "customers", "from=1") == "8")
        #expect(try saved(house, "lines") == "2")
        let list = try house.outlay("query", "--saved", "--format", "csv")
        #expect(list.status == 0)
        let rows = list.output.components(separatedBy: "\r\n")
        #expect(rows.first == "name,question,parameters")
        #expect(rows.contains("customers,How many are there?,from (0)"))
        #expect(rows.contains("lines,Lines of the history,\"\""))
        #expect(rows.count == SavedQueries.builtIn.count + 3)
        for (name, hint) in [("custmers", "hint: did you mean \"customers\"? saved are: "), ("dance", "hint: saved are: ")] {
            let unknown = try house.outlay("query", "--saved", name)
            #expect(unknown.status == 64)
            #expect(unknown.errors.hasPrefix("outlay: no saved query \"\(name)\"\n\(hint)after-close, "), "\(unknown.errors)")
        }
        let parameter = try house.outlay("query", "--saved", "lines", "--param", "month=2026-10")
        #expect(parameter.status == 64 && parameter.errors.contains("no :month in the statement"))
        try house.write("Inputs/queries/broken.sql", Data([0x2D, 0x2D, 0xFF]))
        #expect(try house.outlay("query", "--saved").status == 78)
    }

    @Test func everyQueryThatComesSaysWhatItAnswersAndTakes() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources/outlay/Queries")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.standardizedFileURL.path)
        #expect(files.sorted() == SavedQueries.builtIn.keys.map { $0 + ".sql" }.sorted())
        for query in SavedQueries.builtIn.values {
            #expect(query.question.hasSuffix("?") || query.question.hasSuffix("."), "\(query.name)")
            let body = query.sql.split(separator: "\n").filter { !$0.hasPrefix("--") }.joined(separator: "\n")
            let taken = Set(body.matches(of: /:([a-z]+)/).map { String($0.output.1) })
            #expect(Set(query.parameters.map(\.name)) == taken, "\(query.name)")
        }
    }

    @Test func everyQueryThatComesIsAnsweredOnTheSample() throws {
        let night = try SampleNight()
        try #require(try night.night().status == 0)
        for name in SavedQueries.builtIn.keys.sorted() {
            let (text, status) = try night.run(["query", "--saved", name, "--format", "csv"])
            #expect(status == 0, "\(name): \(text)")
            let mayBeEmpty = ["after-close", "invoices", "journal", "renewals", "landing-error"].contains(name)
            #expect(mayBeEmpty || text.split(separator: "\r\n").count > 1, "\(name)")
        }
    }
}
