import Foundation
import Testing

/// What `report` writes where less or something else is asked for than what runs publish.
@Suite struct ReportFilesTests {
    private func house() throws -> SmallHouse {
        let house = try SmallHouse()
        #expect(try house.night().status == 0)
        return house
    }

    private func files(_ house: SmallHouse, _ arguments: String) throws -> [String] {
        let ending = try house.run(
            builtProgram("outlay"),
            ["report", "--output", "Other", "--history", "Output/history.sqlite"]
                + arguments.split(separator: " ").map(String.init))
        #expect(ending.status == 0, "\(ending.errors)")
        let found = try FileManager.default.subpathsOfDirectory(atPath: house.path("Other")).filter { $0.contains(".") }.sorted()
        try house.remove("Other")
        return found
    }

    @Test func onlyTheKindsAskedForAreWritten() throws {
        let house = try house()
        #expect(try files(house, "--format json") == ["2026-10/report.json"])
        #expect(try files(house, "--format xml,xlsx") == ["2026-10/report.xlsx", "2026-10/report.xml", "report.xsd"])
        #expect(try files(house, "--format html") == ["2026-10/index.html", "2026-10/plan.html", "latest.html"])
        #expect(try files(house, "--format csv").allSatisfy { $0.hasSuffix(".csv") })
        let all = try files(house, "")
        #expect(all.contains("2026-10/report.xlsx") && all.contains("alerts.jsonl") && !all.contains("2026-10/report.json"))
    }

    /// Runs publish whole months: less would take the other files away.
    @Test(arguments: ["--format html", "--system shop", "--format html --output Output"])
    func lessThanWhatRunsPublishGoesElsewhere(_ arguments: String) throws {
        let house = try house()
        let before = try house.published()
        let ending = try house.run(builtProgram("outlay"), ["report"] + arguments.split(separator: " ").map(String.init))
        #expect(ending.status == 64 && ending.errors.contains("--output"), "\(ending.errors)")
        #expect(try house.published() == before)
    }

    @Test func aPageLinksToNoFileThatIsNotWritten() throws {
        let house = try house()
        let ending = try house.outlay(
            "report", "--format", "html", "--output", "Other", "--history", "Output/history.sqlite", "--month", "2026-10")
        #expect(ending.status == 0)
        for name in ["index.html", "plan.html"] {
            let page = try house.read("Other/2026-10/\(name)")
            let targets = page.components(separatedBy: "href=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
            #expect(!targets.isEmpty && targets.allSatisfy { !$0.hasSuffix(".csv") && !$0.contains("report.x") }, "\(targets)")
        }
    }

    @Test func oneSystemStandsAlone() throws {
        let house = try SmallHouse()
        try house.write(
            "Inputs/exports/aws/bill.csv",
            SmallHouse.bill([SmallHouse.charge("01", "10.50"), SmallHouse.charge("02", "7.25", service: "Disk")]))
        try house.write(
            "Inputs/mapping.csv",
            "ServiceName,system,component,customer,environment\nCompute,shop,servers,,\nDisk,store,disks,,\n")
        #expect(try house.night().status == 0)
        let ending = try house.outlay(
            "report", "--system", "store", "--format", "json", "--output", "Other", "--history", "Output/history.sqlite")
        #expect(ending.status == 0, "\(ending.errors)")
        let text = try house.read("Other/2026-10/report.json")
        let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let tables = try #require(json["tables"] as? [String: [[String: Any]]])
        #expect(tables["component_month"]?.map { $0["component"] as? String } == ["disks"])
        #expect(tables["system_month"]?.map { $0["system"] as? String } == ["store", "(all systems)"])
        #expect(text.contains("\"actual\":7.25") && !text.contains("servers") && !text.contains("shop"))
        let unknown = try house.outlay(
            "report", "--system", "nix", "--output", "Other", "--history", "Output/history.sqlite")
        #expect(unknown.status == 66 && unknown.errors.contains("no system of this id"), "\(unknown.errors)")
    }
}
