import Foundation
import Testing

/// Exports that cannot be taken: each is told, nothing of it is taken, everything else is, and no night is quiet until it is mended.
@Suite struct RefusedExportTests {
    @Test func withoutInputsThereIsNothingToDo() throws {
        let house = try SmallHouse(bare: true)
        let missing = try house.night()
        #expect(missing.status == 66)
        #expect(missing.errors.hasPrefix("outlay: Inputs: no such folder, expected the inputs\nhint: "))
        try house.write("Inputs/mapping.csv", SmallHouse.mapping)
        for arguments in [["run"], ["ingest"]] {
            let empty = try house.run(builtProgram("outlay"), arguments)
            #expect(empty.status == 66)
            #expect(empty.errors.contains("Inputs/exports: no export there"))
            #expect(empty.errors.contains("hint: "))
        }
        #expect(!house.exists("Output"))
    }

    @Test func aThousandsCommaIsMarkedInItsLine() throws {
        let house = try SmallHouse()
        let record = SmallHouse.charge("03", "7").replacing(",7,7,", with: ",\"1,204.50\",7,")
        try house.write("Inputs/exports/aws/comma.csv", SmallHouse.bill([record]))
        let ending = try house.night()
        #expect(ending.status == 3)
        let lines = ending.errors.split(separator: "\n").map(String.init)
        let column = try #require(record.firstRange(of: "\"1,204.50\"")).lowerBound.utf16Offset(in: record)
        #expect(
            lines[0].hasPrefix(
                "Inputs/exports/aws/comma.csv:2:\(column + 1): refused: BilledCost \"1,204.50\" has a thousands comma"))
        #expect(lines[1] == "2 | \(record)")
        #expect(lines[2].hasPrefix("  | " + String(repeating: " ", count: column) + "^^^^^^^^^^"))
        #expect(lines[3].hasPrefix("hint: "))
        #expect(try house.ask("SELECT count(*), sum(BilledCost) FROM focus") == "2,30.75")
    }

    /// What is wrong with a file, by the fixture's name, and the words that tell it.
    @Test(arguments: [
        (
            "cut-inside-a-record.csv",
            ":3:1: refused: the record has 4 fields, expected 11 as in the header; the file ends inside it"
        ),
        ("unclosed-quote.csv", "ends inside a quoted field"), ("truncated.csv.gz", "ends inside a gzip member"),
        ("damaged.csv.gz", "has damaged gzip data"), ("header-only.csv", "has no record, and no earlier file of its series"),
        ("empty.csv", "is empty, expected a header"),
        (
            "unknown-bill.csv",
            "is of no known format: it begins with Periode, BilledCos; expected ChargePeriodStart and BilledCost"
        ),
        ("unknown-usage.csv", "the nearest being usage"),
    ])
    func aSpoiltFileIsRefusedWholeByEveryNight(_ name: String, _ words: String) throws {
        let house = try SmallHouse()
        let good = SmallHouse.bill([SmallHouse.charge("05", "1"), SmallHouse.charge("06", "2")])
        try house.write("good.csv", good)
        try house.shell("gzip -nc good.csv > good.csv.gz")
        let packed = try Data(contentsOf: house.folder.appendingPathComponent("good.csv.gz"))
        var damaged = packed
        for at in 40..<50 { damaged[at] ^= 0x55 }
        let contents: [String: Data] = [
            "cut-inside-a-record.csv": Data(
                (SmallHouse.bill([SmallHouse.charge("05", "1")]) + "b1,acct-7,2026-10-01,2026-1").utf8),
            "unclosed-quote.csv": Data((good + "\"b1,acct-7,2026-10-01\n").utf8),
            "truncated.csv.gz": packed.prefix(packed.count - 20),
            "damaged.csv.gz": damaged, "header-only.csv": Data(SmallHouse.bill([]).utf8), "empty.csv": Data(),
            "unknown-bill.csv": Data("Periode,BilledCos\n1,2\n".utf8),
            "unknown-usage.csv": Data("days,metrics,quantity\n1,2,3\n".utf8),
        ]
        try house.write("Inputs/exports/other/" + name, #require(contents[name]))
        for _ in 0..<2 {
            let ending = try house.night()
            #expect(ending.status == 3)
            #expect(ending.output.isEmpty)
            #expect(ending.errors.hasPrefix("Inputs/exports/other/\(name):"))
            #expect(ending.errors.contains(words))
        }
        #expect(try house.ask("SELECT x_Source, count(*), sum(BilledCost) FROM focus GROUP BY 1") == "aws,2,30.75")
        #expect(try house.ask("SELECT DISTINCT file FROM refusal") == "exports/other/\(name)")
        #expect(try house.read("Output/2026-10/index.html").contains("exports/other/\(name)"))
        try house.remove("Inputs/exports/other/" + name)
        let mended = try house.night()
        #expect(mended.status == 0 && mended.errors.isEmpty)
    }

    @Test func whatIsNoRegularFileIsLeftAlone() throws {
        let house = try SmallHouse()
        try house.shell("cd Inputs/exports/aws && mkfifo pipe.csv && mkdir folder.csv && ln -s bill.csv link.csv && ln -s / root")
        let ending = try house.night()
        #expect(ending.status == 0 && ending.errors.isEmpty)
        #expect(try house.ask("SELECT DISTINCT file FROM delivery") == "exports/aws/bill.csv")
    }

    @Test func aNameThatATerminalWouldObeyIsShownInert() throws {
        let house = try SmallHouse()
        try house.write("Inputs/exports/aws/two\nlines\u{1B}[31m.csv", "")
        try house.shell("printf '' > \"$(printf 'Inputs/exports/aws/not-utf8-\\377.csv')\"")
        let ending = try house.night()
        #expect(ending.status == 3)
        #expect(ending.errors.contains("Inputs/exports/aws/two\\u{a}lines\\u{1b}[31m.csv: refused: "))
        #expect(ending.errors.contains("Inputs/exports/aws/not-utf8-\u{FFFD}.csv: refused: the name is not UTF-8"))
        #expect(!ending.errors.contains("\u{1B}"))
    }

    @Test func aFileThatMayNotBeReadIsRefusedAndTheOthersAreTaken() throws {
        let house = try SmallHouse()
        try house.write("Inputs/exports/aws/secret.csv", SmallHouse.bill([SmallHouse.charge("05", "1")]))
        try house.write("Inputs/exports/closed/bill.csv", SmallHouse.bill([SmallHouse.charge("05", "1", account: "b2")]))
        try house.shell("chmod 000 Inputs/exports/aws/secret.csv Inputs/exports/closed; chmod 777 .; mkdir -m 777 Output")
        // The superuser may read everything, so that somebody else has to try.
        let drop = getuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : ""
        let ending = try house.shell(drop + "'\(builtProgram("outlay").path)' run --today 2026-11-21")
        try house.shell("chmod 755 Inputs/exports/closed")
        if ending.status == 126 || ending.status == 127 {
            print("skipped: nobody else can run the program here")
            return
        }
        #expect(ending.status == 3)
        #expect(
            ending.errors.contains(
                "Inputs/exports/aws/secret.csv: refused: cannot be read: permission denied\nhint: check the file's permissions"))
        #expect(ending.errors.contains("Inputs/exports/closed: refused: cannot be read: permission denied"))
        #expect(try house.ask("SELECT count(*) FROM focus") == "2")
    }

    @Test func aSourceInQuarantineGivesItsGoodRecords() throws {
        let house = try SmallHouse(bare: true)
        let records = [SmallHouse.charge("03", "1"), SmallHouse.charge("04", "(5)"), SmallHouse.charge("05", "2")]
        try house.write("Inputs/exports/aws/bill.csv", SmallHouse.bill(records))
        let strict = try house.night()
        #expect(strict.status == 3)
        #expect(strict.errors.contains("1 of 3 records are refused, so none was taken\nhint: quarantine: true for source aws"))
        #expect(try house.ask("SELECT count(*) FROM focus") == "0")

        try house.write("Inputs/outlay.yaml", "sources: {aws: {quarantine: true}}\n")
        for _ in 0..<3 {
            let ending = try house.night()
            #expect(ending.status == 3)
            #expect(ending.errors.contains("Inputs/exports/aws/bill.csv:3:55: refused: BilledCost \"(5)\" is in parentheses"))
            #expect(try house.ask("SELECT count(*), sum(BilledCost) FROM focus") == "2,3.0")
        }
        #expect(try house.ask("SELECT rows, refused FROM delivery WHERE state = 'in force'") == "2,1")
        try house.write(
            "Inputs/exports/aws/bill.csv", SmallHouse.bill([records[0], records[1].replacing("(5)", with: "-5"), records[2]]))
        let mended = try house.night()
        #expect(mended.status == 0 && mended.errors.isEmpty)
        #expect(try house.ask("SELECT count(*), sum(BilledCost) FROM focus") == "3,-2.0")
    }

    @Test(arguments: [
        "b1,acct-7,2026-10-01,2026-1", "\"b1,acct", "b1,acct-7,2026-10-01,2026-11-01,2026-10-06,2026-10-07,1,1,USD,Compute,Usa",
    ])
    func aFileThatEndsInsideARecordWaitsAlsoInQuarantine(_ rest: String) throws {
        let house = try SmallHouse()
        try house.write("Inputs/outlay.yaml", "sources: {aws: {quarantine: true}}\n")
        let records = [SmallHouse.charge("05", "100", account: "b2")]
        try house.write("Inputs/exports/aws/half.csv", SmallHouse.bill(records) + rest)
        let ending = try house.night()
        #expect(ending.status == 3)
        #expect(
            ending.errors.contains(
                "Inputs/exports/aws/half.csv: refused: ends inside a record, so none of its 2 records was taken\n"))
        #expect(!ending.errors.contains("quarantine"))
        #expect(try house.ask("SELECT sum(BilledCost) FROM focus") == "30.75")
        try house.write("Inputs/exports/aws/half.csv", SmallHouse.bill(records + [SmallHouse.charge("06", "1", account: "b2")]))
        let whole = try house.night()
        #expect(whole.status == 0 && whole.errors.isEmpty)
        #expect(try house.ask("SELECT sum(BilledCost) FROM focus") == "131.75")
    }

    @Test func aCurrencyWithoutARateStandsApartAndIsNamed() throws {
        let house = try SmallHouse()
        try house.write(
            "Inputs/exports/aws/bill.csv",
            SmallHouse.bill([SmallHouse.charge("01", "10"), SmallHouse.charge("02", "7", currency: "EUR")]))
        let ending = try house.night()
        #expect(ending.status == 0)
        #expect(ending.output.isEmpty)
        #expect(
            ending.errors
                == "Inputs/rates.csv: no rate of EUR for 2026-10, expected a row 2026-10,EUR,RATE; until then 7.00 EUR stand apart\n"
        )
        #expect(try house.read("Output/2026-10/report.xml").contains("<missingRate>"))
        #expect(try house.ask("SELECT sum(cost) FROM customer_month") == "10.0")
        try house.write("Inputs/rates.csv", "month,currency,rate\n2026-10,EUR,1.5\n")
        let mended = try house.night()
        #expect(mended.status == 0 && mended.errors.isEmpty)
        #expect(try house.ask("SELECT sum(cost) FROM customer_month") == "20.5")
    }

    @Test func whatWasAppendedBeforeIsSkippedAndSaidToBeTaken() throws {
        let house = try SmallHouse()
        try house.write("Inputs/outlay.yaml", "sources: {aws: {mode: append}}\n")
        #expect(try house.night().status == 0)
        try house.write("Inputs/exports/aws/next.csv", SmallHouse.bill([SmallHouse.charge("03", "1")]))
        #expect(try house.night().status == 0)
        try house.shell("cp Inputs/exports/aws/bill.csv Inputs/exports/aws/again.csv")
        let ending = try house.night()
        #expect(ending.status == 0)
        #expect(ending.errors == "exports/aws/again.csv: skipped: what it holds has been taken before\n")
        #expect(try house.ask("SELECT count(*), sum(BilledCost) FROM focus") == "3,31.75")
    }
}
