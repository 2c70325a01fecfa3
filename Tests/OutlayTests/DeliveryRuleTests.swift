import Foundation
import Testing

/// Rules of deliveries, each found by somebody who tried to break them.
@Suite struct DeliveryRuleTests {
    private func total(_ house: SmallHouse) throws -> String {
        try house.ask("SELECT sum(x_BilledCostMicros) / 1000000.0, sum(x_BilledCostFemtos) FROM focus")
    }

    @Test func anEmptiedMonthIsPublishedEmpty() throws {
        let house = try SmallHouse()
        try house.write("Inputs/outlay.yaml", "sources:\n  aws:\n    confirm_shrink: true\n")
        #expect(try house.night().status == 0)
        let before = try house.published()
        try house.write("Inputs/exports/aws/bill.csv", SmallHouse.bill([]))
        let ending = try house.night()
        #expect(ending.status == 0, "\(ending.errors)")
        #expect(try house.ask("SELECT count(*) FROM focus") == "0")
        #expect(try house.ask("SELECT count(*) FROM component_month WHERE actual <> 0") == "0")
        #expect(try house.published()["2026-10/report.xml"] != before["2026-10/report.xml"])
        let again = try house.outlay("report", "--as-of", "2", "--output", "then")
        #expect(again.status == 0, "\(again.errors)")
        #expect(try house.published("then") == before)
    }

    @Test func theOtherHalfOfABillIsNotTakenForItsRestatement() throws {
        let house = try SmallHouse(bare: true)
        let first = SmallHouse.bill([SmallHouse.charge("01", "10", service: "Compute")])
        let second = SmallHouse.bill([
            SmallHouse.charge("01", "30", service: "Storage"), SmallHouse.charge("02", "30", service: "Storage"),
        ])
        try house.write("Inputs/exports/aws/bill_east.csv", first)
        try house.write("Inputs/exports/aws/bill_west.csv", second)
        let ending = try house.night()
        #expect(ending.status == 3)
        #expect(ending.errors.contains("bill_west.csv: refused: waits: it shares no line with exports/aws/bill_east.csv"))
        #expect(ending.errors.contains("parts: \"bill_*st.csv\" takes both as parts of one"), "\(ending.errors)")
        #expect(try total(house) == "10.0,0")
        // Under its own name a bill may change as it likes.
        try house.remove("Inputs/exports/aws/bill_west.csv")
        try house.write("Inputs/exports/aws/bill_east.csv", SmallHouse.bill([SmallHouse.charge("01", "12.5", service: "Other")]))
        #expect(try house.night().status == 0)
        #expect(try total(house) == "12.5,0")
    }

    @Test func usageOfAnotherCustomerInAnotherFileWaits() throws {
        let house = try SmallHouse()
        try house.write("Inputs/exports/usage/a.csv", "day,metric,customer,quantity\n2026-10-01,reads,customer-1,5\n")
        try house.write("Inputs/exports/usage/b.csv", "day,metric,customer,quantity\n2026-10-01,reads,customer-2,7\n")
        #expect(try house.night().status == 3)
        #expect(try house.ask("SELECT customer, quantity FROM usage_day") == "customer-1,5.0")
    }

    @Test func aFileOfEachDayIsNotTakenForTheWholeMonth() throws {
        let house = try SmallHouse(bare: true)
        try house.write("Inputs/exports/aws/b_20261001.csv", SmallHouse.bill([SmallHouse.charge("01", "10")]))
        try house.write("Inputs/exports/aws/b_20261002.csv", SmallHouse.bill([SmallHouse.charge("02", "10")]))
        let ending = try house.night()
        #expect(ending.status == 3)
        #expect(ending.errors.contains("drops 100 % of the cost of bill b1 2026-10"), "\(ending.errors)")
        #expect(try total(house) == "10.0,0")
    }

    @Test func aDeliveryThatComesAgainLaterSettlesItsDays() throws {
        let house = try SmallHouse(bare: true)
        let days = (1...31).map { day in
            let text = day < 10 ? "0\(day)" : "\(day)"
            return day == 31
                ? "b1,acct-7,2026-10-01,2026-11-01,2026-10-31,2026-11-01,1,1,USD,Compute,Usage" : SmallHouse.charge(text, "1")
        }
        try house.write("Inputs/exports/aws/bill.csv", SmallHouse.bill(days))
        #expect(try house.outlay("run", "--today", "2026-11-01").status == 0)
        #expect(try house.ask("SELECT complete_days, actual FROM component_month") == "30,30.0")
        let before = try house.published()
        try house.write("Inputs/exports/aws/bill.csv", SmallHouse.bill(days.reversed()))
        #expect(try house.outlay("run", "--today", "2026-11-01").status == 0)
        #expect(try house.published() == before)
        try house.write("Inputs/exports/aws/bill.csv", SmallHouse.bill(days))
        #expect(try house.outlay("run", "--today", "2026-11-05").status == 0)
        #expect(try house.ask("SELECT complete_days, actual FROM component_month") == "31,31.0")
        #expect(try house.outlay("report", "--as-of", "1", "--output", "then").status == 0)
        #expect(try house.published("then") == before)
        #expect(try house.outlay("verify").status == 0)
    }

    @Test func aMonthToDateBillMayMoveItsEnd() throws {
        let house = try SmallHouse(bare: true)
        func bill(_ end: String, _ records: [String]) -> String {
            SmallHouse.bill(records).replacing("2026-10-01,2026-11-01,", with: "2026-10-01,\(end),")
        }
        try house.write("Inputs/exports/aws/b_20261003.csv", bill("2026-10-03", [SmallHouse.charge("01", "9")]))
        #expect(try house.night().status == 0)
        let more = [SmallHouse.charge("01", "9"), SmallHouse.charge("04", "10")]
        try house.write("Inputs/exports/aws/b_20261005.csv", bill("2026-10-05", more))
        #expect(try house.night().status == 0)
        #expect(try total(house) == "19.0,0")
        #expect(try house.ask("SELECT DISTINCT BillingPeriodEnd FROM focus") == "2026-10-05")
    }

    @Test func aFileThatCannotBeAddedUpIsRefusedAndEverythingElseGoesOn() throws {
        let house = try SmallHouse()
        let most = "9000000000000"
        let rows = (1...3).map { SmallHouse.charge("0\($0)", most) }
        try house.write("Inputs/exports/big/a_day.csv", SmallHouse.bill(rows + rows))
        try house.write("Inputs/exports/big/months.csv", SmallHouse.bill(rows))
        let two = [SmallHouse.charge("01", most, account: "x"), SmallHouse.charge("01", most, account: "y")]
        try house.write("Inputs/exports/big/accounts.csv", SmallHouse.bill(two))
        let ending = try house.night()
        #expect(ending.status == 3, "\(ending.errors)")
        for name in ["a_day", "months", "accounts"] {
            #expect(ending.errors.contains("\(name).csv: refused: "), "\(ending.errors)")
        }
        #expect(try total(house) == "30.75,0")
        try house.shell("rm -r Inputs/exports/big")
        #expect(try house.night().status == 0)
        #expect(try house.outlay("verify").status == 0)
    }

    @Test func aBudgetThatMeetsAnOldMonthRaisesNothing() throws {
        let house = try SmallHouse()
        #expect(try house.night().status == 0)
        try house.write("Inputs/mapping.csv", SmallHouse.mapping)
        try house.write("Inputs/plans/shop.yaml", SmallHouse.plan("20"))
        #expect(try house.night().status == 0)
        #expect(try house.ask("SELECT budget, state FROM budget_month") == "shop,would have raised 100 %")
        #expect(try house.ask("SELECT count(*) FROM alert") == "0")
        // What was never said is not taken back.
        try house.write(
            "Inputs/exports/aws/bill.csv", SmallHouse.bill([SmallHouse.charge("01", "1"), SmallHouse.charge("02", "2")]))
        #expect(try house.night().status == 0)
        #expect(try house.ask("SELECT count(*) FROM alert") == "0")
    }

    @Test func everyRunKeepsWhatItRefused() throws {
        let house = try SmallHouse()
        try house.write("Inputs/exports/aws/zoo.csv", "animal,legs\ncat,4\n")
        for _ in 1...3 { #expect(try house.night().status == 3) }
        #expect(try house.ask("SELECT run, count(*) FROM refusal GROUP BY run ORDER BY run") == "1,1\n2,1\n3,1")
        #expect(try house.ask("SELECT DISTINCT refused FROM run") == "1")
    }

    /// What a file that is left would have cost is beyond what can be added up: it still leaves nothing open behind it.
    @Test func aLeftDeliveryBeyondAllBoundsIsInNobodysWay() throws {
        let house = try SmallHouse(bare: true)
        let header = "BilledCost,BillingCurrency,ChargePeriodStart,ChargePeriodEnd,ResourceId\n"
        let row = "8000000000000,USD,2026-09-01,2026-09-02,r\n"
        try house.write("Inputs/exports/a/x_part1.csv", header + row)
        try house.write("Inputs/exports/a/x_part2.csv", header + row + "bad,USD,2026-09-01,2026-09-02,q\n")
        try house.write("Inputs/exports/b/good.csv", header + "5,USD,2026-09-01,2026-09-02,r\n")
        for _ in 1...2 {
            let ending = try house.night()
            #expect(ending.status == 3, "\(ending)")
            #expect(try total(house) == "5.0,0")
        }
    }

    /// The same letter in two ways to write it, by itself and put together.
    @Test func numbersOfInvoicesThatOnlyLookAlikeAreTwo() throws {
        let house = try SmallHouse(bare: true)
        let header = "BilledCost,BillingCurrency,ChargePeriodStart,ChargePeriodEnd,ResourceId,InvoiceId\n"
        let rows = ["\u{E9}", "e\u{301}", "\u{E9}"].enumerated().map { row, letter in
            "1.5,USD,2026-09-01,2026-09-02,r\(row),F-\(letter)\n"
        }
        try house.write("Inputs/exports/a/bill.csv", header + rows.joined())
        #expect(try house.night().status == 0)
        let asked = "SELECT ResourceId, hex(InvoiceId) FROM focus ORDER BY 1"
        let found = try house.ask(asked)
        #expect(found == "r0,462DC3A9\nr1,462D65CC81\nr2,462DC3A9")
        try house.write("Inputs/exports/a/bill.csv", header + rows.reversed().joined())
        #expect(try house.night().status == 0)
        #expect(try house.ask(asked) == found)
        #expect(try house.ask("SELECT count(*) FROM delivery") == "1")
    }
}
