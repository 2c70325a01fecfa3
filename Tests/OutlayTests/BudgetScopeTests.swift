import Foundation
import Testing

/// Budgets of every scope and period, at the built program.
@Suite struct BudgetScopeTests {
    private static let header =
        "BillingAccountId,SubAccountId,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,BilledCost,EffectiveCost,"
        + "BillingCurrency,ServiceName,ChargeCategory,Tags"

    /// A record of one of the first days of a month of 2026.
    private func charge(
        _ cost: String, month: Int = 11, day: Int = 2, service: String = "Compute", account: String = "b1",
        subaccount: String = "acct-7",
        tags: String = ""
    ) -> String {
        func first(_ month: Int) -> String { "2026-" + (month < 10 ? "0" : "") + "\(month)-" }
        let quoted = tags.isEmpty ? "" : "\"" + tags.replacing("\"", with: "\"\"") + "\""
        return
            "\(account),\(subaccount),\(first(month))01,\(first(month + 1))01,\(first(month))0\(day),\(first(month))0\(day + 1),\(cost),\(cost),USD,"
            + "\(service),Usage,\(quoted)"
    }

    private func bill(_ records: [String]) -> String { ([Self.header] + records).map { $0 + "\n" }.joined() }

    /// A house with bills by month and these budgets in its settings.
    private func house(_ budgets: String, _ bills: [Int: [String]], start: Int = 1) throws -> SmallHouse {
        let house = try SmallHouse(bare: true)
        try settings(budgets, start: start, house)
        for (month, records) in bills { try house.write("Inputs/exports/aws/2026-\(month).csv", bill(records)) }
        return house
    }

    private func settings(_ budgets: String, start: Int = 1, _ house: SmallHouse) throws {
        try house.write("Inputs/outlay.yaml", "settle_days: 0\nfiscal_year_start: \(start)\nbudgets:\n\(budgets)")
    }

    private func night(_ house: SmallHouse, _ today: String) throws -> SmallHouse.Ending {
        try house.outlay("run", "--today", today)
    }

    private func rows(_ house: SmallHouse) throws -> String {
        try house.ask("SELECT month, budget, period, actual, state FROM budget_month ORDER BY month, budget")
    }

    private func alerts(_ house: SmallHouse) throws -> String {
        try house.ask("SELECT budget, period, threshold_percent, state FROM alert ORDER BY id")
    }

    @Test func everyScopeCountsItsOwnCharges() throws {
        let house = try house(
            """
              by-account: {account: "b?", amount: 1000}
              by-component: {system: shop, component: servers, amount: 1000}
              by-customer: {customer: ada, amount: 1000}
              by-environment: {environment: staging, amount: 1000}
              by-service: {service: "Comp*", amount: 1000}
              by-subaccount: {account: acct-8, amount: 1000}
              by-system: {system: shop, amount: 1000}
              by-tag: {tag: team=search, amount: 1000}

            """,
            [
                11: [
                    charge("1", tags: "{\"team\": \"search\"}"), charge("2", service: "Disk", account: "b2"),
                    charge("4", service: "Ada"), charge("8", service: "Staging", subaccount: "acct-8"),
                    charge("16", service: "Other", account: "c1", tags: "{\"team\": \"search\", \"x\": \"y\"}"),
                ]
            ])
        try house.write(
            "Inputs/mapping.csv",
            "ServiceName,system,component,customer,environment\nCompute,shop,servers,,\nDisk,shop,disks,,\nAda,shop,disks,ada,\n"
                + "Staging,shop,servers,,staging\n")
        try house.write(
            "Inputs/allocation.csv", "system,component,method\nshop,servers,shares:ada=25;bob=75\nshop,disks,even\n")
        try house.write(
            "Inputs/contracts.csv",
            "customer,system,annual_contract_value,currency,start,end\nada,shop,1200,USD,2026-01-01,\nbob,shop,1200,USD,2026-01-01,\n"
        )
        let ending = try night(house, "2026-12-02")
        #expect(ending.status == 0 && ending.errors.isEmpty, "\(ending.errors)")
        // Ada bears a quarter of the 1 for servers, half of the 2 for disks, and 4 alone.
        #expect(
            try house.ask("SELECT budget, actual FROM budget_month ORDER BY budget")
                == "by-account,15.0\nby-component,9.0\nby-customer,5.25\nby-environment,8.0\nby-service,1.0\nby-subaccount,8.0\n"
                + "by-system,15.0\nby-tag,17.0")
        #expect(
            try house.ask("SELECT actual FROM budget_month WHERE budget = 'by-customer'")
                == house.ask("SELECT cost FROM customer_month WHERE customer = 'ada'"))
    }

    @Test func aThresholdOfAQuarterIsRaisedOnceAcrossItsMonths() throws {
        let house = try house(
            "  q: {amount: 100, period: quarter}\n  y: {amount: 1000, period: year}\n", [10: [charge("60", month: 10)]])
        #expect(try night(house, "2026-10-20").status == 0)
        #expect(try alerts(house) == "q,2026-Q4,50,raised")
        try house.write("Inputs/exports/aws/2026-11.csv", bill([charge("25.125000000000001")]))
        #expect(try night(house, "2026-11-20").status == 0)
        #expect(try alerts(house) == "q,2026-Q4,50,raised\nq,2026-Q4,80,raised")
        #expect(
            try rows(house)
                == "2026-10,q,2026-Q4,60.0,at 50 %\n2026-10,y,2026,60.0,below\n"
                + "2026-11,q,2026-Q4,85.125,at 80 %\n2026-11,y,2026,85.125,below")
        #expect(
            try house.ask("SELECT actual_micros, actual_femtos FROM budget_month WHERE month = '2026-11' AND budget = 'q'")
                == "85125000,1")
        // An earlier month that changes moves the newest figure of the period too, also on the same day.
        try house.write("Inputs/exports/aws/2026-10.csv", bill([charge("80", month: 10)]))
        #expect(try night(house, "2026-11-20").status == 0)
        #expect(try alerts(house) == "q,2026-Q4,50,raised\nq,2026-Q4,80,raised\nq,2026-Q4,100,raised")
        #expect(try house.read("Output/2026-11/index.html").contains("Budget of the quarter"))
        #expect(try house.read("Output/2026-11/report.xml").contains("period=\"2026-Q4\" periodKind=\"quarter\""))
        #expect(!(try house.read("Output/2026-10/report.xml").contains("thresholdPercent=\"100\"")))
        #expect(try house.read("Output/2026-11/report.xml").contains("thresholdPercent=\"100\""))
        // What was published can be made again.
        let before = try house.published()
        #expect(try house.outlay("report", "--output", "Again", "--as-of", "4").status == 0)
        #expect(
            try house.read("Again/2026-11/report.xml") == String(decoding: before["2026-11/report.xml"] ?? Data(), as: UTF8.self))
    }

    @Test func periodsThatAreOverWhenTheyAreFirstReadRaiseNothing() throws {
        let house = try house(
            "  q: {amount: 10, period: quarter}\n  y: {amount: 10, period: year}\n",
            [8: [charge("7", month: 8)], 9: [charge("7", month: 9)], 10: [charge("6", month: 10)], 11: [charge("3")]], start: 10)
        #expect(try night(house, "2026-11-20").status == 0)
        // The fiscal year 2026 and its last quarter ended in September; those that have begun are judged once, by what is now.
        #expect(
            try alerts(house)
                == "q,2027-Q1,50,passed\nq,2027-Q1,80,raised\ny,2027,50,passed\ny,2027,80,raised")
        #expect(
            try rows(house)
                == "2026-08,q,2026-Q4,7.0,would have raised 50 %\n2026-08,y,2026,7.0,would have raised 50 %\n"
                + "2026-09,q,2026-Q4,14.0,would have raised 100 %\n2026-09,y,2026,14.0,would have raised 100 %\n"
                + "2026-10,q,2027-Q1,6.0,at 50 %\n2026-10,y,2027,6.0,at 50 %\n2026-11,q,2027-Q1,9.0,at 80 %\n2026-11,y,2027,9.0,at 80 %"
        )
        #expect(try night(house, "2026-11-21").status == 0)
        #expect(try house.ask("SELECT count(*) FROM alert") == "4")
    }

    @Test func aBudgetIsSilentUntilItsFirstDay() throws {
        let house = try house("  m: {amount: 10, silent_until: 2026-11-21}\n", [11: [charge("6")]])
        #expect(try night(house, "2026-11-20").status == 0)
        #expect(try alerts(house) == "")
        #expect(try rows(house) == "2026-11,m,2026-11,6.0,would have raised 50 %")
        #expect(try house.read("Output/2026-11/index.html").contains("No alert is sent of m before 2026-11-21"))
        // What was reached before counts as said.
        #expect(try night(house, "2026-11-21").status == 0)
        #expect(try alerts(house) == "")
        try house.write("Inputs/exports/aws/2026-11.csv", bill([charge("9")]))
        #expect(try night(house, "2026-11-22").status == 0)
        #expect(try alerts(house) == "m,2026-11,80,raised")
    }

    /// A bill comes a day late: of a budget that was in force before, its first charge is no old one.
    @Test func theFirstChargeOfABudgetByTheDayIsJudged() throws {
        let house = try house(
            "  d: {service: Disk, amount: 10, period: day}\n  t: {tag: team=web, amount: 10, period: day}\n"
                + "  old: {service: Compute, amount: 1, period: day}\n", [11: [charge("7")]])
        #expect(try night(house, "2026-11-03").status == 0)
        // What lies before the first night is silent.
        #expect(try alerts(house) == "")
        let tag = "{\"team\":\"web\"}"
        let first = [charge("7"), charge("9", day: 4, service: "Disk"), charge("6", day: 4, service: "Web", tags: tag)]
        try house.write("Inputs/exports/aws/2026-11.csv", bill(first))
        #expect(try night(house, "2026-11-05").status == 0)
        #expect(try alerts(house) == "d,2026-11-04,50,passed\nd,2026-11-04,80,raised\nt,2026-11-04,50,raised")
        #expect(try night(house, "2026-11-06").status == 0)
        #expect(try house.ask("SELECT count(*) FROM alert") == "3")
        #expect(try house.ask("SELECT count(*) FROM budget_judged") == "3")
    }

    @Test func aBudgetThatCountsNothingIsSaidAtOnce() throws {
        let house = try house(
            "  typo: {system: shpo, amount: 10}\n  good: {service: Compute, amount: 10}\n  then: {service: Once, amount: 10}\n"
                + "  soon: {system: shop, service: Disk, amount: 5}\n  used: {metric: reads, unit: rows, amount: 5}\n",
            [10: [charge("1", month: 10, service: "Once")], 11: [charge("1")]])
        try house.write("Inputs/plans/shop.yaml", SmallHouse.plan())
        let ending = try night(house, "2026-11-20")
        #expect(ending.status == 0)
        let typo =
            "budget \"typo\" counts nothing: no charge with system \"shpo\" in any month, nor in plans, contracts and mapping"
        let used = "budget \"used\" counts nothing: no usage of reads in any month, nor in plans, contracts and mapping"
        #expect(ending.errors == "Inputs/outlay.yaml:4:3: \(typo)\nInputs/outlay.yaml:8:3: \(used)\n")
        #expect(try house.read("Output/2026-11/report.xml").contains("<note>\(typo)</note>"))
        #expect(!(try house.read("Output/2026-10/report.xml").contains("counts nothing")))
        // With the first charge of a system it is known what it has.
        try house.write("Inputs/mapping.csv", SmallHouse.mapping)
        #expect(try night(house, "2026-11-21").errors.contains("budget \"soon\" counts nothing"))
    }

    @Test func aBudgetThatCannotBeJudgedIsSaidAtOnceAndIsNeverZero() throws {
        let house = try house(
            "  euros: {amount: 10, currency: EUR}\n  reads: {metric: reads, unit: rows, amount: 5}\n"
                + "  some: {metric: writes, unit: GB, amount: 5}\n  fine: {amount: 10}\n", [11: [charge("1")]])
        let day = "2026-11-02"
        try house.write(
            "Inputs/exports/db/2026-11.csv",
            "day,metric,quantity,unit\n\(day),reads,4,blocks\n\(day),writes,1,GiB\n2026-11-03,writes,7,rows\n")
        let ending = try night(house, "2026-11-20")
        #expect(ending.status == 0)
        let notes = [
            "outlay.yaml:4:3: budget \"euros\" is not judged: no rate of EUR for 2026-11, expected a row 2026-11,EUR,RATE in rates.csv",
            "outlay.yaml:5:3: budget \"reads\" is not judged: usage of reads is counted in blocks, which rows cannot be made of; "
                + "expected unit: blocks",
            "outlay.yaml:6:3: budget \"some\" counts only a part: usage of writes is also counted in rows, which GB cannot be made of; "
                + "expected unit: that of all its usage",
        ]
        for note in notes {
            #expect(ending.errors.contains("Inputs/\(note)\n"), "\(ending.errors)")
            #expect(try house.read("Output/2026-11/report.xml").contains("<note>\(note)</note>"))
        }
        #expect(try house.ask("SELECT budget, actual FROM budget_month ORDER BY budget") == "fine,1.0\nsome,1.073741824")
        try house.write("Inputs/rates.csv", "month,currency,rate\n2026-11,EUR,1.5\n")
        try settings(
            "  euros: {amount: 10, currency: EUR}\n  reads: {metric: reads, unit: blocks, amount: 5}\n", house)
        #expect(try night(house, "2026-11-20").errors.isEmpty)
        #expect(
            try house.ask("SELECT budget, amount, actual FROM budget_month ORDER BY budget") == "euros,15.0,1.0\nreads,5.0,4.0")
    }

    @Test func aClosedMonthCountsAsClosedAndWhatChangedWhereItIsBooked() throws {
        let house = try house("  q: {amount: 100, period: quarter}\n", [10: [charge("10", month: 10)], 11: [charge("20")]])
        try house.write("Inputs/mapping.csv", SmallHouse.mapping)
        #expect(try night(house, "2026-11-20").status == 0)
        let closing = try house.outlay("close", "2026-10", "--today", "2026-11-20", "--accept", "enough")
        #expect(closing.status == 0, "\(closing.errors)")
        try house.write("Inputs/exports/aws/2026-10.csv", bill([charge("13", month: 10)]))
        #expect(try night(house, "2026-11-21").status == 3)
        #expect(
            try rows(house) == "2026-10,q,2026-Q4,10.0,below\n2026-11,q,2026-Q4,33.0,below")
    }
}
