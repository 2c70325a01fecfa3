import Foundation
import Testing

/// What reports take from the months before: kept as those were published, and made again as they were.
@Suite struct UnitEconomicsNightTests {
    /// A bill of a month of 2026 with one charge a day.
    private func bill(_ month: Int, days: Int, _ cost: String, first: String? = nil) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let last = [7: 31, 8: 31, 9: 30, 10: 31, 11: 30][month] ?? 30
        let period = "2026-\(two(month))-01,2026-\(two(month + 1))-01"
        let lines = (1...days).map { day -> String in
            let end = day == last ? "2026-\(two(month + 1))-01" : "2026-\(two(month))-\(two(day + 1))"
            let amount = day == 1 ? first ?? cost : cost
            return "b1,acct-7,\(period),2026-\(two(month))-\(two(day)),\(end),\(amount),\(amount),USD,Compute,Usage"
        }
        return SmallHouse.bill(lines)
    }

    private func house() throws -> SmallHouse {
        let house = try SmallHouse(bare: true)
        try house.write("Inputs/outlay.yaml", "margin_floor: 70\n")
        try house.write("Inputs/mapping.csv", SmallHouse.mapping)
        try house.write("Inputs/plans/shop.yaml", SmallHouse.plan())
        try house.write(
            "Inputs/contracts.csv",
            "customer,system,annual_contract_value,start\nacme,shop,1200,2026-01-01\nbeta,shop,600,2026-01-01\n")
        try house.write("Inputs/allocation.csv", "system,component,method\nshop,*,even\n")
        try house.write("Inputs/exports/aws/2026-07.csv", bill(7, days: 31, "1"))
        try house.write("Inputs/exports/aws/2026-08.csv", bill(8, days: 31, "1"))
        try house.write("Inputs/exports/aws/2026-09.csv", bill(9, days: 30, "1"))
        try house.write("Inputs/exports/aws/2026-10.csv", bill(10, days: 31, "1", first: "4"))
        return house
    }

    private func run(_ house: SmallHouse, _ today: String) throws {
        let ending = try house.outlay("run", "--today", today)
        try #require(ending.status == 0, "\(ending.errors)")
    }

    private func months(_ house: SmallHouse, _ folder: String = "Output") throws -> [String: Data] {
        try house.published(folder).filter { $0.key.hasPrefix("20") }
    }

    /// The lines of a CSV below its header.
    private func lines(_ house: SmallHouse, _ file: String) throws -> [String] {
        try house.read("Output/" + file).split(whereSeparator: \.isNewline).dropFirst().map(String.init)
    }

    @Test func reportsTakeTheMonthsBeforeAsTheyWerePublished() throws {
        let house = try house()
        // Ten days of October are complete; the landing that is told then is kept.
        try run(house, "2026-10-12")
        let first = try months(house)
        let begin = try house.ask("SELECT max(sequence) FROM landing_history")
        #expect(try house.outlay("close", "2026-08", "--today", "2026-10-12").status == 0)
        let closed = try months(house).filter { $0.key.hasPrefix("2026-08") }
        try house.write("Inputs/plans/shop.yaml", SmallHouse.plan("50"))
        try house.write("Inputs/exports/aws/2026-11.csv", bill(11, days: 15, "1"))
        try house.shell("touch Inputs/exports/aws/*")
        try run(house, "2026-11-17")
        let second = try months(house)
        let end = try house.ask("SELECT max(sequence) FROM delivery")

        // August keeps the plan that it was closed with, 40; July, September and October have 50, November 50 × 15 ÷ 30. The first
        // version said 40 throughout.
        #expect(
            try house.ask(
                "SELECT component, months, months_of_year, actual, plan, original_plan FROM year_to_date WHERE month = '2026-11' ORDER BY component DESC"
            ) == "servers,5,11,141.0,215.0,180.0\n,5,11,141.0,215.0,180.0")
        // Half of 31, 31, 30, 34 and 15; revenue of a month is 100, of 15 days 50.
        #expect(
            try lines(house, "2026-11/customer_history.csv").filter { $0.contains("acme") } == [
                "2026-11,shop,acme,2026-07,final,31,USD,100,15.5,84.5,84.5",
                "2026-11,shop,acme,2026-08,closed,31,USD,100,15.5,84.5,84.5",
                "2026-11,shop,acme,2026-09,final,30,USD,100,15,85,85",
                "2026-11,shop,acme,2026-10,final,31,USD,100,17,83,83",
                "2026-11,shop,acme,2026-11,open,15,USD,50,7.5,42.5,85",
            ])
        // Both customers of each month: half of what it cost.
        #expect(
            try lines(house, "2026-11/unit_history.csv").filter { $0.contains(",shop,customers,") } == [
                "2026-11,shop,customers,2026-07,final,USD,15.5,,", "2026-11,shop,customers,2026-08,closed,USD,15.5,,",
                "2026-11,shop,customers,2026-09,final,USD,15,,", "2026-11,shop,customers,2026-10,final,USD,17,,",
                "2026-11,shop,customers,2026-11,open,USD,7.5,-5,-40",
            ])
        #expect(
            try lines(house, "2026-11/key_figure.csv").contains {
                $0.hasPrefix("2026-11,(all systems),cost_per_customer,USD,17,")
            })
        #expect(
            try house.ask("SELECT customer, below_margin_floor FROM customer_month WHERE month = '2026-10' ORDER BY customer")
                == "acme,0\nbeta,1")
        #expect(try lines(house, "2026-10/customer_month.csv").map { $0.split(separator: ",")[2] } == ["beta", "acme"])
        // With ten days October was expected to come to something; it came to 34.
        let error = try house.ask(
            "SELECT abs(error) FROM landing_error WHERE month = '2026-10' AND complete_days = 10")
        let accuracy = try #require(try lines(house, "2026-11/landing_accuracy.csv").first).split(separator: ",")
        #expect(accuracy.prefix(5) == ["2026-11", "shop", "10", "1", "USD"])
        #expect(abs((Double(accuracy[5]) ?? -1) - (Double(error) ?? -2)) < 1e-9)

        // A change of July, which is open, stands in the reports of the months after it, but not in closed August's.
        try house.write("Inputs/exports/aws/2026-07.csv", bill(7, days: 31, "1", first: "3"))
        try run(house, "2026-11-17")
        for month in ["2026-09", "2026-10", "2026-11"] {
            let rows = try lines(house, month + "/customer_history.csv")
            #expect(rows.contains { $0.contains(",acme,2026-07,final,31,USD,100,16.5,") }, "\(month)")
        }
        #expect(try months(house).filter { $0.key.hasPrefix("2026-08") } == closed)

        // As they were at either sequence.
        for (sequence, published) in [(begin, first), (end, second)] {
            let then = "then-" + sequence
            let ending = try house.outlay("report", "--as-of", sequence, "--output", then, "--history", "Output/history.sqlite")
            try #require(ending.status == 0, "\(ending.errors)")
            let made = try months(house, then)
            #expect(Set(made.keys) == Set(published.keys))
            for (file, bytes) in published { #expect(made[file] == bytes, "\(then)/\(file)") }
        }
        // And as they are, from the tables and from the history alike.
        let ending = try house.outlay("report", "--output", "again", "--history", "Output/history.sqlite")
        try #require(ending.status == 0, "\(ending.errors)")
        #expect(try months(house, "again") == months(house))
    }
}
