import Foundation
import Testing

/// Settings, plans and sheets with mistakes: exit 78, the place of the mistake, and what was in force stays in force.
@Suite struct RefusedSheetTests {
    private func house() throws -> SmallHouse {
        let house = try SmallHouse()
        try house.write("Inputs/mapping.csv", SmallHouse.mapping)
        try house.write("Inputs/plans/shop.yaml", SmallHouse.plan())
        let ending = try house.night()
        try #require(ending.status == 0 && ending.errors.isEmpty && ending.output.isEmpty, "\(ending.errors)")
        return house
    }

    private let figures = "SELECT system, component, plan, actual FROM component_month"

    @Test func aMappingWithAnUnknownColumnLeavesTheOldOneInForce() throws {
        let house = try house()
        try house.write(
            "Inputs/mapping.csv",
            SmallHouse.mapping.replacing("ServiceName", with: "ServiceNam").replacing("servers", with: "other"))
        for _ in 0..<2 {
            let ending = try house.night()
            #expect(ending.status == 78)
            #expect(
                ending.errors.hasPrefix(
                    "Inputs/mapping.csv:1:1: refused: column \"ServiceNam\" is not known, expected ServiceName\n1 | ServiceNam,"))
            #expect(ending.errors.contains("\n  | ^^^^^^^^^^\n"))
        }
        #expect(try house.ask(figures) == "shop,servers,40.0,30.75")
        #expect(try house.read("Output/2026-10/report.xml").contains("servers"))
        // Reports do not depend on where the inputs lie.
        #expect(try house.ask("SELECT DISTINCT file FROM refusal") == "mapping.csv")
        let test = try house.outlay("map", "test")
        #expect(test.status == 78 && test.output.isEmpty)
    }

    @Test(arguments: [
        ("    components:", "\tcomponents:", ":7:1: refused: a tab in the indentation, expected spaces"),
        ("amount: 40", "amount: many", ":9:17: refused: amount: found text \"many\", expected a number"),
        ("amount: 40", "amuont: 40", "expected amount"),
    ])
    func aPlanWithAMistakeLeavesTheLastGoodOneInForce(_ good: String, _ bad: String, _ words: String) throws {
        let house = try house()
        try house.write("Inputs/plans/shop.yaml", SmallHouse.plan().replacing(good, with: bad))
        try house.write("Inputs/exports/aws/more.csv", SmallHouse.bill([SmallHouse.charge("03", "1", account: "b2")]))
        let ending = try house.night()
        #expect(ending.status == 78)
        #expect(ending.errors.hasPrefix("Inputs/plans/shop.yaml:"))
        #expect(ending.errors.contains(words))
        #expect(try house.ask(figures) == "shop,servers,40.0,31.75")
        let show = try house.outlay("plan", "show", "--month", "2026-10")
        #expect(show.status == 78)
        #expect(show.output.contains("servers") && show.output.contains("40.00"))
    }

    @Test(arguments: [
        ("curency: USD\n", "Inputs/outlay.yaml:1:1: refused: key \"curency\" is not known in the settings, expected currency"),
        ("currency: US\n", "Inputs/outlay.yaml:1:11: refused: currency \"US\" is no currency"),
    ])
    func wrongSettingsEndEveryCommandBeforeItDoesAnything(_ settings: String, _ words: String) throws {
        let house = try SmallHouse()
        try house.write("Inputs/outlay.yaml", settings)
        for command in ["run", "ingest", "report", "verify"] {
            let ending = try house.outlay(command)
            #expect(ending.status == 78)
            #expect(ending.errors.hasPrefix(words))
            #expect(ending.errors.contains("nothing was done"))
        }
        #expect(!house.exists("Output"))
        #expect(try house.outlay("run", "--config", "nowhere.yaml").status == 78)
    }

    @Test func aSheetThatIsNoFileIsReportedAndTheOldOneStays() throws {
        let house = try house()
        try house.remove("Inputs/mapping.csv")
        try house.remove("Inputs/plans/shop.yaml")
        try house.shell("mkfifo Inputs/mapping.csv; mkdir Inputs/plans/shop.yaml")
        let ending = try house.night()
        #expect(ending.status == 78)
        #expect(ending.errors.contains("Inputs/mapping.csv: refused: is not a regular file"))
        #expect(ending.errors.contains("Inputs/plans/shop.yaml: refused: is not a regular file"))
        #expect(try house.ask(figures) == "shop,servers,40.0,30.75")
    }

    @Test func aSheetThatIsGoneIsNoLongerInForce() throws {
        let house = try house()
        try house.remove("Inputs/plans/shop.yaml")
        #expect(try house.night().status == 0)
        #expect(try house.ask(figures) == "shop,servers,,30.75")
    }
}
