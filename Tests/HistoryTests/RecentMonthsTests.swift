import Billing
import Formats
import Foundation
import Testing

@testable import History

/// What is read once for several reports is what each would have read.
@Suite struct RecentMonthsTests {
    @Test(arguments: 0..<8) func monthsAreAsTheyWouldBeReadOneByOne(seed: UInt64) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("recent-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { do { try FileManager.default.removeItem(at: folder) } catch { print("left behind: \(folder.path)") } }
        let history = try History(path: folder.appendingPathComponent("history.sqlite").path) { xxh3($0) }
        var random = SeededNumbers(seed: seed)
        let months = (4...9).map { Month(year: 2026, month: $0) }
        try fill(history, months, &random)

        let recent = RecentMonths()
        var hasCharges = false
        for _ in 1...30 {
            let view = history.view(asOf: [1, 2, nil].randomElement(using: &random) ?? nil)
            var detail = ChargeDetail()
            detail.hasDays = Int.random(in: 0...3, using: &random) > 0
            let last = Int.random(in: 2..<months.count, using: &random)
            let basis: Settings.CostBasis = Int.random(in: 0...3, using: &random) > 0 ? .effective : .billed
            let range = months[last - 2]...months[last]
            let found = try recent.charges(of: range, basis: basis, detail: detail, in: view)
            let each = try months[last - 2...last].map { month throws(HistoryError) in
                try view.charges(of: month...month, basis: basis, detail: detail)
            }
            #expect(found.charges == each.map { $0.charges[0] })
            #expect(found.bridges == each[2].bridges)
            #expect(try view.charges(of: range, basis: basis, detail: detail).bridges == found.bridges)
            for month in months { #expect(try recent.usage(of: month, in: view) == view.usage(of: month)) }
            hasCharges = hasCharges || found.charges.allSatisfy { !$0.isEmpty } && found.charges[0] != found.charges[2]
        }
        #expect(hasCharges)
    }

    private func fill(_ history: History, _ months: [Month], _ random: inout SeededNumbers) throws {
        let run = try history.beginRun(startedAt: "", today: Day(year: 2026, month: 11, day: 21), version: "test")
        try history.begin()
        for _ in 1...3 { _ = try history.nextSequence("delivery", "bill.csv", run: run) }
        let provider = ["'AWS'", "'GCP'", "NULL"]
        for line in 1...6 {
            try history.connection.run(
                """
                INSERT INTO line_common (common, hash, x_Source, ServiceName, ChargeCategory, BillingCurrency, ProviderName)
                VALUES (\(line), zeroblob(\(line)), 'aws', 's\(line % 4)', '\(line % 2 == 0 ? "Usage" : "Purchase")', 'USD',
                    \(provider[line % 3]))
                """)
            try history.connection.run(
                "INSERT INTO billed_line (line, hash_high, hash_low, common, SkuId) VALUES (\(line), 0, \(line), \(line), 'k')")
        }
        for (at, month) in months.enumerated() {
            for (kind, scope) in [("bill", at + 1), ("usage", at + 101)] {
                try history.connection.run(
                    "INSERT INTO scope VALUES (\(scope), 'aws', '\(kind)', 'b', \(month.first.number), \(month.end.number), NULL, NULL)"
                )
            }
            for number in 1...25 {
                let day = Int(month.first.number) + Int.random(in: 0...5, using: &random)
                let known = ["1, NULL", "1, 3", "2, NULL", "3, NULL"].randomElement(using: &random) ?? ""
                try history.connection.run("INSERT INTO scope_invoicing VALUES (\(at + 1), \(number), '', 1)")
                try history.connection.run(
                    """
                    INSERT INTO charge (scope, line, start_day, end_day, invoicing, billed_micros, billed_femtos, effective_micros,
                        effective_femtos, records, known_from, known_to)
                    VALUES (\(at + 1), \(Int.random(in: 1...6, using: &random)), \(day), \(day + 1), \(number),
                        \(Int.random(in: -9...9, using: &random)), 0, \(Int.random(in: -9...9, using: &random)), 1, 1, \(known))
                    """)
            }
            try history.connection.run(
                """
                INSERT INTO usage (scope, kind, system, component, customer, feature, model, environment, unit, quantity_units,
                    quantity_nanos, records, known_from)
                VALUES (\(at + 101), 'flow', 'a', '', '', '', '', '', '', \(at), 0, 1, \(at % 3 + 1))
                """)
        }
        try history.commit()
    }
}
