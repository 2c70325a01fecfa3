import Foundation
import Testing

/// Closing a month: what it asks for, what it keeps, and where later changes go.
@Suite struct MonthEndTests {
    /// A house with October complete and a beginning of November, both mapped and planned.
    private func house() throws -> SmallHouse {
        let house = try SmallHouse(bare: true)
        try house.write("Inputs/mapping.csv", SmallHouse.mapping)
        try house.write("Inputs/plans/shop.yaml", SmallHouse.plan())
        try october(house)
        try house.write("Inputs/exports/aws/2026-11.csv", november)
        return house
    }

    private func october(_ house: SmallHouse, last: String = "1.25", also: [String] = []) throws {
        let days = (1...30).map { SmallHouse.charge($0 < 10 ? "0\($0)" : "\($0)", "1.10") }
        let lastDay =
            "b1,acct-7,2026-10-01,2026-11-01,2026-10-31,2026-11-01,\(last),\(last),USD,Compute,Usage"
        try house.write("Inputs/exports/aws/2026-10.csv", SmallHouse.bill(days + [lastDay] + also))
    }

    private var november: String {
        SmallHouse.bill(
            (1...19).map { day in
                let text = day < 10 ? "0\(day)" : "\(day)"
                return SmallHouse.charge(text, "2").replacingOccurrences(of: "2026-11-01", with: "2026-12-01")
                    .replacingOccurrences(of: "2026-10-01,2026-12-01", with: "2026-11-01,2026-12-01")
                    .replacingOccurrences(of: "2026-10-\(text)", with: "2026-11-\(text)")
                    .replacingOccurrences(of: "2026-10-", with: "2026-11-")
            })
    }

    private func close(_ house: SmallHouse, _ month: String = "2026-10", _ arguments: String...) throws -> SmallHouse.Ending {
        try house.run(builtProgram("outlay"), ["close", month, "--today", "2026-11-21"] + arguments)
    }

    private func pages(_ house: SmallHouse, _ month: String) throws -> [String: Data] {
        try house.published().filter { $0.key.hasPrefix(month) }
    }

    private func total(_ house: SmallHouse) throws -> String {
        try house.ask(
            "SELECT sum(actual_micros), sum(actual_femtos) FROM component_month WHERE month < '2026-11' OR component = '(adjustment)'"
        )
    }

    private func billed(_ house: SmallHouse) throws -> String {
        try house.ask(
            "SELECT sum(x_EffectiveCostMicros), sum(x_EffectiveCostFemtos) FROM focus WHERE BillingPeriodStart < '2026-11-01'")
    }

    @Test func aClosedMonthKeepsItsBytesAndWhatComesLaterIsBookedInTheFirstOpenMonth() throws {
        let house = try house()
        #expect(try house.night().status == 0)
        let closing = try close(house)
        #expect(closing.status == 0, "\(closing.errors)\(closing.output)")
        #expect(closing.output.contains("[x] every source is final"))
        #expect(
            try house.ask("SELECT month, state, closed_at FROM month_status ORDER BY month")
                == "2026-10,closed,2026-11-21\n2026-11,open,")
        let closed = try pages(house, "2026-10")
        #expect(String(decoding: closed["2026-10/index.html"] ?? Data(), as: UTF8.self).contains("Closed on 2026-11-21"))
        let before = try house.ask("SELECT * FROM component_month WHERE month = '2026-10'")

        // The last day is restated from 1.25 to 3.75, a late charge has another service, and the mapping puts all in another place.
        try october(house, last: "3.75", also: [SmallHouse.charge("07", "0.123456789012345", service: "Disk")])
        try house.write(
            "Inputs/mapping.csv", "ServiceName,system,component,customer,environment\nCompute,shop,other,,\nDisk,shop,disks,,\n")
        let late = try house.night()
        #expect(late.status == 3)
        #expect(
            late.errors.contains(
                "2026-10 is closed and has changed by 2.62 USD, restated by exports/aws/2026-10.csv: booked in 2026-11"))
        #expect(try pages(house, "2026-10") == closed)
        #expect(try house.ask("SELECT * FROM component_month WHERE month = '2026-10'") == before)
        #expect(
            try house.ask(
                "SELECT closed_month, booked_month, system, component, amount_micros, amount_femtos FROM adjustment ORDER BY component"
            )
                == "2026-10,2026-11,shop,disks,123456,789012345\n2026-10,2026-11,shop,servers,2500000,0")
        #expect(try total(house) == billed(house))
        #expect(
            try house.ask("SELECT actual_micros, variance FROM component_month WHERE component = '(adjustment)'") == "2623456,")
        #expect(try house.ask("SELECT cost_micros FROM customer_month WHERE customer = '(adjustment)'") == "2623456")
        #expect(try house.adjustmentDifferences() == "")

        // Said once; the same again changes nothing.
        let open = try house.published()
        let again = try house.night()
        #expect(again.status == 0, "\(again.errors)")
        #expect(try house.published() == open)
        // The bill goes back to what it was: so does the sum of what was booked.
        try october(house)
        #expect(try house.night().status == 3)
        #expect(try total(house) == billed(house))
        #expect(try pages(house, "2026-10") == closed)
        #expect(try house.outlay("verify").status == 0)
    }

    @Test func aClosedMonthIsMadeAgainAsItWas() throws {
        let house = try house()
        try house.night()
        _ = try close(house)
        let closed = try pages(house, "2026-10")
        try october(house, last: "9")
        try house.night()
        try house.shell("rm -r Output/2026-10")
        #expect(try house.night().status == 0)
        #expect(try pages(house, "2026-10") == closed)
        let sequence = try house.ask("SELECT max(sequence) FROM delivery")
        #expect(
            try house.outlay("report", "--as-of", sequence, "--output", "Then", "--history", "Output/history.sqlite").status == 0)
        #expect(try house.published("Then").filter { $0.key.hasPrefix("2026-10") } == closed)
    }

    /// An upgrade brings tables that a closed month never had: neither a run nor `report` writes it anew for them.
    @Test func aClosedMonthThatAnOlderVersionMadeKeepsItsFiles() throws {
        let house = try house()
        try house.night()
        _ = try close(house)
        try house.remove("Output/2026-10/cost_to_serve.csv")
        #expect(try house.shell("sqlite3 Output/history.sqlite \"UPDATE run SET version = '0.1.0'\"").status == 0)
        let closed = try pages(house, "2026-10")
        try house.night()
        #expect(try house.outlay("report").status == 0)
        #expect(try pages(house, "2026-10") == closed)
        #expect(try house.outlay("report", "--month", "2026-10").status == 0)
        #expect(house.exists("Output/2026-10/cost_to_serve.csv"))
    }

    @Test func aReopenedMonthTakesItsChangesBack() throws {
        let house = try house()
        try house.night()
        _ = try close(house)
        try october(house, last: "9")
        #expect(try house.night().status == 3)
        let reopening = try house.outlay("reopen", "2026-10", "--reason", "a late bill", "--today", "2026-11-21")
        #expect(reopening.status == 0, "\(reopening.errors)")
        #expect(try house.ask("SELECT count(*) FROM adjustment") == "0")
        #expect(try house.ask("SELECT state, note FROM month_status WHERE month = '2026-10'") == "final,reopened: a late bill")
        #expect(try total(house) == billed(house))
        // The report says what has moved since the close: the bill that came after it, and the reopening.
        func sinceClose() throws -> String {
            try house.read("Output/2026-10/report.xml").components(separatedBy: "<changesSinceClose").last ?? ""
        }
        let close = try house.ask("SELECT min(sequence) FROM change WHERE kind = 'close'")
        let moved = try sinceClose()
        #expect(moved.hasPrefix(" since=\"\(close)\" day=\"2026-11-21\">"))
        #expect(moved.contains("<difference currency=\"USD\">7.75</difference>"))
        #expect(
            moved.contains("kind=\"restatement\" subject=\"exports/aws/2026-10.csv\"") && moved.contains("kind=\"reopening\""))
        let page = try house.read("Output/2026-10/index.html")
        #expect(page.contains("<h3>Since the close</h3>"))
        #expect(page.contains("The month was closed on 2026-11-21 at sequence \(close) and opened again."))
        #expect(page.contains("<tr id=\"close-moved:shop:component:servers:actual\">"))
        #expect(try house.outlay("report", "--output", "again", "--history", "Output/history.sqlite").status == 0)
        #expect(try house.read("again/2026-10/report.xml") == house.read("Output/2026-10/report.xml"))
        #expect(try !house.read("Output/2026-11/report.xml").contains("changesSinceClose"))
        #expect(try house.outlay("reopen", "2026-10", "--reason", "x").status == 66)
        // What is booked in a closed month stands there until that one is opened.
        _ = try self.close(house)
        #expect(try house.read("Output/2026-10/index.html").contains("and opened again, and is closed again now."))
        #expect(try sinceClose().contains("<difference currency=\"USD\">7.75</difference>"))
        try october(house, last: "10")
        #expect(try house.night().status == 3)
        #expect(try self.close(house, "2026-11", "--accept", "in a hurry").status == 0)
        let refused = try house.outlay("reopen", "2026-10", "--reason", "x", "--today", "2026-11-21")
        #expect(refused.status == 1 && refused.errors.contains("booked in 2026-11"))
    }

    @Test func theChecklistNamesEachPoint() throws {
        let house = try house()
        try house.write("Inputs/invoices.csv", "invoice,amount\nINV-1,100\n")
        let rows = (1...31).map { day in
            "b1,acct-7,2026-10-01,2026-11-01,2026-10-\(day < 10 ? "0" : "")\(day),2026-11-01,1,1,USD,Mail,Usage,INV-1"
        }
        try house.write("Inputs/exports/mail/2026-10.csv", "\(SmallHouse.header),InvoiceId\n\(rows.joined(separator: "\n"))\n")
        try house.write(
            "Inputs/exports/euro/2026-10.csv", SmallHouse.bill([SmallHouse.charge("30", "5", currency: "EUR", account: "b3")]))
        try house.write("Inputs/exports/odd/file.txt", "nothing known\n")
        #expect(try house.night().status == 3)
        let refused = try close(house)
        #expect(refused.status == 1)
        for line in [
            "[ ] every source is final\n", "source euro: complete through 2026-10-30",
            "[ ] nothing is refused\n    exports/odd/file.txt",
            "[ ] unmapped cost is at most 1 %", "INV-1: billed 31.00, invoiced 100.00 USD, a difference of -69.00",
            "EUR: no rate, 5.00 stand apart",
        ] { #expect(refused.output.contains(line), "\(line)\n\(refused.output)") }
        #expect(refused.errors.contains("2026-10 is not closed: 5 of 5 points are open"))
        #expect(try house.ask("SELECT count(*) FROM month_status WHERE state = 'closed'") == "0")
        #expect(
            try house.ask("SELECT invoice, billed, difference, lines, state FROM invoice_month") == "INV-1,31.0,-69.0,31,differs")
        #expect(try close(house, "2026-10", "--accept", "agreed with the auditor").status == 0)
        #expect(try house.read("Output/2026-10/index.html").contains("agreed with the auditor"))
        #expect(try close(house, "2026-07").status == 66)
        #expect(try close(house, "2026-13").status == 64)
    }

    @Test func theJournalBooksByHandAndTakesAccrualsBack() throws {
        let house = try house()
        try house.write(
            "Inputs/journal.csv",
            """
            month,system,component,customer,environment,amount,currency,kind,note
            2026-10,shop,servers,,,7.5,USD,accrual,not billed yet
            2026-10,shop,servers,,,-4,USD,reclass,belongs to support
            2026-10,shop,support,acme,,4,USD,reclass,
            2026-10,shop,licences,,,31,USD,cost,
            2026-11,shop,licences,,,30,USD,cost,

            """)
        try house.write("Inputs/notes.csv", "month,system,component,note\n2026-10,shop,support,moved by finance\n")
        let night = try house.night()
        #expect(night.status == 0, "\(night.errors)")
        // 30 × 1.10 + 1.25 + 7.5 − 4 = 37.75; of November 19 days of 2.00 and 30.00 × 19 ÷ 30, less the accrual.
        #expect(
            try house.ask("SELECT month, component, actual, note FROM component_month ORDER BY month, component") == """
                2026-10,licences,31.0,
                2026-10,servers,37.75,
                2026-10,support,4.0,moved by finance
                2026-11,licences,19.0,
                2026-11,servers,30.5,
                """)
        #expect(try house.ask("SELECT direct_cost FROM customer_month WHERE customer = 'acme'") == "4.0")
        #expect(
            try house.ask("SELECT kind, amount FROM journal_month WHERE month = '2026-11' ORDER BY kind")
                == "cost,30.0\nreversal,-7.5")
        // A change of the journal of a closed month is a change of the month.
        #expect(try close(house).status == 0)
        try house.write(
            "Inputs/journal.csv", "month,system,component,amount,kind\n2026-10,shop,licences,33,cost\n")
        #expect(try house.night().status == 3)
        #expect(
            try house.ask("SELECT component, customer, amount, cause FROM adjustment ORDER BY component") == """
                licences,,2.0,journal.csv
                servers,,-3.5,journal.csv
                support,acme,-4.0,journal.csv
                """)
        #expect(try house.night().status == 0)
    }

    @Test func theErrorOfPastLandingsIsKept() throws {
        let house = try house()
        try house.night()
        let open = try house.ask("SELECT system, complete_days FROM landing_history WHERE month = '2026-11'")
        #expect(open == "shop,19")
        #expect(try house.ask("SELECT count(*) FROM landing_error") == "0")
        // The eleven days that were missing come to 3.00 each.
        let rest = (20...30).map {
            "b1,acct-7,2026-11-01,2026-12-01,2026-11-\($0),\($0 == 30 ? "2026-12-01" : "2026-11-\($0 + 1)"),3,3,USD,Compute,Usage\n"
        }
        try house.write("Inputs/exports/aws/2026-11.csv", november + rest.joined())
        #expect(try house.outlay("run", "--today", "2026-12-05").status == 0)
        #expect(
            try house.ask(
                "SELECT system, complete_days, actual, error = landing - 71, error BETWEEN -12 AND 0 FROM landing_error")
                == "shop,19,71.0,1,1")
        #expect(try house.outlay("query", "--saved", "landing-error", "--format", "csv").output.contains("2026-11,shop,19,"))
    }

    @Test func aChangeThatAKilledRunBookedIsStillSaid() throws {
        let house = try house()
        try house.night()
        _ = try close(house)
        try october(house, last: "9")
        // The month's folder cannot be replaced, so that the run ends after it has booked.
        try house.shell("mv Output/2026-11 aside && echo x > Output/2026-11")
        #expect(try house.night().status == 73)
        #expect(try house.ask("SELECT count(*) FROM adjustment") == "1")
        try house.shell("rm Output/2026-11")
        let next = try house.night()
        #expect(next.status == 3 && next.errors.contains("2026-10 is closed and has changed by 7.75 USD"))
        #expect(try house.night().status == 0)
        #expect(try house.read("Output/index.html").contains("Changes of closed months"))
    }

    @Test func aMonthWithoutBillsBearsWhatIsBookedInIt() throws {
        let house = try house()
        try house.remove("Inputs/exports/aws/2026-11.csv")
        try house.night()
        _ = try close(house)
        try october(house, last: "9")
        #expect(try house.night().status == 3)
        #expect(try total(house) == billed(house))
        #expect(
            try house.ask("SELECT month, component, actual FROM component_month WHERE month > '2026-10'").contains(
                "2026-11,(adjustment),7.75"))
    }

    @Test func aChangeInAnotherCurrencyHasTheRateOfItsMonth() throws {
        let house = try house()
        try house.write("Inputs/rates.csv", "month,currency,rate\n2026-10,EUR,1.1\n2026-11,EUR,1.2\n")
        let euro = SmallHouse.bill([
            "b3,acct-9,2026-10-01,2026-11-01,2026-10-31,2026-11-01,100,100,EUR,Compute,Usage",
            "b3,acct-9,2026-10-01,2026-11-01,2026-10-30,2026-10-31,1000,1000,EUR,Compute,Usage",
        ])
        try house.write("Inputs/exports/euro/2026-10.csv", euro)
        try house.night()
        #expect(try close(house).status == 0)
        try house.write("Inputs/exports/euro/2026-10.csv", euro.replacingOccurrences(of: ",100,100,", with: ",0,0,"))
        #expect(try house.night().status == 3)
        #expect(try house.ask("SELECT actual FROM component_month WHERE component = '(adjustment)'") == "-110.0")
    }

    @Test func whatTheMonthBeforeHadAndInvoicesThatNoBillHasAreAskedFor() throws {
        let house = try house()
        try house.write(
            "Inputs/exports/seller/2026-09.csv",
            SmallHouse.bill(["b2,acct-9,2026-09-01,2026-10-01,2026-09-30,2026-10-01,3,3,USD,Compute,Usage"]))
        try house.write("Inputs/invoices.csv", "invoice,amount\nINV-l,9999\n")
        try house.night()
        let refused = try close(house)
        #expect(refused.status == 1)
        #expect(refused.output.contains("no bill of seller, account b2"))
        #expect(
            refused.output.contains("INV-l: invoiced 9,999.00 USD, in no bill")
                || refused.output.contains("INV-l: invoiced 9999.00 USD, in no bill"))
        #expect(try close(house, "2026-10", "--accept", " ").status == 64)
    }

    @Test func mistakesInTheSheetsAreTold() throws {
        let house = try house()
        try house.write(
            "Inputs/journal.csv",
            "month,system,amount,kind\n2026-10,shop,3,reclass\n2026-10,shop,x,cost\n2026-10,shop,1,gift\n")
        try house.write("Inputs/invoices.csv", "invoice,amount\nA,1\nA,2\n")
        let night = try house.night()
        #expect(night.status == 78)
        for message in [
            "reclasses of 2026-10 add up to 3 USD, expected 0", "expected accrual, reclass or cost",
            "invoice \"A\" in USD stands in line 2 too",
        ] { #expect(night.errors.contains(message), "\(message)\n\(night.errors)") }
    }
}
