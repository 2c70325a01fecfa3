import Foundation
import Testing

@testable import outlay

/// What a manifest names, what it leaves behind, and which of several counts.
@Suite struct ManifestPartsTests {
    private let ten = SmallHouse.bill([SmallHouse.charge("01", "10")])
    private let thirty = SmallHouse.bill([SmallHouse.charge("01", "30", service: "Storage")])
    private let five = SmallHouse.bill([SmallHouse.charge("02", "5")])

    private func total(_ house: SmallHouse) throws -> String {
        let ending = try house.night()
        #expect(ending.status == 0, "\(ending.errors)")
        return try house.ask("SELECT sum(BilledCost), (SELECT count(*) FROM delivery) FROM focus")
    }

    private func list(_ keys: [String]) -> String { keys.map { "\"\($0)\"" }.joined(separator: ", ") }

    private func report(_ keys: [String], assembly: String, more: String = "") -> String {
        """
        {"assemblyId": "\(assembly)", "reportName": "r", \(more)
         "billingPeriod": {"start": "20261001T000000.000Z", "end": "20261101T000000.000Z"}, "reportKeys": [\(list(keys))]}
        """
    }

    @Test(arguments: ["run3", "unlike"]) func olderRunsInATreeBesideTheManifestDoNotCount(_ execution: String) throws {
        let house = try SmallHouse(bare: true)
        let period = "BILLING_PERIOD=2026-10"
        let data = "Inputs/exports/aws/ex/data/"
        try house.write(
            "Inputs/exports/aws/ex/metadata/\(period)/ex-Manifest.json",
            """
            {"exportName": "ex", "billingPeriod": "2026-10", "executionId": "\(execution)",
             "dataFiles": ["s3://b/p/ex/data/\(period)/run3/ex-00001.csv"]}
            """)
        try house.write(data + period + "/run1/ex-00001.csv", ten)
        // Until its file is there the older runs do not count either.
        let waiting = try house.night()
        #expect(waiting.status == 3, "\(waiting.errors)")
        #expect(try house.ask("SELECT count(*) FROM focus") == "0")
        try house.write(data + period + "/run3/ex-00001.csv", thirty)
        try house.write(data + period + "/run3/ex-00002.csv", ten)
        // Older ones that are written last, with more parts than the one that counts.
        try house.write(data + period + "/run2/ex-00001.csv", five)
        try house.write(data + period + "/run2/ex-00002.csv", five)
        #expect(try total(house) == "30.0,1")
        // Another period has nothing to do with it.
        let september = ten.replacingOccurrences(of: "2026-11-01", with: "NEXT").replacingOccurrences(
            of: "2026-10", with: "2026-09")
        try house.write(
            data + "BILLING_PERIOD=2026-09/run1/ex-00001.csv", september.replacingOccurrences(of: "NEXT", with: "2026-10-01"))
        #expect(try house.night().status == 0)
        #expect(try house.ask("SELECT count(*) FROM delivery") == "2")
    }

    @Test func assembliesWithoutAManifestDoNotCount() throws {
        let house = try SmallHouse(bare: true)
        let period = "r/20261001-20261101"
        let inputs = "Inputs/exports/aws/"
        let text = report(["p/\(period)/bbb/r-1.csv", "p/\(period)/bbb/r-2.csv"], assembly: "bbb")
        for part in 1...2 { try house.write(inputs + period + "/bbb/r-\(part).csv", part == 1 ? thirty : five) }
        for part in 1...3 { try house.write(inputs + period + "/aaa/r-\(part).csv", ten) }
        try house.write(inputs + period + "/ccc/r-1.csv", ten)
        try house.write(inputs + period + "/bbb/r-Manifest.json", text)
        #expect(try total(house) == "35.0,1")
        // What lies beside the parts under a name of its own is a bill of its own.
        try house.write(inputs + period + "/bbb/r-3.csv", ten)
        try house.write(
            inputs + period + "/bbb/credits.csv", SmallHouse.bill([SmallHouse.charge("03", "1", account: "b2")]))
        #expect(try total(house) == "36.0,2")
    }

    @Test(arguments: [false, true]) func reportsOfTheSameNameInFoldersOfTheirOwnAreApart(_ isNamed: Bool) throws {
        let house = try SmallHouse(bare: true)
        for (at, account) in ["acc1", "acc2"].enumerated() {
            let folder = "Inputs/exports/aws/\(account)"
            try house.write(folder + "/a\(at)/r-1.csv", SmallHouse.bill([SmallHouse.charge("01", "1\(at)", account: account)]))
            let text = report(
                ["r/a\(at)/r-1.csv"], assembly: "a\(at)", more: isNamed ? "\"account\": \"\(account)\", \"bucket\": \"b\"," : "")
            try house.write(folder + "/r-Manifest.json", text)
            try house.write(folder + "/a\(at)/r-Manifest.json", text)
        }
        #expect(try total(house) == "21.0,2")
    }

    @Test func aKeyThatStandsTwiceIsOneFile() throws {
        let house = try SmallHouse(bare: true)
        try house.write("Inputs/exports/aws/r-1.csv", ten)
        try house.write("Inputs/exports/aws/r-Manifest.json", report(["r/r-1.csv", "r/r-1.csv"], assembly: "x"))
        #expect(try total(house) == "10.0,1")
    }

    @Test func aFileIsThePartOfOneKeyOnly() throws {
        let house = try SmallHouse(bare: true)
        try house.write("Inputs/exports/aws/part.csv", ten)
        try house.write("Inputs/exports/aws/r-Manifest.json", report(["r/1/part.csv", "r/2/part.csv"], assembly: "x"))
        let ending = try house.night()
        #expect(ending.status == 3)
        #expect(ending.errors.contains("a part that it names is not there, the first being r/2/part.csv"), "\(ending.errors)")
        #expect(try house.ask("SELECT count(*) FROM delivery") == "0")
    }

    @Test func aManifestOfVeryManyFilesIsRefusedInTime() throws {
        let house = try SmallHouse(bare: true)
        for number in 1...300 { try house.write("Inputs/exports/aws/a/\(number)/part.csv", ten) }
        let keys = (1...150_000).map { "r/x/\($0)/part.csv" }
        try house.write("Inputs/exports/aws/a/r-Manifest.json", report(keys, assembly: "x"))
        let start = Date()
        let ending = try house.night()
        #expect(Date().timeIntervalSince(start) < 30)
        #expect(ending.errors.contains("names 150000 files, expected at most 20000"), "\(ending.errors)")
    }

    @Test func exportsOfOneNameFromTwoScopesAreTwo() throws {
        let house = try SmallHouse(bare: true)
        // Two subscriptions have an export of the same name; of each the later run counts.
        let runs = [("s-1", "02", "10"), ("s-1", "03", "11"), ("s-2", "02", "30"), ("S-2", "01", "29")]
        for (number, (scope, day, cost)) in runs.enumerated() {
            let folder = "e/20261001-20261031/g\(number)"
            try house.write(
                "Inputs/exports/azure/" + folder + "/part.csv",
                SmallHouse.bill([SmallHouse.charge("01", cost, account: scope.lowercased())]))
            try house.write(
                "Inputs/exports/azure/" + folder + "/manifest.json",
                """
                {"exportConfig": {"exportName": "e", "resourceId": "/subscriptions/\(scope)/exports/e"},
                 "runInfo": {"submittedTime": "2026-10-\(day)T12:00:05Z", "runId": "g\(number)", "startDate": "2026-10-01T00:00:00",
                 "endDate": "2026-10-\(day)T00:00:00"},
                 "blobs": [{"blobName": "\(folder)/part.csv", "dataRowCount": 1}]}
                """)
        }
        #expect(try total(house) == "41.0,2")
    }

    @Test(arguments: [false, true]) func theLastRunCountsByItsTime(_ saysTime: Bool) throws {
        let house = try SmallHouse(bare: true)
        let inputs = "Inputs/exports/azure/"
        // The older run is written last.
        for (day, run, bill) in [("03", "g2", thirty), ("02", "g1", ten)] {
            let folder = "e/20261001-20261031/" + (saysTime ? "" : "202610\(day)1200/") + run
            let time = saysTime ? "\"submittedTime\": \"2026-10-\(day)T12:00:05.83Z\", " : ""
            try house.write(inputs + folder + "/part_0_0001.csv", bill)
            try house.write(
                inputs + folder + "/manifest.json",
                """
                {"exportConfig": {"exportName": "e"},
                 "runInfo": {\(time)"runId": "\(run)", "startDate": "2026-10-01T00:00:00", "endDate": "2026-10-\(day)T00:00:00"},
                 "blobs": [{"blobName": "\(folder)/part_0_0001.csv", "dataRowCount": 1}]}
                """)
        }
        #expect(try total(house) == "30.0,1")
        // A run whose manifest is gone does not count.
        try house.remove(inputs + "e/20261001-20261031/" + (saysTime ? "" : "202610021200/") + "g1/manifest.json")
        #expect(try total(house) == "30.0,1")
    }
}
