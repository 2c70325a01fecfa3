import Foundation
import Testing

/// `outlay changes`: every figure that moved, with the change that moved it.
@Suite struct ChangesTests {
    /// A bill of October with a first and a last day, and one of November with its first.
    private func house() throws -> SmallHouse {
        let house = try SmallHouse(bare: true)
        try house.write("Inputs/mapping.csv", SmallHouse.mapping)
        try house.write("Inputs/plans/shop.yaml", SmallHouse.plan())
        try october(house)
        return house
    }

    private func october(_ house: SmallHouse, last: String = "20.25") throws {
        let line = "b1,acct-7,2026-10-01,2026-11-01,2026-10-31,2026-11-01,\(last),\(last),USD,Compute,Usage"
        try house.write("Inputs/exports/aws/2026-10.csv", SmallHouse.bill([SmallHouse.charge("01", "10.50"), line]))
    }

    private func november(_ house: SmallHouse, _ cost: String = "2") throws {
        let line = "b1,acct-7,2026-11-01,2026-12-01,2026-11-01,2026-11-02,\(cost),\(cost),USD,Compute,Usage"
        try house.write("Inputs/exports/aws/2026-11.csv", SmallHouse.bill([line]))
    }

    private func changes(_ house: SmallHouse, _ arguments: String...) throws -> [String] {
        let ending = try house.run(
            builtProgram("outlay"), ["changes", "--today", "2026-11-21", "--format", "csv"] + arguments)
        try #require(ending.status == 0, "\(ending.errors)")
        return ending.output.components(separatedBy: "\r\n").dropFirst().dropLast().map { $0 }
    }

    /// What `--since 0` adds up to and what is published, by month, place and figure, where they are not nothing.
    private func expectThatChangesAddUp(_ house: SmallHouse) throws {
        var sums: [String: Decimal] = [:]
        for line in try changes(house, "--since", "0") {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).suffix(9).map(String.init)
            guard ["actual", "cost", "revenue"].contains(fields[4]) else { continue }
            sums[fields[0...4].joined(separator: " "), default: 0] += try #require(Decimal(string: fields[8]))
        }
        var published: [String: Decimal] = [:]
        let sql = """
            SELECT month, system, 'component', component, 'actual', actual FROM component_month
            UNION ALL SELECT month, system, 'customer', customer, 'cost', cost FROM customer_month
            UNION ALL SELECT month, system, 'customer', customer, 'revenue', revenue FROM customer_month WHERE revenue IS NOT NULL
            """
        for row in try house.ask(sql).split(separator: "\n") {
            let fields = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            published[fields[0...4].joined(separator: " ")] = Decimal(string: fields[5]) ?? 0
        }
        #expect(published.count > 2)
        #expect(sums.filter { $0.value != 0 } == published.filter { $0.value != 0 })
    }

    @Test func aRestatementAndAPlanVersionAreToldApart() throws {
        let house = try house()
        try house.night()
        #expect(
            try changes(house) == [
                "3,new delivery,exports/aws/2026-10.csv,2026-10,shop,component,servers,actual,USD,,30.75,30.75",
                "3,new delivery,exports/aws/2026-10.csv,2026-10,shop,component,servers,charged,USD,,30.75,30.75",
                "3,new delivery,exports/aws/2026-10.csv,2026-10,shop,component,servers,plan,USD,,40,40",
                "3,new delivery,exports/aws/2026-10.csv,2026-10,shop,customer,(unallocated),cost,USD,,30.75,30.75",
            ])
        try october(house, last: "22.250000000000001")
        try house.write("Inputs/plans/shop.yaml", SmallHouse.plan("50"))
        try house.night()
        let moved = [
            "4,plan version,\"plans/shop.yaml, version 2\",2026-10,shop,component,servers,plan,USD,40,50,10",
            "5,restatement,exports/aws/2026-10.csv,2026-10,shop,component,servers,actual,USD,30.75,32.750000000000001,2.000000000000001",
            "5,restatement,exports/aws/2026-10.csv,2026-10,shop,component,servers,charged,USD,30.75,32.750000000000001,2.000000000000001",
            "5,restatement,exports/aws/2026-10.csv,2026-10,shop,customer,(unallocated),cost,USD,30.75,32.750000000000001,2.000000000000001",
        ]
        // Since the last publication before the newest change, which is what --since 3 says.
        #expect(try changes(house) == moved)
        #expect(try changes(house, "--since", "3") == moved)
        #expect(try changes(house, "--since", "4") == Array(moved.dropFirst()))
        #expect(try changes(house, "--since", "5") == [])
        let text = try house.outlay("changes", "--today", "2026-11-21")
        #expect(
            text.output == """
                changes after sequence 3, through 5

                cause         subject                     figures  actual  charged    plan  revenue
                ------------  --------------------------  -------  ------  -------  ------  -------  ---
                plan version  plans/shop.yaml, version 2        1    0.00     0.00  +10.00     0.00  USD
                restatement   exports/aws/2026-10.csv           3   +2.00    +2.00    0.00     0.00  USD

                month    system  kind       id             figure   before  after  difference       sequence  cause         subject
                -------  ------  ---------  -------------  -------  ------  -----  ----------  ---  --------  ------------  --------------------------
                2026-10  shop    component  servers        plan      40.00  50.00      +10.00  USD         4  plan version  plans/shop.yaml, version 2
                2026-10  shop    component  servers        actual    30.75  32.75       +2.00  USD         5  restatement   exports/aws/2026-10.csv
                2026-10  shop    component  servers        charged   30.75  32.75       +2.00  USD         5  restatement   exports/aws/2026-10.csv
                2026-10  shop    customer   (unallocated)  cost      30.75  32.75       +2.00  USD         5  restatement   exports/aws/2026-10.csv

                """)
        let json = try house.outlay("changes", "--since", "3", "--today", "2026-11-21", "--format", "json")
        #expect(json.output.contains("\"difference\": 2.000000000000001}"))
        let read = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
        #expect(read?["since"] as? Int == 3 && read?["through"] as? Int == 5)
        #expect((read?["causes"] as? [Any])?.count == 2 && (read?["changes"] as? [Any])?.count == 4)
    }

    @Test func everySheetIsACauseOfItsOwn() throws {
        let house = try house()
        try house.night()
        for (sheet, text) in [
            ("contracts.csv", "customer,system,annual_contract_value,start\nacme,shop,1200,2026-01-01\n"),
            ("allocation.csv", "system,component,method\nshop,*,even\n"),
            ("journal.csv", "month,system,component,amount,kind\n2026-10,shop,licences,3,cost\n"),
            ("revenue.csv", "month,customer,system,amount,currency\n2026-10,acme,shop,90,EUR\n"),
            ("rates.csv", "month,currency,rate\n2026-10,EUR,1.1\n"),
            ("outlay.yaml", "budgets:\n  shop:\n    system: shop\n    amount: 50\n"),
            ("mapping.csv", "ServiceName,system,component,customer,environment\nCompute,shop,machines,,\n"),
        ] {
            try house.write("Inputs/" + sheet, text)
            #expect(try house.night().status == 0, "\(sheet)")
        }
        let lines = try changes(house, "--since", "3")
        func of(_ cause: String) -> [String] {
            lines.filter { $0.split(separator: ",")[1] == cause }.map {
                $0.split(separator: ",").dropFirst(5).joined(separator: " ")
            }
        }
        #expect(of("contracts") == ["customer acme revenue USD 100 100"])
        #expect(of("allocation") == ["customer acme cost USD 0 30.75 30.75", "customer (unallocated) cost USD 30.75 -30.75"])
        #expect(
            of("journal") == [
                "component licences actual USD 3 3", "component licences charged USD 3 3", "customer acme cost USD 30.75 33.75 3",
            ])
        // In a currency without a rate it is unknown, until there is one.
        #expect(of("revenue") == ["customer acme revenue USD 100 -100"])
        #expect(of("rate") == ["customer acme revenue USD 99 99"])
        // A budget moves no figure.
        #expect(of("settings") == [])
        #expect(of("mapping").count == 4)
        try expectThatChangesAddUp(house)
    }

    @Test func whatChangedInAClosedMonthStandsInTheMonthThatItIsBookedIn() throws {
        let house = try house()
        try november(house)
        try house.night()
        #expect(try house.outlay("changes", "--since", "close").status == 66)
        let closing = try house.outlay("close", "2026-10", "--accept", "tested", "--today", "2026-11-21")
        #expect(closing.status == 0, "\(closing.errors)")
        try expectThatChangesAddUp(house)
        try october(house, last: "22.75")
        try house.write(
            "Inputs/mapping.csv", "ServiceName,system,component,customer,environment\nCompute,shop,machines,,\n")
        #expect(try house.night().status == 3)
        let lines = try changes(house, "--since", "close")
        #expect(lines.allSatisfy { !$0.contains(",2026-10,") }, "\(lines)")
        #expect(
            lines.filter { $0.contains("restatement") }.map { $0.split(separator: ",").dropFirst(2).joined(separator: " ") } == [
                "exports/aws/2026-10.csv 2026-11 shop component (adjustment) actual USD 2.5 2.5",
                "exports/aws/2026-10.csv 2026-11 shop component (adjustment) charged USD 2.5 2.5",
                "exports/aws/2026-10.csv 2026-11 shop customer (adjustment) cost USD 2.5 2.5",
            ])
        try expectThatChangesAddUp(house)
        // Opened again, the month has its changes itself.
        #expect(try house.outlay("reopen", "2026-10", "--reason", "a test", "--today", "2026-11-21").status == 0)
        let reopened = try changes(house)
        #expect(reopened.allSatisfy { $0.contains(",reopening,2026-10,") } && !reopened.isEmpty, "\(reopened)")
        try expectThatChangesAddUp(house)
    }

    @Test func daysThatSettleAreACauseToo() throws {
        let house = try house()
        try november(house)
        #expect(try house.run(builtProgram("outlay"), ["run", "--today", "2026-11-01"]).status == 0)
        // As of the first of November, two days after the 30th of October; the bill is the same ever after.
        try house.shell("touch Inputs/exports/aws/2026-10.csv Inputs/exports/aws/2026-11.csv")
        #expect(try house.night().status == 0)
        let lines = try changes(house)
        #expect(!lines.isEmpty && lines.allSatisfy { $0.contains(",days settled,") && !$0.contains(",charged,") }, "\(lines)")
        try expectThatChangesAddUp(house)
    }

    @Test func aSequenceThatThereIsNotIsSaid() throws {
        let house = try house()
        try house.night()
        let ending = try house.outlay("changes", "--since", "9")
        #expect(ending.status == 64)
        #expect(ending.errors.contains("--since 9: no such sequence, expected 0 to 3"))
        let nothing = try house.outlay("changes", "--since", "3")
        #expect(nothing.status == 0 && nothing.output.isEmpty)
        #expect(nothing.errors == "no figure moved between sequence 3 and sequence 3\n")
    }
}
