import Foundation
import Testing

@testable import outlay

/// Which numbers in names make files parts of one delivery, and what such a delivery waits for.
@Suite struct PartNumberTests {
    private func grouped(_ names: [String], known: [String] = []) -> [ExportDelivery] {
        let files = names.map { ExportFile(path: $0, name: "exports/s/" + $0, source: "s", status: stat()) }
        return NumberedParts.grouped(files, known: known, apart: { _ in false }) { _ in nil }
    }

    private func total(_ house: SmallHouse) throws -> String {
        try house.ask("SELECT sum(BilledCost), (SELECT count(DISTINCT sequence) FROM delivery) FROM focus")
    }

    private func bill(_ day: String, _ cost: String) -> String { SmallHouse.bill([SmallHouse.charge(day, cost)]) }

    @Test(arguments: [
        ["bill-v1.csv", "bill-v2.csv"], ["bill_V1.csv.gz", "bill_V2.csv.gz"], ["bill.rev1.csv", "bill.rev2.csv"],
        ["bill-version-1.csv", "bill-version-2.csv"], ["v1.csv", "v2.csv"], ["bill-1-v1.csv", "bill-1-v2.csv"],
    ])
    func versionsAreNoParts(_ names: [String]) { #expect(grouped(names).map(\.parts.count) == [1, 1]) }

    @Test(arguments: [
        (["bill-1-v2.csv", "bill-2-v2.csv"], "bill-#-v2.csv"), (["focus-v2-1.csv", "focus-v2-2.csv"], "focus-v2-#.csv"),
        (["archive1.csv", "archive2.csv"], "archive#.csv"), (["ov1.csv", "ov2.csv"], "ov#.csv"),
        (["page-7.json", "page-8.json"], "page-#.json from 7"),
        (["costs.part02.csv.gz", "costs.part03.csv"], "costs.part#.csv from 2"),
    ])
    func otherNumbersOfThemAreParts(_ names: [String], _ name: String) {
        #expect(grouped(names).map(\.file.name) == ["exports/s/" + name])
        #expect(grouped(names).map { $0.problem == nil } == [true])
    }

    /// The numbers that are there, what was known, and what is waited for.
    @Test(
        arguments: [
            ([5, 6, 7], [], nil), ([5, 7], [], "6 is missing"), ([5, 6, 8, 10], [], "7 is missing"),
            ([5, 6], ["page-#.json from 5"], nil), ([6, 7], ["page-#.json from 5"], "5 is missing"),
            ([4, 5], ["page-#.json from 5"], nil), ([5, 6], ["page-#.json from 5", "page-#.json from 4"], "4 is missing"),
            ([2, 3], ["page-#.json"], "1 is missing"), ([1, 2], ["page-#.json from 5"], nil), ([0, 1], ["page-#.json"], nil),
            ([6], ["page-#.json from 5"], "5 is missing"), ([5], ["page-#.json from 5"], nil),
        ] as [([Int], [String], String?)])
    func onlyNumbersBetweenAndThoseKnownBeforeAreMissed(_ numbers: [Int], _ known: [String], _ missing: String?) {
        let deliveries = grouped(numbers.map { "page-\($0).json" }, known: known.map { "exports/s/" + $0 })
        #expect(deliveries.map(\.parts.count) == [numbers.count])
        #expect(deliveries.first?.problem?.reason == missing.map { "waits: number \($0)" })
    }

    @Test func oneNumberTwiceWaits() {
        let delivery = grouped(["page-1.csv", "page-2.csv", "page-2.csv.gz"]).first
        #expect(delivery?.problem?.reason == "waits: number 2 is there twice")
        #expect(delivery?.problem?.hint.hasPrefix("remove one of them") == true)
    }

    @Test func pagesThatBeginLateAreTakenAndGrowAtBothEnds() throws {
        let house = try SmallHouse(bare: true)
        try house.write("Inputs/exports/s/page-5.csv", bill("01", "1"))
        try house.write("Inputs/exports/s/page-6.csv", bill("02", "2"))
        #expect(try house.night().status == 0)
        #expect(try total(house) == "3.0,1")
        for (page, cost) in [("7", "4"), ("4", "8"), ("3", "16")] {
            try house.write("Inputs/exports/s/page-\(page).csv", bill("0\(page)", cost))
            let ending = try house.night()
            #expect(ending.status == 0, "\(ending.errors)")
        }
        #expect(try house.ask("SELECT sum(BilledCost) FROM focus") == "31.0")
        try house.remove("Inputs/exports/s/page-3.csv")
        let ending = try house.night()
        #expect(ending.status == 3)
        #expect(
            ending.errors.hasPrefix(
                "Inputs/exports/s/page-4.csv: refused: waits: number 3 is missing; it is one delivery with 3 more parts\nhint: "),
            "\(ending.errors)")
        #expect(try house.ask("SELECT sum(BilledCost) FROM focus") == "31.0")
    }

    @Test(arguments: [false, true]) func copiesUnderPartNumbersWait(_ isPacked: Bool) throws {
        let house = try SmallHouse(bare: true)
        try house.write("Inputs/exports/s/bill-1.csv", bill("01", "10"))
        try house.write("Inputs/exports/s/bill-2.csv", bill("01", "10"))
        try house.write("Inputs/exports/s/bill-3.csv", bill("03", "10"))
        if isPacked { try house.shell("gzip Inputs/exports/s/bill-2.csv") }
        let copy = isPacked ? "bill-2.csv.gz" : "bill-2.csv"
        for _ in 0..<2 {
            let ending = try house.night()
            #expect(ending.status == 3)
            #expect(
                ending.errors.contains("waits: exports/s/bill-1.csv and exports/s/\(copy) hold the very same, expected"),
                "\(ending.errors)")
            #expect(ending.errors.contains("hint: remove one of them"))
            #expect(try house.ask("SELECT count(*) FROM focus") == "0")
        }
        try house.remove("Inputs/exports/s/" + copy)
        try house.write("Inputs/exports/s/bill-2.csv", bill("02", "10"))
        #expect(try house.night().status == 0)
        #expect(try total(house) == "30.0,1")
    }

    @Test func partsWithoutARecordMayBeAlike() throws {
        let house = try SmallHouse(bare: true)
        try house.write("Inputs/exports/s/bill-1.csv", bill("01", "10"))
        for part in 2...3 { try house.write("Inputs/exports/s/bill-\(part).csv", SmallHouse.bill([])) }
        let ending = try house.night()
        #expect(ending.status == 0, "\(ending.errors)")
        #expect(try total(house) == "10.0,1")
    }

    @Test func theSecondVersionRestatesTheFirst() throws {
        let house = try SmallHouse(bare: true)
        try house.write("Inputs/exports/s/bill-v1.csv", bill("01", "10"))
        #expect(try house.night().status == 0)
        try house.write("Inputs/exports/s/bill-v2.csv", bill("01", "12"))
        #expect(try house.night().status == 0)
        #expect(try total(house) == "12.0,2")
    }

    /// Whatever is wrong with one of several parts: a file that is there is named, never the name of all.
    @Test func messagesNameAPartThatIsThere() throws {
        let house = try SmallHouse(bare: true)
        for part in 1...3 { try house.write("Inputs/exports/s/bill-\(part).csv", bill("0\(part)", "10")) }
        #expect(try house.night().status == 0)
        func refused(_ words: String, _ then: String) throws {
            let ending = try house.night()
            #expect(ending.status == 3)
            #expect(ending.errors.contains("\(words); it is one delivery with 2 more parts\n"), "\(ending.errors)")
            #expect(
                ending.errors.contains("Inputs/exports/s/bill-\(then).csv") && !ending.errors.contains("#"), "\(ending.errors)")
            let files = try house.ask("SELECT DISTINCT file FROM refusal WHERE run = (SELECT max(run) FROM refusal)")
            for file in files.split(separator: "\n") { #expect(house.exists("Inputs/\(file)")) }
        }
        try house.write("Inputs/exports/s/bill-2.csv", bill("02", "1x"))
        try refused("bill-1.csv: refused: 1 of 3 records are refused, so none was taken", "2")
        try house.write("Inputs/exports/s/bill-2.csv", "a;b\n")
        try refused("bill-2.csv:1:2: refused: has semicolons between its columns, expected commas", "2")
        try house.write("Inputs/exports/s/bill-2.csv", Data([0x1F, 0x8B, 8, 0]))
        try refused("bill-2.csv: refused: ends inside a gzip member, expected the rest of it", "2")
        for part in 1...3 { try house.write("Inputs/exports/s/bill-\(part).csv", bill("1\(part)", "0.1")) }
        try refused(
            "bill-1.csv: refused: waits: it drops 100 % of the cost of bill b1 2026-10, expected at most half to vanish", "1")
        for part in 1...3 { try house.write("Inputs/exports/s/bill-\(part).csv", bill("0\(part)", "10")) }
        try house.write("Inputs/exports/s/other.csv", bill("20", "1"))
        let ending = try house.night()
        #expect(
            ending.errors.contains(
                "other.csv: refused: waits: it shares no line with exports/s/bill-1.csv and 2 more parts, which"),
            "\(ending.errors)")
    }
}
