import Foundation
import Testing

/// Promotional credits from bills to published figures and pages, against numbers worked out by hand.
@Suite struct PromotionNightTests {
    private static let header = SmallHouse.header + ",ChargeDescription\n"

    /// October of two providers: 100 of usage with 20 of discount, 50 granted and 7.000000000000001 paid back, and with
    /// `granted` more of the grant.
    private func october(granted: String? = nil) -> String {
        func line(_ cost: String, _ category: String, _ description: String) -> String {
            "b1,acct-7,2026-10-01,2026-11-01,2026-10-01,2026-11-01,\(cost),\(cost),USD,Compute,\(category),\(description)\n"
        }
        return Self.header + line("100", "Usage", "") + line("-20", "Credit", "Committed (COMMITTED_USAGE_DISCOUNT)")
            + line("-50", "Credit", "Trial (PROMOTION)") + line("-7.000000000000001", "Credit", "Service level credit")
            + (granted.map { line($0, "Credit", "Promotional credit") } ?? "")
    }

    private func house() throws -> SmallHouse {
        let house = try SmallHouse(bare: true)
        try house.write("Inputs/mapping.csv", SmallHouse.mapping)
        try house.write("Inputs/plans/shop.yaml", SmallHouse.plan("80"))
        try house.write("Inputs/exports/aws/2026-10.csv", october())
        return house
    }

    private func components(_ house: SmallHouse, _ month: String) throws -> String {
        try house.ask(
            "SELECT component, actual_micros, actual_femtos, landing FROM component_month WHERE month = '\(month)' ORDER BY 1")
    }

    @Test func aPromotionStandsApartEverywhere() throws {
        let house = try house()
        for day in ["2026-10-20", "2026-11-05"] {
            // The same bill again: its later days have settled since.
            try house.write("Inputs/exports/aws/2026-10.csv", october())
            let ending = try house.outlay("run", "--today", day)
            #expect(ending.status == 0, "\(ending.errors)")
        }
        // 100 − 20 − 7.000000000000001 with the component; −50 apart, with no landing.
        #expect(
            try components(house, "2026-10")
                == "(promotional credits),-50000000,0,\nservers,72999999,999999999,73.0")
        #expect(
            try house.ask("SELECT customer, cost_micros, cost_femtos FROM customer_month ORDER BY 1")
                == "(promotional credits),-50000000,0\n(unallocated),72999999,999999999")
        // Customers are components are charges.
        let exact = "SELECT sum(cost_micros) * 1000000000 + sum(cost_femtos) FROM customer_month"
        let billed = "SELECT sum(x_EffectiveCostMicros) * 1000000000 + sum(x_EffectiveCostFemtos) FROM focus"
        #expect(try house.ask("SELECT (\(exact)) = (\(billed))") == "1")
        #expect(try house.ask("SELECT actual_micros, actual_femtos, forecast FROM budget_month") == "72999999,999999999,73.0")
        // And 80 for November and December each, of a plan of 80 a month.
        #expect(try house.ask("SELECT actual, landing, plan, months FROM landing_quarter") == "73.0,233.0,240.0,3")
        let page = try house.read("Output/2026-10/index.html")
        for words in ["Promotional credits, beside the cost", "Total with promotional credits", "−50.00"] {
            #expect(page.contains(words), "\(words)")
        }
        // Neither the error of past landings nor the year to date counts it.
        #expect(try house.ask("SELECT complete_days, actual FROM landing_error") == "18,73.0")
        let year = try house.outlay("query", "--saved", "year-to-date", "--format", "csv")
        #expect(year.output.contains("shop,USD,2026,2026-10,1,80.0,,,73.0,-7.0"), "\(year.output)")
        let explained = try house.outlay("explain", "2026-10/shop/(promotional credits)/actual")
        #expect(explained.status == 0 && explained.output.contains("-50"), "\(explained.errors)")
    }

    @Test func oneThatComesAfterACloseIsBookedBesideTheCost() throws {
        let house = try house()
        #expect(try house.night().status == 0)
        let closing = try house.run(builtProgram("outlay"), ["close", "2026-10", "--today", "2026-11-21"])
        #expect(closing.status == 0, "\(closing.errors)")
        try house.write("Inputs/exports/aws/2026-10.csv", october(granted: "-3.25"))
        #expect(try house.night().status == 3)
        #expect(try house.ask("SELECT component, amount FROM adjustment") == "(promotional credits),-3.25")
        #expect(try components(house, "2026-11").hasPrefix("(promotional credits),-3250000,0,\n"))
    }
}
