import Foundation
import Testing

/// The landing of the quarter from bills to the published table, the page and the XML.
@Suite struct QuarterNightTests {
    /// 2 a day in October and in November up to the 19th; a plan of 40 a month.
    private func house() throws -> SmallHouse {
        let house = try SmallHouse(bare: true)
        try house.write("Inputs/mapping.csv", SmallHouse.mapping)
        try house.write("Inputs/plans/shop.yaml", SmallHouse.plan())
        try october(house, last: "2")
        try house.write("Inputs/exports/aws/2026-11.csv", bill("2026-11", "2026-12", (1...19).map { ($0, "2") }))
        return house
    }

    private func october(_ house: SmallHouse, last: String) throws {
        let days = (1...31).map { ($0, $0 == 31 ? last : "2") }
        try house.write("Inputs/exports/aws/2026-10.csv", bill("2026-10", "2026-11", days))
    }

    private func bill(_ month: String, _ next: String, _ days: [(Int, String)]) -> String {
        SmallHouse.bill(
            days.map { day, cost in
                let date = "\(month)-\(day < 10 ? "0" : "")\(day)"
                return "b1,acct-7,\(month)-01,\(next)-01,\(date),\(date),\(cost),\(cost),USD,Compute,Usage"
            })
    }

    private func quarters(_ house: SmallHouse) throws -> String {
        try house.ask(
            "SELECT month, quarter, system, months, actual, landing, plan, variance, rest FROM landing_quarter ORDER BY 1")
    }

    /// What the quarter came to so far, and whether its landing is that of its months and December's plan of 40.
    private func sums(_ house: SmallHouse) throws -> String {
        try house.ask(
            """
            SELECT q.actual, abs(q.landing - 40 - (SELECT sum(landing) FROM component_month WHERE month >= '2026-10')) < 1e-9
            FROM landing_quarter q
            """)
    }

    @Test func theQuarterIsItsMonthsSoFarTheLandingAndThePlanOfTheRest() throws {
        let house = try house()
        #expect(try house.night().status == 0)
        // October 31 × 2 = 62, November 19 × 2 = 38 of a landing of 60, December's plan 40; planned 3 × 40.
        #expect(try quarters(house) == "2026-11,2026-Q4,shop,3,100.0,162.0,120.0,42.0,plan")
        #expect(try house.ask("SELECT landing_low < 162 AND landing_high > 162 FROM landing_quarter") == "1")
        let page = try house.read("Output/2026-11/index.html")
        #expect(page.contains("Landing of 2026-Q4 by system, USD") && page.contains("Landing of the quarter"))
        #expect(page.contains("162.00") && page.contains("by plan"))
        #expect(!(try house.read("Output/2026-10/index.html")).contains("Quarter 2026-Q4"))
        let xml = try house.read("Output/2026-11/report.xml")
        #expect(xml.contains("<quarter name=\"2026-Q4\" system=\"shop\" months=\"3\" rest=\"plan\">"))
        #expect(xml.contains("<amount scenario=\"landing\" currency=\"USD\">162</amount>"))
        #expect(try house.read("Output/2026-11/landing_quarter.csv").contains(",100,162,"))
        // An earlier month that changes moves the quarter too, on the same day.
        try october(house, last: "12")
        #expect(try house.night().status == 0)
        #expect(try sums(house) == "110.0,1")
    }

    @Test func aClosedMonthCountsAsItWasClosedAndItsChangesWhereTheyAreBooked() throws {
        let house = try house()
        #expect(try house.night().status == 0)
        let closing = try house.run(builtProgram("outlay"), ["close", "2026-10", "--today", "2026-11-21"])
        #expect(closing.status == 0, "\(closing.errors)")
        try october(house, last: "3.75")
        #expect(try house.night().status == 3)
        // 62 as closed, and in November 38 and the 1.75 that came late.
        #expect(try sums(house) == "101.75,1")
    }

    @Test func aMonthThatIsNotCompleteYetCountsAsItIsExpectedToLand() throws {
        let house = try house()
        // On the 1st of December November is complete up to the 29th at most; its bill has 19 days.
        try house.write("Inputs/exports/aws/2026-12.csv", bill("2026-12", "2027-01", [(1, "2")]))
        #expect(try house.outlay("run", "--today", "2026-12-02").status == 0)
        let row = try house.ask("SELECT month, months, actual, plan, rest FROM landing_quarter")
        #expect(row.hasPrefix("2026-12,3,") && row.hasSuffix(",120.0,none"))
        // November lands above the 38 of its 19 days, and so does the quarter above what it came to.
        #expect(try house.ask("SELECT landing > actual + 10 AND landing_low < landing FROM landing_quarter") == "1")
    }
}
