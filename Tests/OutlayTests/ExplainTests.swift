import Foundation
import Testing

/// `outlay explain`: from a figure down to the lines of the files, and no further than they tell.
@Suite struct ExplainTests {
    private static let reference = "2026-10/shop/servers/actual"
    private static let bill = "Inputs/exports/aws/2026-10.csv"
    private static let last = "b1,acct-7,2026-10-01,2026-11-01,2026-10-31,2026-11-01,0.25,0.25,USD,Compute,Usage"

    /// Four records that come to 8.555, two of them of one day.
    private let records = [
        SmallHouse.charge("01", "1.10"), SmallHouse.charge("01", "2.20"), SmallHouse.charge("02", "5.005", service: "Disk"),
        Self.last,
    ]

    private func house(gzip: Bool = false) throws -> SmallHouse {
        let house = try SmallHouse(bare: true)
        try house.write(
            "Inputs/mapping.csv",
            "ServiceName,system,component,customer,environment\nDisk,shop,servers,,\nCompute,shop,servers,,\n")
        try house.write(Self.bill, SmallHouse.bill(records))
        if gzip { try #require(try house.shell("gzip \(Self.bill)").status == 0) }
        let night = try house.night()
        try #require(night.status == 0, "\(night.errors)")
        return house
    }

    private func explain(_ house: SmallHouse, _ reference: String = Self.reference, _ more: String...) throws -> String {
        let ending = try house.run(builtProgram("outlay"), ["explain", reference] + more)
        try #require(ending.status == 0, "\(ending.errors)")
        #expect(!ending.output.contains("mistake"), "\(ending.output)")
        return ending.output
    }

    /// The rows of a list below its title, cell by cell as far as they are not empty, without header and rule.
    private func rows(_ text: String, _ title: String) -> [[String]] {
        let lines = text.components(separatedBy: "\n")
        guard let start = lines.firstIndex(of: title) else { return [] }
        return lines[(start + 1)...].prefix { !$0.isEmpty }.dropFirst(2).map {
            $0.components(separatedBy: "  ").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        }
    }

    /// The line numbers of the one file that charges name.
    private func lines(_ rows: [[String]]) -> [Int] {
        rows.flatMap { row -> [Int] in
            guard let cell = row.last, cell.hasPrefix("[1] ") else { return [] }
            return cell.dropFirst(4).components(separatedBy: ", ").compactMap(Int.init)
        }
    }

    @Test(arguments: [false, true])
    func theLinesOfTheFileAddUpToTheFigure(gzip: Bool) throws {
        let text = try explain(house(gzip: gzip))
        #expect(text.hasPrefix("2026-10/shop/servers/actual is 8.555 USD\n31 of 31 days are complete; published at sequence "))
        #expect(
            rows(text, "Made of") == [
                ["aws", "Disk", "1", "1", "5.005"], ["aws", "Compute", "2", "3", "3.55"], ["sum", "8.555"],
            ])
        let delivery = try #require(rows(text, "Deliveries in force").first)
        #expect(delivery[0...1] == ["[1]", "exports/aws/2026-10.csv" + (gzip ? ".gz" : "")])
        #expect(delivery.suffix(2) == ["3", "read again"])
        #expect(
            rows(text, "Charges") == [
                ["2026-10-02", "Disk", "5.005", "5.005 USD", "[1] 4"],
                ["2026-10-01", "Compute", "3.30", "3.30 USD", "[1] 2, 3"],
                ["2026-10-31", "Compute", "0.25", "0.25 USD", "[1] 5"],
            ])
    }

    @Test func aListEndsWithWhatItLeavesOut() throws {
        let text = try explain(house(), Self.reference, "--limit", "1")
        #expect(
            rows(text, "Made of") == [["aws", "Disk", "1", "1", "5.005"], ["all others (1)", "3.55"], ["sum", "8.555"]])
        #expect(rows(text, "Charges").last == ["all others (2)", "3.55"])
    }

    @Test func withoutItsFileAFigureStopsAtLineAndDay() throws {
        let house = try house()
        try house.remove(Self.bill)
        let text = try explain(house)
        #expect(rows(text, "Deliveries in force").first?.last == "is gone: its charges stop at line and day")
        #expect(rows(text, "Charges").first == ["2026-10-02", "Disk", "5.005", "5.005 USD"])
        #expect(rows(text, "Made of").last == ["sum", "8.555"])
    }

    @Test func aFileThatWasRenamedIsFoundByItsContent() throws {
        let house = try house()
        try house.shell("cp \(Self.bill) Inputs/exports/aws/again.csv")
        try #require(try house.night().status == 0)
        try house.remove(Self.bill)
        let text = try explain(house)
        #expect(rows(text, "Deliveries in force").first?.last == "read again")
        #expect(lines(rows(text, "Charges")).sorted() == [2, 3, 4, 5])
    }

    @Test func aFileThatHasChangedSinceTellsNothingUntilItIsTaken() throws {
        let house = try house()
        try house.write(Self.bill, SmallHouse.bill([SmallHouse.charge("01", "4.20")] + records.dropFirst()))
        let before = try explain(house)
        #expect(
            rows(before, "Deliveries in force").first?.last
                == "has changed since it was taken: its lines do not add up to the charges, which stop at line and day")
        #expect(lines(rows(before, "Charges")).isEmpty)
        try #require(try house.night().status == 0)
        let after = try explain(house)
        #expect(after.hasPrefix("2026-10/shop/servers/actual is 11.655 USD\n"))
        #expect(rows(after, "Charges").first == ["2026-10-01", "Compute", "6.40", "6.40 USD", "[1] 2, 3"])
    }

    /// Of two fees of 1.00 for November 19 of 30 days count: 1.266666666666667 together, 0.633333333333333 each. Of 30.00 in no
    /// export 19.00 count; the accrual counts whole.
    @Test func whatCountsInPartAndWhatWasBookedByHandIsNamed() throws {
        let house = try SmallHouse(bare: true)
        try house.write("Inputs/mapping.csv", SmallHouse.mapping)
        let fee = "b1,acct-7,2026-11-01,2026-12-01,2026-11-01,2026-12-01,1,1,USD,Compute,Usage"
        let day = "b1,acct-7,2026-11-01,2026-12-01,2026-11-20,2026-11-21,7,7,USD,Compute,Usage"
        try house.write(
            "Inputs/exports/aws/2026-11.csv", SmallHouse.header + ",SkuId\n\(fee),a\n\(fee),b\n\(day),c\n")
        try house.write(
            "Inputs/journal.csv",
            "month,system,component,amount,currency,kind,note\n2026-11,shop,servers,30,USD,cost,licences\n"
                + "2026-11,shop,servers,2.5,USD,accrual,not billed yet\n")
        try #require(try house.night().status == 0)
        let text = try explain(house, "2026-11/shop/servers/actual")
        #expect(text.contains(" is 22.766666666666667 USD\n19 of 30 days are complete"))
        #expect(
            rows(text, "Made of") == [
                ["(cost)", "licences", "19.00"], ["(accrual)", "not billed yet", "2.50"],
                ["aws", "Compute", "a", "1", "1", "0.633333333333333"], ["aws", "Compute", "b", "1", "1", "0.633333333333333"],
                ["aws", "Compute", "c", "1", "1", "0.00"],
                ["rounding of the parts", "0.000000000000001"], ["sum", "22.766666666666667"],
            ])
        #expect(
            rows(text, "Charges").first
                == ["2026-11-01 to 2026-11-30", "Compute", "a", "0.633333333333333", "1.00 USD, 19 of its 30 days", "[1] 2"])
    }

    @Test func aCustomersCostGoesDownToComponents() throws {
        let house = try house()
        try house.write("Inputs/allocation.csv", "system,component,method\nshop,*,shares:acme=40;beta=60\n")
        try #require(try house.night().status == 0)
        // 40 % of 8.555.
        let text = try explain(house, "2026-10/shop/acme/cost")
        #expect(text.hasPrefix("2026-10/shop/acme/cost is 3.422 USD\n"))
        #expect(text.contains(" 3.422  outlay explain '2026-10/shop/servers/actual'\n"))
        #expect(text.hasSuffix(" 3.422\n"))
    }

    @Test func aFigureThatDoesNotExistIsToldWithTheNearest() throws {
        let house = try house()
        for (reference, expected) in [
            (
                "2026-10/shop/server/actual",
                "outlay: 2026-10/shop/server/actual: no such figure\nhint: did you mean 2026-10/shop/servers/actual? shop has: servers\n"
            ),
            (
                "2026-10/shpo/servers/actual",
                "outlay: 2026-10/shpo/servers/actual: no such figure\nhint: did you mean 2026-10/shop/servers/actual? systems are: shop\n"
            ),
            (
                "2026-01/shop/servers/actual",
                "outlay: 2026-01/shop/servers/actual: nothing is known of 2026-01\nhint: known are 2026-10\n"
            ),
        ] {
            let ending = try house.outlay("explain", reference)
            #expect(ending.status == 66 && ending.output.isEmpty)
            #expect(ending.errors == expected)
        }
        #expect(try house.outlay("explain", "2026-10/shop").status == 64)
    }

    /// The figure of the sample that people ask about, in a packed export of a provider.
    @Test func aFigureOfTheSampleGoesDownToLinesThatAddUp() throws {
        let night = try SampleNight { $0.contains("/gcp_") }
        try #require(try night.night().status == 0)
        let (text, status) = try night.run(
            ["explain", "2026-10/capacity-assessment/network-egress/actual", "--limit", "10000"])
        #expect(status == 0 && !text.contains("mistake"), "\(text)")
        let figure = try #require(rows(text, "Made of").last?.last.flatMap { Decimal(string: $0) })
        let delivery = try #require(rows(text, "Deliveries in force").first)
        #expect(rows(text, "Deliveries in force").count == 1 && delivery.last == "read again", "\(text)")
        let unpack = Process()
        let pipe = Pipe()
        unpack.executableURL = URL(filePath: "/bin/gzip")
        unpack.arguments = ["-dc", night.inputs.appending(path: delivery[1]).path]
        unpack.standardOutput = pipe
        try unpack.run()
        let file = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        let lines = file.components(separatedBy: "\n").map(cells)
        let column = try #require(lines[0].firstIndex(of: "EffectiveCost"))
        let sum = self.lines(rows(text, "Charges")).reduce(Decimal(0)) { $0 + (Decimal(string: lines[$1 - 1][column]) ?? 0) }
        #expect(sum == figure && sum > 0)
    }

    /// The fields of a line of CSV.
    private func cells(_ line: String) -> [String] {
        var fields = [""]
        var isQuoted = false
        for character in line {
            if character == "\"" {
                isQuoted.toggle()
            } else if character == ",", !isQuoted {
                fields.append("")
            } else {
                fields[fields.count - 1].append(character)
            }
        }
        return fields
    }
}
