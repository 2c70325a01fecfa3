import Foundation
import Testing

@testable import outlay

/// Deliveries of several files: numbered parts, parts by a pattern, and what a manifest names.
@Suite struct DeliveryPartsTests {
    private func total(_ house: SmallHouse) throws -> String {
        try house.ask("SELECT sum(BilledCost), (SELECT count(*) FROM delivery) FROM focus")
    }

    private let east = SmallHouse.bill([SmallHouse.charge("01", "10", service: "Compute")])
    private let west = SmallHouse.bill([SmallHouse.charge("01", "30", service: "Storage")])
    private let north = SmallHouse.bill([SmallHouse.charge("01", "5", service: "Compute"), SmallHouse.charge("02", "7")])

    private func grouped(_ files: [ExportFile], _ pattern: String?) -> [ExportDelivery] {
        NumberedParts.grouped(files, known: [], apart: { _ in false }) { _ in pattern }
    }

    @Test func aDeliveryOfPartsWaitsForOneThatIsMissing() throws {
        let house = try SmallHouse(bare: true)
        try house.write("Inputs/exports/aws/bill-1.csv", east)
        try house.write("Inputs/exports/aws/bill-2.csv", west)
        #expect(try house.night().status == 0)
        // The fourth comes before the third.
        try house.write("Inputs/exports/aws/bill-4.csv", north)
        let early = try house.night()
        #expect(early.status == 3)
        #expect(early.errors.contains("number 3 is missing"), "\(early.errors)")
        #expect(try house.ask("SELECT sum(BilledCost) FROM focus") == "40.0")
        try house.write("Inputs/exports/aws/bill-3.csv", SmallHouse.bill([SmallHouse.charge("03", "1")]))
        #expect(try house.night().status == 0)
        #expect(try house.ask("SELECT sum(BilledCost) FROM focus") == "53.0")
        // One is taken away again, the first too.
        for name in ["bill-2.csv", "bill-1.csv"] {
            try FileManager.default.removeItem(at: house.folder.appending(path: "Inputs/exports/aws/\(name)"))
            #expect(try house.night().status == 3)
            #expect(try house.ask("SELECT sum(BilledCost) FROM focus") == "53.0")
        }
    }

    @Test func partsMayBeCompressedOneByOne() throws {
        let house = try SmallHouse(bare: true)
        for (number, text) in [east, west, north].enumerated() {
            try house.write("Inputs/exports/aws/bill-\(number + 1).csv", text)
        }
        #expect(try house.night().status == 0)
        for number in [2, 1, 3] {
            _ = try house.shell("gzip Inputs/exports/aws/bill-\(number).csv")
            #expect(try house.night().status == 0)
            #expect(try total(house) == "52.0,1")
        }
    }

    @Test func billsThatAreOnlyAddedToAreNoParts() throws {
        let house = try SmallHouse(bare: true)
        try house.write("Inputs/outlay.yaml", "sources: {aws: {mode: append}}\n")
        for (number, text) in [east, west, north].enumerated() {
            try house.write("Inputs/exports/aws/bill-\(number + 1).csv", text)
            #expect(try house.night().status == 0)
        }
        #expect(try total(house) == "52.0,3")
    }

    @Test func numberedPartsAreOneDelivery() throws {
        let house = try SmallHouse(bare: true)
        try house.write("Inputs/exports/aws/bill-00001.csv", east)
        try house.write("Inputs/exports/aws/bill-00002.csv", west)
        #expect(try house.night().status == 0)
        #expect(try total(house) == "40.0,1")
        // Nothing changes with the same files, however often they come.
        #expect(try house.night().status == 0)
        #expect(try house.ask("SELECT max(sequence) FROM delivery") == "1")
        // A part more is a restatement; a line in two parts is added up.
        try house.write("Inputs/exports/aws/bill-00003.csv", north)
        let third = try house.night()
        #expect(third.status == 0, "\(third.errors)")
        #expect(try house.ask("SELECT sum(BilledCost) FROM focus") == "52.0")
        // A part that is rewritten makes the whole be read again.
        try house.write("Inputs/exports/aws/bill-00002.csv", SmallHouse.bill([SmallHouse.charge("01", "31", service: "Storage")]))
        #expect(try house.night().status == 0)
        #expect(try house.ask("SELECT sum(BilledCost) FROM focus") == "53.0")
        #expect(try house.outlay("verify").status == 0)
    }

    @Test func aPartThatComesLateJoinsTheFirst() throws {
        let house = try SmallHouse(bare: true)
        try house.write("Inputs/exports/aws/bill_1.csv", east)
        #expect(try house.night().status == 0)
        #expect(try total(house) == "10.0,1")
        try house.write("Inputs/exports/aws/bill_2.csv", west)
        let ending = try house.night()
        #expect(ending.status == 0, "\(ending.errors)")
        #expect(try house.ask("SELECT sum(BilledCost) FROM focus") == "40.0")
    }

    @Test(arguments: [
        ["bill_2026-09.csv", "bill_2026-10.csv"], ["b_20261001.csv", "b_20261002.csv"], ["bill (1).csv", "bill (2).csv"],
        ["inv4711.csv", "inv4712.csv"], ["bill_1.csv", "bill_3.csv"], ["a1/bill.csv", "a2/bill.csv"],
    ])
    func datesCopiesAndGapsAreNoParts(_ names: [String]) throws {
        let files = names.map { ExportFile(path: $0, name: "exports/aws/" + $0, source: "aws", status: stat()) }
        #expect(grouped(files, nil).map(\.parts.count) == [1, 1])
    }

    @Test(arguments: [
        (["x-1.csv.gz", "x-2.csv.gz", "x-3.csv.gz"], "exports/aws/x-#.csv"),
        (["p000.csv", "p001.csv"], "exports/aws/p#.csv"),
        (["bill_20261104_1.csv", "bill_20261104_2.csv"], "exports/aws/bill_20261104_#.csv"),
    ])
    func numbersFromZeroOrOneAreParts(_ names: [String], _ name: String) throws {
        let files = names.reversed().map { ExportFile(path: $0, name: "exports/aws/" + $0, source: "aws", status: stat()) }
        let deliveries = grouped(files, nil)
        #expect(deliveries.map(\.file.name) == [name])
        #expect(deliveries.first?.parts.map(\.path) == names)
        #expect(grouped(files, "none").count == names.count)
    }

    @Test func aPatternJoinsFilesOfTheSameDates() throws {
        let house = try SmallHouse(bare: true)
        try house.write("Inputs/outlay.yaml", "sources:\n  aws:\n    parts: \"bill_*.csv\"\n")
        try house.write("Inputs/exports/aws/bill_east.csv", east)
        try house.write("Inputs/exports/aws/bill_west.csv", west)
        let ending = try house.night()
        #expect(ending.status == 0, "\(ending.errors)")
        #expect(try total(house) == "40.0,1")
    }

    private func manifest(_ keys: [String], assembly: String) -> String {
        """
        {"assemblyId": "\(assembly)", "reportName": "costs", "billingPeriod": {"start": "20261001T000000.000Z", "end": "20261101T000000.000Z"},
         "reportKeys": [\(keys.map { "\"prefix/\($0)\"" }.joined(separator: ", "))]}
        """
    }

    @Test func aManifestNamesThePartsAndOlderAssembliesDoNotCount() throws {
        let house = try SmallHouse(bare: true)
        let period = "Inputs/exports/aws/costs/20261001-20261101"
        let keys = { (assembly: String) in (1...2).map { "costs/20261001-20261101/\(assembly)/costs-\($0).csv" } }
        try house.write(period + "/old/costs-1.csv", east)
        try house.write(period + "/old/costs-2.csv", east)
        try house.write(period + "/old/costs-Manifest.json", manifest(keys("old"), assembly: "old"))
        try house.write(period + "/new/costs-1.csv", west)
        try house.write(period + "/new/costs-Manifest.json", manifest(keys("new"), assembly: "new"))
        try house.write(period + "/costs-Manifest.json", manifest(keys("new"), assembly: "new"))
        let waiting = try house.night()
        #expect(waiting.status == 3)
        #expect(
            waiting.errors.contains("costs-Manifest.json: refused: waits: a part that it names is not there"), "\(waiting.errors)"
        )
        #expect(try house.ask("SELECT count(*) FROM focus") == "0")
        try house.write(period + "/new/costs-2.csv", north)
        let ending = try house.night()
        #expect(ending.status == 0, "\(ending.errors)")
        #expect(try total(house) == "42.0,1")
        #expect(try house.night().status == 0)
        #expect(try total(house) == "42.0,1")
        // The next assembly restates the month under the same manifest.
        try house.write(period + "/next/costs-1.csv", west)
        try house.write(period + "/next/costs-2.csv", west)
        try house.write(period + "/costs-Manifest.json", manifest(keys("next"), assembly: "next"))
        let next = try house.night()
        #expect(next.status == 0, "\(next.errors)")
        #expect(try house.ask("SELECT sum(BilledCost) FROM focus") == "60.0")
    }

    @Test func aManifestThatCountsRecordsIsHeldToThem() throws {
        let house = try SmallHouse(bare: true)
        let folder = "Inputs/exports/azure/run1"
        func manifest(_ rows: Int) -> String {
            """
            {"exportConfig": {"exportName": "daily"}, "runInfo": {"runId": "r", "startDate": "2026-10-01", "endDate": "2026-10-31"},
             "blobs": [{"blobName": "c/run1/part0.csv", "dataRowCount": \(rows)}]}
            """
        }
        try house.write(folder + "/part0.csv", east)
        try house.write(folder + "/manifest.json", manifest(2))
        let short = try house.night()
        #expect(short.status == 3)
        #expect(short.errors.contains("it names 2 records, its files have 1"), "\(short.errors)")
        try house.write(folder + "/manifest.json", manifest(1))
        #expect(try house.night().status == 0)
        #expect(try total(house) == "10.0,1")
    }
}
