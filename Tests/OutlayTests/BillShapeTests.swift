import Foundation
import Testing

/// One bill in two shapes, whole by month and by days, counts once: the second shape waits.
@Suite struct BillShapeTests {
    /// A file, what it is called, and whether it holds the month as a whole.
    private struct Shape {
        var name: String
        var text: String
    }

    private static func row(_ day: String, _ cost: String, account: String = "01A", exported: String? = "05") -> String {
        """
        {"billing_account_id":"\(account)","service":{"id":"1","description":"Run"},"sku":{"id":"s","description":"CPU"},\
        "usage_start_time":"2026-10-\(day) 00:00:00 UTC","usage_end_time":"2026-10-\(day) 01:00:00 UTC","project":{"id":"p"},\
        "cost":\(cost),"currency":"USD","credits":[],"invoice":{"month":"202610"},"cost_type":"regular"\
        \(exported.map { ",\"export_time\":\"2026-10-\($0) 09:00:00 UTC\"" } ?? "")}

        """
    }

    private static let flatHeader =
        "billing_account_id,service.description,sku.description,usage_start_time,usage_end_time,cost,currency,invoice.month"

    private static func flat(_ costs: [(String, String)], exported: Bool = false) -> String {
        flatHeader + (exported ? ",export_time" : "") + "\n"
            + costs.map { day, cost in
                "01A,Run,CPU,2026-10-\(day) 00:00:00 UTC,2026-10-\(day) 01:00:00 UTC,\(cost),USD,202610"
                    + (exported ? ",2026-10-\(day) 12:00:00 UTC\n" : "\n")
            }.joined()
    }

    private static let table =
        "Billing account ID,Service description,SKU description,Cost type,Usage start date,Usage end date,Cost ($)\n"
        + "01A,Run,CPU,Usage,2026-10-01,2026-10-02,17.25\n"

    private static func explorer(_ cost: String, day: Int = 1) -> String {
        """
        {"GroupDefinitions":[{"Type":"DIMENSION","Key":"SERVICE"}],"ResultsByTime":[{"TimePeriod":{"Start":"2026-10-0\(day)",\
        "End":"2026-10-0\(day + 1)"},"Groups":[{"Keys":["EC2"],"Metrics":{"UnblendedCost":{"Amount":"\(cost)","Unit":"USD"}}}],\
        "Estimated":false}]}
        """
    }

    private static let report =
        "bill/PayerAccountId,bill/BillingPeriodStartDate,bill/BillingPeriodEndDate,lineItem/UsageAccountId,lineItem/LineItemType,"
        + "lineItem/UsageStartDate,lineItem/UsageEndDate,lineItem/ProductCode,lineItem/CurrencyCode,lineItem/UnblendedCost\n"
        + "111122223333,2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,444455556666,Usage,2026-10-01T00:00:00Z,2026-10-02T00:00:00Z,"
        + "AmazonEC2,USD,17.25\n"

    private static let pairs: [(days: Shape, whole: Shape)] = [
        (
            Shape(name: "dump.jsonl", text: row("01", "10") + row("02", "7.25")),
            Shape(name: "flat.csv", text: flat([("01", "17.25")]))
        ),
        (Shape(name: "dump.jsonl", text: row("01", "10") + row("02", "7.25")), Shape(name: "table.csv", text: table)),
        (Shape(name: "answer.json", text: explorer("17.25")), Shape(name: "cur.csv", text: report)),
        (
            Shape(name: "answer.json", text: explorer("17.25")),
            Shape(name: "focus.csv", text: SmallHouse.bill([SmallHouse.charge("01", "17.25", service: "EC2")]))
        ),
    ]

    private func total(_ house: SmallHouse) throws -> String {
        try house.ask("SELECT sum(x_BilledCostMicros) / 1000000.0, sum(x_BilledCostFemtos) FROM focus")
    }

    private let confirmed = "sources: {s: {confirm_shrink: true}}\n"

    @Test(arguments: 0..<4, [false, true]) func theSecondShapeWaitsWhicheverItIs(_ pair: Int, _ wholeFirst: Bool) throws {
        let (days, whole) = BillShapeTests.pairs[pair]
        let (first, second) = wholeFirst ? (whole, days) : (days, whole)
        let house = try SmallHouse(bare: true)
        try house.write("Inputs/exports/s/\(first.name)", first.text)
        #expect(try house.night().status == 0)
        try house.write("Inputs/exports/s/\(second.name)", second.text)
        for _ in 0..<2 {
            let ending = try house.night()
            #expect(ending.status == 3)
            let words = wholeFirst ? "has days of bill " : "has the whole of bill "
            #expect(ending.errors.contains("\(second.name): refused: waits: it \(words)"), "\(ending.errors)")
            #expect(ending.errors.contains("2026-10, of which exports/s/\(first.name) has"), "\(ending.errors)")
            #expect(ending.errors.contains("hint: keep one of the two shapes: remove this file, or "), "\(ending.errors)")
            #expect(try total(house) == "17.25,0")
        }
        // The first may be restated, another source is another bill, and without the second the nights are quiet.
        try house.write("Inputs/exports/s/\(first.name)", first.text.replacing("7.25", with: "8.25"))
        #expect(try house.night().status == 3)
        #expect(try total(house) == "18.25,0")
        try house.write("Inputs/exports/other/\(second.name)", second.text)
        try house.remove("Inputs/exports/s/\(second.name)")
        let ending = try house.night()
        #expect(ending.status == 0, "\(ending.errors)")
        #expect(try total(house) == "35.5,0")
        #expect(try house.outlay("verify").status == 0)
    }

    @Test func aConfirmedWholeBillTakesThePlaceOfItsDays() throws {
        let house = try SmallHouse(bare: true)
        try house.write(
            "Inputs/exports/s/dump.jsonl", BillShapeTests.row("01", "10") + BillShapeTests.row("02", "20", exported: "06"))
        #expect(try house.night().status == 0)
        try house.write("Inputs/outlay.yaml", confirmed)
        try house.write("Inputs/exports/s/flat.csv", BillShapeTests.flat([("01", "10"), ("02", "21")]))
        let ending = try house.night()
        #expect(ending.status == 0, "\(ending.errors)")
        #expect(try total(house) == "31.0,0")
        // Days do not take the place of a whole bill: they may be some of it only.
        try house.write(
            "Inputs/exports/s/dump.jsonl", BillShapeTests.row("01", "10") + BillShapeTests.row("02", "22", exported: "06"))
        #expect(try house.night().status == 3)
        #expect(try total(house) == "31.0,0")
        // Once the whole bill is emptied they come back, those that did not change as well.
        try house.write("Inputs/exports/s/flat.csv", BillShapeTests.flat([]))
        #expect(try house.night().status == 3)
        let back = try house.night()
        #expect(back.status == 0, "\(back.errors)")
        #expect(try total(house) == "32.0,0")
        #expect(try house.outlay("verify").status == 0)
    }

    @Test func aFileMayBeRewrittenInTheOtherShape() throws {
        let house = try SmallHouse(bare: true)
        let costs = [("01", "10"), ("02", "20")]
        for exported in [false, true, false, true] {
            try house.write("Inputs/exports/s/bill.csv", BillShapeTests.flat(costs, exported: exported))
            let ending = try house.night()
            #expect(ending.status == 0, "\(ending.errors)")
            #expect(try total(house) == "30.0,0")
        }
        // Not where that loses most of it.
        try house.write("Inputs/exports/s/bill.csv", BillShapeTests.flat([("01", "10")]))
        let ending = try house.night()
        #expect(ending.status == 3)
        #expect(ending.errors.contains("waits: it drops 100 % of the cost of bill 01A of 2026-10-01,"), "\(ending.errors)")
        #expect(try total(house) == "30.0,0")
    }

    @Test func otherAccountsAndOtherMonthsAreOtherBills() throws {
        let house = try SmallHouse(bare: true)
        try house.write("Inputs/exports/s/a.jsonl", BillShapeTests.row("01", "1") + BillShapeTests.row("02", "2"))
        try house.write("Inputs/exports/s/b.jsonl", BillShapeTests.row("01", "4", account: "01B", exported: nil))
        let september = BillShapeTests.flat([("01", "8")]).replacing("2026-10", with: "2026-09").replacing(
            "202610", with: "202609")
        try house.write("Inputs/exports/s/september.csv", september)
        // A dump that has the fifth again, and the sixth.
        let dump = BillShapeTests.row("01", "1") + BillShapeTests.row("02", "2") + BillShapeTests.row("03", "16", exported: "06")
        try house.write("Inputs/exports/s/c.jsonl", dump)
        let ending = try house.night()
        #expect(ending.status == 0, "\(ending.errors)")
        #expect(try total(house) == "31.0,0")
    }

    @Test func usageBesideABillIsNoShapeOfIt() throws {
        let house = try SmallHouse()
        try house.write("Inputs/exports/aws/usage.csv", "day,metric,quantity\n2026-10-01,reads,5\n")
        try house.write("Inputs/exports/s/answer.json", BillShapeTests.explorer("1"))
        try house.write("Inputs/exports/s/next.json", BillShapeTests.explorer("2", day: 2))
        let ending = try house.night()
        #expect(ending.status == 0, "\(ending.errors)")
        #expect(try total(house) == "33.75,0")
    }

    @Test(arguments: [false, true]) func aFileOfAnotherKindSaysSo(_ fromUsage: Bool) throws {
        let house = try SmallHouse(bare: true)
        let bill = SmallHouse.bill([SmallHouse.charge("01", "10"), SmallHouse.charge("02", "1", account: "b2")])
        let usage = "day,metric,quantity\n2026-10-01,reads,5\n2026-10-01,writes,5\n2026-10-02,reads,5\n"
        try house.write("Inputs/exports/s/file.csv", fromUsage ? usage : bill)
        #expect(try house.night().status == 0)
        try house.write("Inputs/exports/s/file.csv", fromUsage ? bill : usage)
        let ending = try house.night()
        #expect(ending.status == 3)
        let words =
            fromUsage
            ? "waits: it changed from usage to a bill: it had 2 days of usage,"
            : "waits: it changed from a bill to usage: it had bill b1 2026-10 and 1 more,"
        #expect(ending.errors.contains(words), "\(ending.errors)")
        #expect(ending.errors.contains("hint: put this under a name of its own"))
        #expect(
            try house.ask("SELECT (SELECT count(*) FROM focus) > 0, (SELECT count(*) FROM usage_day) > 0")
                == (fromUsage ? "0,1" : "1,0"))
        // As a source in which that is meant it is taken.
        try house.write("Inputs/outlay.yaml", confirmed)
        #expect(try house.night().status == 0)
        #expect(
            try house.ask("SELECT (SELECT count(*) FROM focus) > 0, (SELECT count(*) FROM usage_day) > 0")
                == (fromUsage ? "1,0" : "0,1"))
    }
}
