import Foundation
import Testing

/// `outlay report --allocation`: the reports by another sheet, stored nowhere.
@Suite struct WhatIfTests {
    private func house() throws -> SmallHouse {
        let house = try SmallHouse()
        try house.write("Inputs/mapping.csv", SmallHouse.mapping)
        try house.write("Inputs/plans/shop.yaml", SmallHouse.plan())
        try house.write(
            "Inputs/contracts.csv",
            "customer,system,annual_contract_value,start\nacme,shop,1200,2026-01-01\nbeta,shop,600,2026-01-01\n")
        try house.write("Inputs/allocation.csv", "system,component,method\nshop,*,even\n")
        try house.write("by-size.csv", "system,component,method\nshop,*,shares:acme=80;beta=20\n")
        try house.night()
        return house
    }

    private func report(_ house: SmallHouse, _ arguments: String...) throws -> SmallHouse.Ending {
        try house.run(builtProgram("outlay"), ["report", "--history", "Output/history.sqlite"] + arguments)
    }

    /// The cost of each customer in a folder of reports.
    private func costs(_ house: SmallHouse, _ folder: String) throws -> [String] {
        let lines = try house.read(folder + "/2026-10/customer_month.csv").split(whereSeparator: \.isNewline)
        let column = try #require(lines[0].split(separator: ",").firstIndex(of: "cost"))
        return lines.dropFirst().map { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            return "\(fields[2]) \(fields[column])"
        }
    }

    @Test func anotherSheetIsTriedOutAndNothingIsStored() throws {
        let house = try house()
        let published = try house.published()
        let history = try Data(contentsOf: house.folder.appendingPathComponent("Output/history.sqlite"))
        let ending = try report(house, "--allocation", "by-size.csv", "--output", "try", "--month", "2026-10")
        #expect(ending.status == 0, "\(ending.errors)")
        // Of 30.75 the sheet in force gives each half, the other one 80 and 20 percent.
        #expect(try costs(house, "Output") == ["beta 15.375", "acme 15.375"])
        #expect(try costs(house, "try") == ["acme 24.6", "beta 6.15"])
        let page = try house.read("try/2026-10/index.html")
        #expect(page.contains("what-if by by-size.csv: "))
        #expect(page.contains("Costs are shared by by-size.csv instead of the allocation sheet in force"))
        #expect(try house.read("try/2026-10/report.xml").contains("<note>Costs are shared by by-size.csv"))
        #expect(try house.published() == published)
        #expect(try Data(contentsOf: house.folder.appendingPathComponent("Output/history.sqlite")) == history)
        // The same again, from another folder, are the same bytes.
        let first = try house.published("try")
        try house.shell("mkdir -p elsewhere && cp by-size.csv elsewhere/")
        #expect(try report(house, "--allocation", "elsewhere/by-size.csv", "--output", "again", "--month", "2026-10").status == 0)
        #expect(try house.published("again") == first)
        // As it was before a bill changed: then 30.75 in all.
        let sequence = try house.ask("SELECT max(sequence) FROM delivery")
        try house.write("Inputs/exports/aws/bill.csv", SmallHouse.bill([SmallHouse.charge("01", "99")]))
        try house.write("Inputs/outlay.yaml", "sources:\n  aws:\n    confirm_shrink: true\n")
        try house.night()
        #expect(try report(house, "--allocation", "by-size.csv", "--output", "then", "--as-of", sequence).status == 0)
        #expect(try costs(house, "then") == ["acme 24.6", "beta 6.15"])
    }

    @Test func whereReportsArePublishedNothingIsTriedOut() throws {
        let house = try house()
        let published = try house.published()
        for output in ["Output", "./Output/", house.path("Output")] {
            let refused = try report(house, "--allocation", "by-size.csv", "--output", output)
            #expect(refused.status == 64 && refused.errors.contains("--allocation writes into"), "\(refused.errors)")
        }
        #expect(try report(house, "--allocation", "by-size.csv").status == 64)
        #expect(try house.published() == published)
    }

    @Test func mistakesOfTheSheetAreToldWithTheirPlace() throws {
        let house = try house()
        try house.write("bad.csv", "system,component,method\nshop,*,shares:acme=80;beta=30\nshop,*,evenly\n")
        let bad = try report(house, "--allocation", "bad.csv", "--output", "try")
        #expect(bad.status == 78)
        #expect(bad.errors.contains("bad.csv:2:8: refused: shares add up to 110, expected 100 percent"), "\(bad.errors)")
        #expect(bad.errors.contains("bad.csv:3:8: refused: method \"evenly\" is not known"), "\(bad.errors)")
        let missing = try report(house, "--allocation", "none.csv", "--output", "try")
        #expect(missing.status == 78 && missing.errors.contains("none.csv: refused: no such file, expected an allocation sheet"))
        #expect(!house.exists("try"))
    }
}
