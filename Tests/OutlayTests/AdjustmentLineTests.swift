import Billing
import Foundation
import Testing

/// What is booked in a month because of months that are closed: bills that came late, and accruals that are taken back.
@Suite struct AdjustmentLineTests {
    /// A house with servers of October and a beginning of November, and licences of another source.
    private func house(_ licences: Int, at cost: String = "3") throws -> SmallHouse {
        let house = try SmallHouse(bare: true)
        try house.write(
            "Inputs/mapping.csv",
            "ServiceName,system,component,customer,environment\nCompute,shop,servers,,\nLicence,bank,licences,acme,\n")
        try house.write("Inputs/exports/aws/2026-10.csv", bill(10, 31, at: "1.10", "b1", "Compute"))
        try house.write("Inputs/exports/aws/2026-11.csv", bill(11, 19, at: "2", "b1", "Compute"))
        try self.licences(house, licences, at: cost)
        try house.night()
        return house
    }

    /// So many days of licences in October.
    private func licences(_ house: SmallHouse, _ days: Int, at cost: String = "3") throws {
        try house.write("Inputs/exports/seller/2026-10.csv", bill(10, days, at: cost, "b2", "Licence"))
    }

    /// A bill of the first days of a month of 2026, with one cost for each.
    private func bill(_ number: Int, _ days: Int, at cost: String, _ account: String, _ service: String) -> String {
        let month = Month(year: 2026, month: number)
        return SmallHouse.bill(
            (0..<days).map { at in
                let day = month.first.advanced(by: at)
                return
                    "\(account),acct-7,\(month.first),\(month.end),\(day),\(day.advanced(by: 1)),\(cost),\(cost),USD,\(service),Usage"
            })
    }

    private func close(_ house: SmallHouse, _ month: String, _ arguments: String...) throws -> SmallHouse.Ending {
        try house.run(builtProgram("outlay"), ["close", month, "--today", "2026-11-21"] + arguments)
    }

    private func reopen(_ house: SmallHouse, _ month: String) throws -> SmallHouse.Ending {
        try house.outlay("reopen", month, "--reason", "again", "--today", "2026-11-21")
    }

    @Test func anAccrualOfACloseIsTakenBackBesideTheLateBill() throws {
        let house = try house(20)
        #expect(try close(house, "2026-10").status == 1)
        let closing = try close(house, "2026-10", "--accrue")
        #expect(closing.status == 0 && closing.output.contains("accrued: bank licences 33.00 USD"), "\(closing.output)")
        #expect(try house.ask("SELECT actual FROM component_month WHERE month = '2026-10' AND component = 'licences'") == "93.0")
        #expect(try house.ask("SELECT cost FROM customer_month WHERE month = '2026-10' AND customer = 'acme'") == "93.0")
        try licences(house, 31)
        #expect(try house.night().status == 3)
        // The late bill and what was accrued for it cancel each other, in no component of November.
        #expect(
            try house.ask("SELECT component, actual FROM component_month WHERE month = '2026-11' AND system = 'bank'")
                == "(adjustment),0.0")
        #expect(try house.adjustmentDifferences() == "")
        #expect(
            try house.ask("SELECT component, customer, amount, cause FROM adjustment ORDER BY amount")
                == "licences,acme,-33.0,\"accrual of the close, taken back\"\nlicences,acme,33.0,restated by exports/seller/2026-10.csv"
        )
        // Together the months are what was billed.
        #expect(
            try house.ask("SELECT sum(actual_micros) FROM component_month")
                == house.ask("SELECT sum(x_EffectiveCostMicros) FROM focus"))
    }

    @Test func theAdjustmentsOfAMonthAreItsLineWhateverIsClosedAndOpenedAgain() throws {
        // At a price that leaves fractions beyond a millionth.
        let house = try house(20, at: "3.000000000000001")
        #expect(try close(house, "2026-10", "--accrue", "--accept", "late").status == 0)
        #expect(try house.adjustmentDifferences() == "")
        #expect(try house.ask("SELECT count(*), amount < 0 FROM adjustment") == "1,1")
        // The month that takes it back is closed too, then the bill comes late.
        #expect(try close(house, "2026-11", "--accrue", "--accept", "early").status == 0)
        #expect(try house.adjustmentDifferences() == "")
        try licences(house, 31, at: "3.100000000000001")
        #expect(try house.night().status == 3)
        #expect(try house.adjustmentDifferences() == "")
        #expect(try house.ask("SELECT count(*) FROM adjustment") == "3")
        for month in ["2026-11", "2026-10"] {
            let ending = try reopen(house, month)
            #expect(ending.status == 0, "\(ending.errors)")
            #expect(try house.adjustmentDifferences() == "")
        }
        #expect(try house.ask("SELECT count(*) FROM adjustment") == "0")
    }

    /// What a later close accrues changes the month after it, which is closed already: it is booked in the first that is open.
    @Test func theAdjustmentsOfAMonthAreItsLineAlsoWhereTheMonthAfterWasClosedFirst() throws {
        let house = try house(20)
        #expect(try close(house, "2026-11", "--accept", "early").status == 0)
        #expect(try close(house, "2026-10", "--accrue", "--accept", "late").status == 3)
        #expect(try house.adjustmentDifferences() == "")
        #expect(
            try house.ask("SELECT closed_month, booked_month, amount, cause FROM adjustment")
                == "2026-11,2026-12,-33.0,accruals of a close")
        #expect(try reopen(house, "2026-10").status == 3)
        #expect(try house.adjustmentDifferences() == "")
        #expect(try house.ask("SELECT sum(amount) FROM adjustment") == "0.0")
    }
}

extension SmallHouse {
    /// The law of adjustments: those that are booked in a month, without tax, are its line `(adjustment)`, to the last unit. The months of
    /// which that does not hold.
    func adjustmentDifferences() throws -> String {
        try ask(
            """
            SELECT month FROM (
                SELECT month, actual_micros AS micros, actual_femtos AS femtos FROM component_month WHERE component = '(adjustment)'
                UNION ALL SELECT booked_month, -amount_micros, -amount_femtos FROM adjustment WHERE component IS NOT '(tax)')
            GROUP BY month HAVING sum(micros) * 1000000000 + sum(femtos) <> 0
            """)
    }
}
