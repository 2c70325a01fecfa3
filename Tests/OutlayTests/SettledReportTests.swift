import Billing
import Foundation
import Testing

/// A month whose days have settled is not made anew every night; it must be what it would be if it were.
@Suite struct SettledReportTests {
    /// What a source brings: all days of each month up to one, at a price.
    private func bill(_ month: Month, through last: Int, _ price: String, account: String, service: String) -> String {
        SmallHouse.bill(
            (1...max(1, last)).map { day in
                let start = month.first.advanced(by: day - 1)
                return
                    "\(account),acct-7,\(month.first),\(month.end),\(start),\(start.advanced(by: 1)),\(price),\(price),USD,\(service),Usage"
            })
    }

    private func usage(_ month: Month, through last: Int) -> String {
        "day,metric,customer,quantity,system\n"
            + (0..<max(1, last)).map { "\(month.first.advanced(by: $0)),reads,c\($0 % 3),\($0 * 7 + 1),shop\n" }.joined()
    }

    private func house() throws -> SmallHouse {
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
            sources:
              post: {expected_days: 4}

            """)
        return house
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
        let house = try house()
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
                        bill(month, through: last, price, account: source, service: service))
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
            let last = "SELECT month FROM publication WHERE run = (SELECT max(run) FROM run)"
            kept += Int(try house.ask("SELECT count(DISTINCT month) FROM publication WHERE month NOT IN (\(last))")) ?? 0
            today = today.advanced(by: random.chance(10) ? -1 : random.chance(70) ? 1 : Int.random(in: 2...9, using: &random))
        }
        #expect(kept > 5, "\(kept) reports stayed")
    }
}
