import Billing
import Formats
import Foundation
import Testing

@testable import History

/// Charges are grouped outside of SQLite; its own grouping over all texts and days is what they must come to, in the same order.
@Suite struct MonthChargesTests {
    private static let texts = ["'a'", "'b'", "''", "NULL", "'é'", "'e\u{301}'", "'B'"]

    @Test(arguments: 0..<12) func groupsAreThoseOfTheDatabase(seed: UInt64) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("charges-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { do { try FileManager.default.removeItem(at: folder) } catch { print("left behind: \(folder.path)") } }
        let history = try History(path: folder.appendingPathComponent("history.sqlite").path) { xxh3($0) }
        var random = SeededNumbers(seed: seed)
        let run = try history.beginRun(startedAt: "", today: Day(year: 2026, month: 11, day: 21), version: "test")
        try history.transaction { () throws(HistoryError) in
            for _ in 1...3 { _ = try history.nextSequence("delivery", "bill.csv", run: run) }
            for scope in 1...2 {
                try history.connection.run(
                    "INSERT INTO scope VALUES (\(scope), 'aws', 'bill', 'b\(scope)', 20727, 20758, NULL, NULL)")
            }
            func text() -> String { MonthChargesTests.texts.randomElement(using: &random) ?? "NULL" }
            for line in 1...12 {
                try history.connection.run(
                    """
                    INSERT INTO line_common (common, hash, x_Source, ServiceName, SubAccountId, ConsumedUnit, ChargeCategory,
                        BillingCurrency, ProviderName, CommitmentDiscountStatus)
                    VALUES (\(line), zeroblob(\(line)), 'aws', \(text()), \(text()), \(text()),
                        '\(["Usage", "Purchase"].randomElement(using: &random) ?? "")',
                        '\(["USD", "EUR"].randomElement(using: &random) ?? "")', \(text()),
                        \(["'Used'", "'Unused'", "NULL"].randomElement(using: &random) ?? ""))
                    """)
                try history.connection.run(
                    """
                    INSERT INTO billed_line (line, hash_high, hash_low, common, SkuId, Tags)
                    VALUES (\(line), 0, \(line), \(line), \(text()), '{"team": "\(line % 3)"}')
                    """)
                if line % 4 > 0 {
                    try history.connection.run(
                        "INSERT INTO line_mapping (line, system, customer, known_from) VALUES (\(line), \(text()), \(text()), 1)")
                }
            }
            for number in 1...80 {
                let day = 20727 + Int.random(in: 0...3, using: &random)
                let scope = Int.random(in: 1...2, using: &random)
                try history.connection.run("INSERT INTO scope_invoicing VALUES (\(scope), \(number), '', 1)")
                let to = Int.random(in: 0...4, using: &random)
                try history.connection.run(
                    """
                    INSERT INTO charge (scope, line, start_day, end_day, invoicing, billed_micros, billed_femtos, effective_micros,
                        effective_femtos, consumed_units, consumed_nanos, records, known_from, known_to)
                    VALUES (\(scope), \(Int.random(in: 1...12, using: &random)), \(day), \(day + Int.random(in: 1...2, using: &random)),
                        \(number), \(Int.random(in: -9...9, using: &random)),
                        \(Int.random(in: 0...9, using: &random)), \(Int.random(in: -9...9, using: &random)), 1,
                        \(day % 2 == 0 ? "NULL, NULL" : "3, 4"), 1, \(Int.random(in: 1...2, using: &random)), \(to == 3 ? "3" : "NULL"))
                    """)
            }
        }
        let month = Month(year: 2026, month: 10)
        for sequence in [1, 2, 3, nil] {
            let view = history.view(asOf: sequence)
            for hasDays in [true, false] {
                var detail = ChargeDetail()
                detail.hasDays = hasDays
                detail.hasSubaccounts = seed % 2 == 0
                detail.skuSystems = ["a"]
                detail.tags = ["team"]
                let found = try view.charges(of: month, basis: .billed, detail: detail).map { charge in
                    [
                        charge.assignment.system, charge.assignment.customer, charge.category.rawValue, charge.serviceName,
                        charge.currency.code, "\(charge.period.start.number)", "\(charge.period.end.number)", charge.consumedUnit,
                        charge.sku,
                        charge.subaccount, charge.tags["team"],
                        "\(charge.cost.femtos)", charge.consumed.map { "\($0.value.femtos)" },
                    ].map { $0.map { Array($0.utf8) } }
                }
                #expect(try found == grouped(view, detail), "as of \(sequence ?? 0), by day: \(hasDays)")
                let bridges = try view.charges(of: month...month, basis: .billed, detail: detail).bridges.map { bridge in
                    let steps = [bridge.billed, bridge.purchases, bridge.amortised, bridge.unused, bridge.other]
                    return ([bridge.provider, bridge.currency.code] + steps.map { "\($0.femtos)" }).map {
                        $0.map { Array($0.utf8) }
                    }
                }
                #expect(try bridges == bridged(view), "as of \(sequence ?? 0), by day: \(hasDays)")
            }
        }
    }

    private func grouped(_ view: HistoryView, _ detail: ChargeDetail) throws -> [[[UInt8]?]] {
        let days = detail.hasDays ? "c.start_day, c.end_day" : "20727, 20758"
        let unit = detail.hasDays ? "l.ConsumedUnit" : "NULL"
        return try view.connection.rows(
            """
            SELECT m.system, m.customer, l.ChargeCategory, l.ServiceName, l.BillingCurrency, \(days), \(unit), CASE m.system WHEN 'a' THEN l.SkuId END,
                \(detail.hasSubaccounts ? "l.SubAccountId" : "NULL"), l.Tags ->> 'team', sum(billed_micros), sum(billed_femtos),
                \(detail.hasDays ? "sum(consumed_units), sum(consumed_nanos)" : "NULL, NULL")
            FROM charge c JOIN line l ON l.line = c.line LEFT JOIN line_mapping m ON m.line = c.line AND m.known_from <= ?1
            WHERE c.known_from <= ?1 AND (c.known_to IS NULL OR c.known_to > ?1)
            GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
            """, [.integer(view.at)]
        ) { row in
            let cost = "\(Int128(row.integer(11)) * 1_000_000_000 + Int128(row.integer(12)))"
            let quantity = row.isNull(13) ? nil : "\(Int128(row.integer(13)) * Amount.unit + Int128(row.integer(14)) * 1_000_000)"
            return ((0..<11).map(row.optionalText) + [cost, quantity]).map { $0.map { Array($0.utf8) } }
        }
    }

    private func bridged(_ view: HistoryView) throws -> [[[UInt8]?]] {
        let steps = [
            "l.ChargeCategory = 'Purchase'", "l.ChargeCategory <> 'Purchase' AND l.CommitmentDiscountStatus = 'Used'",
            "l.ChargeCategory <> 'Purchase' AND l.CommitmentDiscountStatus = 'Unused'",
            "l.ChargeCategory <> 'Purchase' AND l.CommitmentDiscountStatus IS NULL",
        ].map { step in
            ["micros", "femtos"].map { "coalesce(sum(effective_\($0) - billed_\($0)) FILTER (WHERE \(step)), 0)" }.joined(
                separator: ", ")
        }
        return try view.connection.rows(
            """
            SELECT l.ProviderName, l.BillingCurrency, sum(billed_micros), sum(billed_femtos), \(steps.joined(separator: ", "))
            FROM charge c JOIN line l ON l.line = c.line
            WHERE c.known_from <= ?1 AND (c.known_to IS NULL OR c.known_to > ?1) GROUP BY 1, 2 ORDER BY 1, 2
            """, [.integer(view.at)]
        ) { row in
            let amounts = (0..<5).map { "\(Int128(row.integer(2 + 2 * $0)) * 1_000_000_000 + Int128(row.integer(3 + 2 * $0)))" }
            return ([row.optionalText(0), row.optionalText(1)] + amounts).map { $0.map { Array($0.utf8) } }
        }
    }
}
