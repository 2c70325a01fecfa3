import Foundation
import Testing

/// What is published is whole after every run, whatever was removed from it and whoever else writes there.
@Suite struct PublishedSetTests {
    private func house() throws -> SmallHouse {
        let house = try SmallHouse()
        try house.write("Inputs/mapping.csv", SmallHouse.mapping)
        try house.write("Inputs/plans/shop.yaml", SmallHouse.plan())
        // A month before, which is not the newest.
        try house.write(
            "Inputs/exports/aws/september.csv",
            SmallHouse.bill([SmallHouse.charge("05", "3")]).replacing("2026-10", with: "2026-09").replacing(
                "2026-11", with: "2026-10"))
        let ending = try house.night()
        try #require(ending.status == 0 && ending.errors.isEmpty, "\(ending.errors)")
        return house
    }

    @Test func everyPublishedFileThatIsMissingComesBackWithTheNextRun() throws {
        let house = try house()
        let before = try house.published()
        try #require(before.count > 20)
        for name in before.keys.sorted() + ["index.html", "outlay.prom"] {
            try house.remove("Output/" + name)
            let ending = try house.night()
            #expect(ending.status == 0 && ending.errors.isEmpty, "\(ending.errors)")
            #expect(house.exists("Output/" + name), "\(name)")
            #expect(try house.published() == before, "\(name)")
        }
    }

    @Test func systemsHavePagesAsLongAsThereAreSeveral() throws {
        let house = try house()
        #expect(!house.exists("Output/2026-10/system-shop.html"))
        try house.write(
            "Inputs/plans/cafe.yaml",
            SmallHouse.plan().replacing("plan: shop", with: "plan: cafe").replacing("shop.txt", with: "cafe.txt"))
        #expect(try house.night().status == 0)
        let pages = ["2026-09", "2026-10"].flatMap { ["Output/\($0)/system-cafe.html", "Output/\($0)/system-shop.html"] }
        for page in pages { #expect(house.exists(page), "\(page)") }
        #expect(try house.read(pages[3]).contains("href=\"../2026-09/system-shop.html\""))
        // A month that is over stands in a later report as in its own.
        func history(_ month: String) throws -> [Substring] {
            try house.read("Output/\(month)/system_history.csv").split(separator: "\n").filter { $0.contains(",2026-09,") }
                .map { $0.dropFirst(7) }
        }
        #expect(try history("2026-10") == history("2026-09") && history("2026-09").count == 3)

        let before = try house.published()
        try house.remove(pages[2])
        #expect(try house.night().status == 0)
        #expect(try house.published() == before)

        try house.remove("Inputs/plans/cafe.yaml")
        #expect(try house.night().status == 0)
        for page in pages { #expect(!house.exists(page), "\(page)") }
    }

    @Test func aReportBesideARunBreaksNeither() throws {
        let house = try house()
        let program = try builtProgram("outlay").path
        let reports = Process()
        reports.executableURL = URL(fileURLWithPath: "/bin/sh")
        reports.currentDirectoryURL = house.folder
        reports.arguments = [
            "-c",
            "while [ ! -e stop ]; do '\(program)' report || { echo \"ended in $?\" >> said; }; echo x >> count; done 2>> said",
        ]
        try reports.run()
        for day in 1...8 {
            try house.write(
                "Inputs/exports/aws/bill.csv",
                SmallHouse.bill([SmallHouse.charge("01", "\(day)"), SmallHouse.charge("02", "20.25")]))
            let ending = try house.night()
            #expect(ending.status == 0 && ending.errors.isEmpty, "\(ending.errors)")
        }
        try house.write("stop", "")
        reports.waitUntilExit()
        #expect(house.exists("count"))
        let said = try house.exists("said") ? house.read("said") : ""
        #expect(said.isEmpty, "\(said)")
        let left = try FileManager.default.contentsOfDirectory(atPath: house.path("Output")).filter { $0.hasSuffix(".new") }
        #expect(left.isEmpty)
        // The last run's figures are what is published, not those that a report had read before it.
        let beside = try house.published()
        try house.outlay("report", "--output", "again", "--history", "Output/history.sqlite")
        #expect(try house.published("again") == beside)
    }
}
