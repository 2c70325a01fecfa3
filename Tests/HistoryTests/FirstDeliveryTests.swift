import Billing
import Formats
import Foundation
import Testing

@testable import History

/// A bill that nothing is in force of is stored without being compared; it comes to the same as one that is compared.
@Suite struct FirstDeliveryTests {
    private static let today = Day(year: 2026, month: 11, day: 21)
    private static let month = Period(start: Day(year: 2026, month: 8, day: 1), end: Day(year: 2026, month: 9, day: 1))

    /// A line's charge as a reader adds it.
    private struct Part {
        var account: String, line: Int, day: Int32, days: Int32, invoice: String
        var sums: [Amount?]
    }

    @Test(arguments: 0..<8) func aBillInOneGoIsTheSameAsOneThatReplacesAnother(seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        let before = parts(&random, accounts: ["a", "b"])
        var bill = parts(&random, accounts: ["a", "b", "c"]) + before.prefix(Int(seed) * 3)
        if seed == 5 { bill += before }
        let straight = try taken([("bill.csv", bill)])
        let compared = try taken([("bill.csv", before), ("bill.csv", bill)])
        #expect(straight.rows == compared.rows)
        #expect(straight.contents == compared.contents && straight.lastDays == compared.lastDays)
        #expect(straight.findings.isEmpty && compared.findings.isEmpty)
    }

    private func sums(_ number: Int) -> [Amount?] {
        Measure.allCases.map { measure in
            let isAbsent = measure == .listCost && number % 2 == 0 || measure == .pricingQuantity && number % 3 == 0
            return isAbsent ? nil : Amount(femtos: Int128(number) * 1_234_567_500_000 - 77_000_500_000)
        }
    }

    private func parts(_ random: inout SeededNumbers, accounts: [String]) -> [Part] {
        (0..<Int.random(in: 1...60, using: &random)).map { _ in
            Part(
                account: accounts.randomElement(using: &random) ?? "a", line: Int.random(in: 0..<8, using: &random),
                day: Int32.random(in: 0...4, using: &random), days: Int.random(in: 0...6, using: &random) == 0 ? 3 : 1,
                invoice: ["", "", "I-1", "I-2"].randomElement(using: &random) ?? "",
                sums: sums(Int.random(in: 0...99_999, using: &random)))
        }
    }

    // MARK: Taking

    private struct Taken {
        var rows: [String], contents: [String], lastDays: [String], findings: [String]
    }

    /// What is in force after deliveries, one after the other.
    private func taken(
        _ deliveries: [(file: String, parts: [Part])], _ look: (Connection) throws -> Void = { _ in }
    ) throws -> Taken {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("first-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { do { try FileManager.default.removeItem(at: folder) } catch { print("left behind: \(folder.path)") } }
        let path = folder.appendingPathComponent("history.sqlite").path
        let history = try History(path: path) { xxh3($0) }
        let run = try history.beginRun(startedAt: "", today: FirstDeliveryTests.today, version: "test")
        for (number, delivery) in deliveries.enumerated() {
            let origin = DeliveryOrigin(
                source: "s", file: delivery.file, series: delivery.file, stamp: nil, mode: .replace, confirmShrink: true,
                inode: 1,
                size: 1, modified: Int64(number), run: run, today: FirstDeliveryTests.today, receivedAt: "")
            let outcome = try take(delivery.parts, DeliveryWriter(history, origin, mapping: Mapping(), usageSystem: nil))
            guard case .taken = outcome else {
                Issue.record("\(outcome)")
                break
            }
        }
        try look(history.connection)
        let columns =
            ["s.subject", "l.ServiceName", "c.start_day", "c.end_day", "i.invoice"] + MeasureColumns.names.map { "c.\($0)" }
            + ["c.records"]
        let rows = try history.connection.rows(
            """
            SELECT \(columns.map { "quote(\($0))" }.joined(separator: " || ' ' || "))
            FROM charge c JOIN scope s ON s.scope = c.scope JOIN line l ON l.line = c.line
            JOIN scope_invoicing i ON i.scope = c.scope AND i.invoicing = c.invoicing WHERE c.known_to IS NULL ORDER BY 1
            """
        ) { $0.text(0) }
        func newest(_ column: String) throws -> [String] {
            try history.connection.rows(
                """
                SELECT s.subject || ' ' || coalesce(d.\(column), '-') FROM scope_delivery d JOIN scope s ON s.scope = d.scope
                WHERE d.sequence = (SELECT max(sequence) FROM scope_delivery WHERE scope = d.scope) AND d.rows > 0 ORDER BY 1
                """
            ) { $0.text(0) }
        }
        return Taken(
            rows: rows, contents: try newest("content_hash"), lastDays: try newest("last_day"),
            findings: try Verification.findings(path: path) { xxh3($0) }.map { "\($0)" })
    }

    private func take(_ parts: [Part], _ writer: DeliveryWriter) throws -> DeliveryOutcome {
        var totals: [BillScope: ControlTotal] = [:]
        // In two halves, each in order, as a reader hands over what it has added up.
        for half in [parts.prefix(parts.count / 2), parts.dropFirst(parts.count / 2)] {
            var charges: [ChargeDay] = []
            for part in half {
                let scope = BillScope(billingAccount: part.account, billingPeriod: FirstDeliveryTests.month)
                let start = FirstDeliveryTests.month.start.advanced(by: Int(part.day))
                let key = ChargeDay.Key(
                    scope: try writer.scope(scope), line: try line(part.line, writer),
                    period: Period(start: start, end: start.advanced(by: Int(part.days))),
                    invoice: part.invoice.isEmpty ? 0 : try writer.invoice(part.invoice))
                var charge = ChargeDay(key, records: 1)
                for measure in Measure.allCases { charge[measure] = part.sums[measure.rawValue] }
                charges.append(charge)
                totals[scope, default: ControlTotal()].add(
                    billed: ParsedDecimal(amount: charge[.billedCost] ?? .zero, residue: 0),
                    effective: ParsedDecimal(amount: charge[.effectiveCost] ?? .zero, residue: 0))
            }
            for charge in charges.sorted(by: { $0.key < $1.key }) { try writer.add(charge) }
        }
        return try writer.finish(totals, refused: 0, note: nil, answered: nil, remember: true)
    }

    private func line(_ number: Int, _ writer: DeliveryWriter) throws -> Int32 {
        var values = LineValues()
        for dimension in Dimension.allCases {
            let text: String? =
                switch dimension {
                case .serviceName: "service \(number)"
                case .billingCurrency: "USD"
                case .chargeCategory: "Usage"
                case .source: "s"
                default: nil
                }
            if let text { values.append(Array(text.utf8).span) } else { values.appendNone() }
        }
        return try writer.line(xxh3(values.bytes.span), values)
    }
}
