import Foundation
import Testing

/// A closed month keeps the files of the version that made it: pages of other months lead to what it has.
@Suite struct OlderMonthLinkTests {
    /// A house with two systems, each charged in October and in November.
    private func house() throws -> SmallHouse {
        let house = try SmallHouse(bare: true)
        try house.write(
            "Inputs/mapping.csv",
            "ServiceName,system,component,customer,environment\nCompute,shop,servers,,\nStorage,farm,disks,,\n")
        let october = ["Compute", "Storage"].map { SmallHouse.charge("01", "10.50", service: $0) }
        let november = october.map {
            $0.replacing("2026-11-01", with: "2026-12-01").replacing("2026-10", with: "2026-11")
        }
        try house.write("Inputs/exports/aws/2026-10.csv", SmallHouse.bill(october))
        try house.write("Inputs/exports/aws/2026-11.csv", SmallHouse.bill(november))
        return house
    }

    /// The files that pages link to and that are not there.
    private func missing(_ house: SmallHouse) throws -> [String] {
        let paths = try house.published().keys.filter { $0.hasSuffix(".html") }.sorted()
        return try paths.flatMap { path in
            let folder = URL(fileURLWithPath: house.path("Output/" + path)).deletingLastPathComponent()
            return try house.read("Output/" + path).components(separatedBy: " href=\"").dropFirst().compactMap { rest in
                let target = String(rest.prefix { $0 != "\"" && $0 != "#" })
                let file = folder.appendingPathComponent(target).standardizedFileURL
                let isElsewhere = target.isEmpty || target.hasPrefix("data:")
                return isElsewhere || FileManager.default.fileExists(atPath: file.path) ? nil : "\(path): \(target)"
            }
        }
    }

    @Test func aSystemsPageLeadsToTheMonthItselfWhereThatMayHaveNoSystemPages() throws {
        let house = try house()
        #expect(try house.night().status == 0)
        let closed = try house.outlay("close", "2026-10", "--accept", "one day is all", "--today", "2026-11-21")
        #expect(closed.status == 0, "\(closed.output)\(closed.errors)")
        #expect(try house.night().status == 0)
        #expect(try house.read("Output/2026-11/system-shop.html").contains("href=\"../2026-10/system-shop.html\""))
        #expect(try missing(house) == [])

        // The month is one of a version that made no page of a system.
        try house.shell("rm Output/2026-10/system-*.html")
        #expect(try house.shell("sqlite3 Output/history.sqlite \"UPDATE run SET version = '0.1.0'\"").status == 0)
        #expect(try missing(house).contains("2026-11/system-shop.html: ../2026-10/system-shop.html"))
        #expect(try house.night().status == 0)
        #expect(!house.exists("Output/2026-10/system-shop.html"))
        let page = try house.read("Output/2026-11/system-shop.html")
        #expect(page.contains("href=\"../2026-10/index.html#system-shop\"") && !page.contains("2026-10/system-shop.html"))
        let leads = try missing(house).filter { !$0.hasPrefix("2026-10/") }
        #expect(leads == [])
        // Opened again it is made by this version.
        #expect(try house.outlay("reopen", "2026-10", "--reason", "late", "--today", "2026-11-21").status == 0)
        #expect(try house.night().status == 0)
        #expect(try house.read("Output/2026-11/system-shop.html").contains("href=\"../2026-10/system-shop.html\""))
        #expect(try missing(house) == [])
    }
}
