import Billing
import Foundation
import Testing

/// A month whose days have settled is not made anew every night; it must be what it would be if it were.
@Suite struct SettledReportTests {
    private static let header = SmallHouse.header + ",InvoiceId"

    /// A record of one day with the number of an invoice.
    private func record(
        _ day: Day, _ cost: String, _ invoice: String, account: String = "b1", service: String = "Compute"
    ) -> String {
        let month = day.month
        return "\(account),acct-7,\(month.first),\(month.end),\(day),\(day.advanced(by: 1)),\(cost),\(cost),USD,\(service),Usage,"
            + invoice
    }

    private func bill(_ records: [String]) -> String { ([Self.header] + records).map { $0 + "\n" }.joined() }

    /// What a source brings: all days of a month up to one, at a price, the first under an invoice of its own, and a credit at last.
    private func bill(
        _ month: Month, through last: Int, _ price: String, invoice: String, credit: Int, account: String, service: String
    ) -> String {
        bill(
            (1...max(1, last)).map { day in
                let number = day == 1 ? invoice : "I-\(month)"
                let cost = day == last && credit > 0 ? "-\(credit)" : price
                return record(month.first.advanced(by: day - 1), cost, number, account: account, service: service)
            })
    }

    private func usage(_ month: Month, through last: Int) -> String {
        "day,metric,customer,quantity,system\n"
            + (0..<max(1, last)).map { "\(month.first.advanced(by: $0)),reads,c\($0 % 3),\($0 * 7 + 1),shop\n" }.joined()
    }

    /// One whose months say what later ones decide too, or not.
    private func house(followsLater: Bool) throws -> SmallHouse {
        let house = try SmallHouse(bare: true)
        try house.write("Inputs/mapping.csv", SmallHouse.mapping + "Storage,shop,disks,,\nQueue,post,queues,,\n")
        try house.write("Inputs/plans/shop.yaml", SmallHouse.plan())
        try house.write(
            "Inputs/outlay.yaml",
            """
            settle_days: 2
            budgets:
              all: {amount: 900}
              quarter: {amount: 90, period: quarter, system: shop}
              late: {amount: 1, silent_until: 2026-11-09}
              silent: {amount: 60, period: \(followsLater ? "quarter" : "month"), thresholds: [50], silent_until: 2026-11-08}
            sources:
              post: {expected_days: 4}

            """)
        if followsLater {
            try house.write(
                "Inputs/invoices.csv", "invoice,amount,currency\nI-shared,1.00,USD\nI-2026-10,40,USD\nI-2026-11,40,USD\n")
        }
        return house
    }

    /// The months that a question about `publication` answers with.
    private func months(_ house: SmallHouse, _ sql: String) throws -> [Month] {
        try house.ask(sql).split(separator: "\n").compactMap { Int32($0).map(Month.init(number:)) }
    }

    /// The reports of all months but for what they say of when they were made and of the report before.
    private func figures(_ house: SmallHouse, _ output: String) throws -> [String: String] {
        var figures: [String: String] = [:]
        for (path, bytes) in try house.published(output) where path.hasSuffix(".csv") || path.hasSuffix("report.xml") {
            var lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\n")
            if path.hasSuffix("xml") {
                lines.removeAll { $0.hasPrefix("<report ") }
                if let check = lines.firstIndex(where: { $0.contains("point=\"Restated since the report before\"") }) {
                    let end = lines[check...].firstIndex { $0.hasSuffix("</check>") }
                    lines.removeSubrange(check...(try #require(end)))
                }
                if let start = lines.firstIndex(where: { $0.hasPrefix("  <changes since=") }) {
                    let isEmpty = lines[start].hasSuffix("/>")
                    let end = isEmpty ? start : lines[start...].firstIndex { $0.hasPrefix("  </changes>") }
                    lines.removeSubrange(start...(try #require(end)))
                }
            }
            figures[path] = lines.joined(separator: "\n")
        }
        return figures
    }

    /// Sources that come every night, late, not at all or with other prices of months long past; nights that are left out, and days that
    /// were taken for today before.
    @Test(arguments: 0..<2) func aReportThatIsNotMadeAnewIsWhatItWouldBe(seed: UInt64) throws {
        var random = ScheduleRandom(seed)
        let house = try house(followsLater: false)
        let program = try builtProgram("outlay")
        let months = [9, 10, 11, 12].map { Month(year: 2026, month: $0) }
        var today = Day(year: 2026, month: 10, day: 27)
        var kept = 0
        for night in 0..<16 {
            let sources = [("aws", "Compute"), ("gcp", "Storage"), ("post", "Queue")]
            for (source, service) in sources where night == 0 || random.chance(70) {
                let lag = random.chance(80) ? 1 : Int.random(in: 0...12, using: &random)
                let seen = today.advanced(by: -lag)
                for month in months where month.first <= seen && (month.end.advanced(by: 2) > today || random.chance(6)) {
                    let last = min(month.days, month.first.distance(to: seen) + 1)
                    let price = month.end.advanced(by: 2) > today ? "0.5" : "\(Int.random(in: 1...3, using: &random)).25"
                    try house.write(
                        "Inputs/exports/\(source)/\(month).csv",
                        bill(
                            month, through: last, price, invoice: random.chance(30) ? "I-shared" : "I-\(month)",
                            credit: random.chance(15) ? 30 : 0, account: source, service: service))
                }
            }
            for month in months where month.first < today && month.end.advanced(by: 3) > today && random.chance(60) {
                try house.write(
                    "Inputs/exports/calls/\(month).csv", usage(month, through: min(month.days, month.first.distance(to: today))))
            }
            // What has become less waits.
            #expect([0, 3].contains(try house.outlay("run", "--quiet", "--today", "\(today)").status))
            // In a copy, another version of the program has made all of them, so that each is made anew.
            try house.shell("rm -rf Anew; cp -r Output Anew; sqlite3 Anew/history.sqlite \"UPDATE run SET version = 'another'\"")
            let anew = try house.run(program, ["run", "--quiet", "--today", "\(today)", "--output", "Anew"])
            #expect([0, 3].contains(anew.status), "\(anew.errors)")
            let (found, expected) = (try figures(house, "Output"), try figures(house, "Anew"))
            #expect(Set(found.keys) == Set(expected.keys))
            for (path, text) in found where expected[path] != text {
                let line = zip(text.split(separator: "\n"), (expected[path] ?? "").split(separator: "\n")).first { $0 != $1 }
                Issue.record("night \(night), \(today), \(path): \(line?.0 ?? "") is now \(line?.1 ?? "")")
            }
            // Months that were over not long ago are those that this is about.
            let last = "SELECT month FROM publication GROUP BY month HAVING max(run) < (SELECT max(run) FROM run)"
            kept += try self.months(house, last).count { $0.end <= today && today < $0.end.advanced(by: 31) }
            today = today.advanced(by: random.chance(10) ? -1 : random.chance(70) ? 1 : Int.random(in: 2...9, using: &random))
        }
        #expect(kept > 0, "\(kept) reports stayed")
    }

    /// An invoice stands in the newest month whose bills have it, over all of them.
    @Test func aMonthLosesAnInvoiceThatALaterMonthHasToo() throws {
        let house = try house(followsLater: true)
        let (october, november) = (Month(year: 2026, month: 10), Month(year: 2026, month: 11))
        func deliver(_ last: Int, _ invoice: String) throws {
            let days = (0..<last).map { record(november.first.advanced(by: $0), "1", $0 == last - 1 ? invoice : "") }
            try house.write("Inputs/exports/aws/2026-11.csv", bill(days))
            #expect(try house.outlay("run", "--quiet", "--today", "\(november.first.advanced(by: last))").status == 0)
        }
        try house.write(
            "Inputs/exports/aws/2026-10.csv", bill((0..<31).map { record(october.first.advanced(by: $0), "1", "I-shared") }))
        try deliver(10, "")
        let invoices = "SELECT month, lines FROM invoice_month WHERE invoice = 'I-shared'"
        #expect(try house.ask(invoices) == "2026-10,31")
        try deliver(11, "I-shared")
        #expect(try house.ask(invoices) == "2026-11,32")
        try deliver(12, "")
        #expect(try house.ask(invoices) == "2026-10,31")
    }

    /// A night that brings a new day of a month leaves the month before as it is once its days have settled.
    @Test func aSettledMonthIsNotMadeAnewByANightOfTheNextOne() throws {
        let house = try house(followsLater: false)
        let (october, november) = (Month(year: 2026, month: 10), Month(year: 2026, month: 11))
        func made(on last: Int) throws -> [Month] {
            for month in [october, november] {
                let days = (0..<(month.month == 10 ? 31 : last)).map { record(month.first.advanced(by: $0), "1", "") }
                try house.write("Inputs/exports/aws/\(month).csv", bill(days))
            }
            #expect(try house.outlay("run", "--quiet", "--today", "2026-11-0\(last + 1)").status == 0)
            return try months(house, "SELECT month FROM publication WHERE run = (SELECT max(run) FROM run) ORDER BY 1")
        }
        // The last day of October has settled on the second of November, as `settle_days` says.
        #expect(try made(on: 1) == [october, november])
        #expect(try made(on: 2) == [november])
        #expect(try made(on: 3) == [november])
    }
}
