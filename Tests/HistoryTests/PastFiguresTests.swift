import Billing
import Formats
import Foundation
import Testing

@testable import History

/// What reports of later months read of a month: its published rows, and what was told of it while it was not over.
@Suite struct PastFiguresTests {
    private let october = Month(year: 2026, month: 10)

    /// A history in a folder of its own, removed afterwards.
    private func withHistory(_ body: (History) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("outlay-past-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer {
            do { try FileManager.default.removeItem(at: folder) } catch { print("left behind: \(folder.path)") }
        }
        try body(try History(path: folder.appendingPathComponent("history.sqlite").path) { xxh3($0) })
    }

    @Test func aLandingIsTheLastThatWasToldByASequence() throws {
        try withHistory { history in
            try history.connection.run(
                """
                INSERT INTO landing_told VALUES ('2026-10', 's', 10, 3, 'USD', 50.25, 50250000, 0),
                    ('2026-10', 's', 10, 5, 'USD', 60, 60000000, 7), ('2026-10', 's', 21, 4, 'USD', 70, 70000000, 0),
                    ('2026-11', 's', 10, 3, 'USD', 80, 80000000, 0)
                """)
            func told(_ sequence: Int) throws -> [Amount] {
                try history.toldLandings(of: october..<october.advanced(by: 1), asOf: sequence).map(\.landing.amount)
            }
            #expect(try told(2) == [])
            #expect(try told(3) == [Amount(micros: 50_250_000, remainder: 0)])
            #expect(try told(9) == [Amount(micros: 60_000_000, remainder: 7)])
            let shown = try history.connection.rows(
                "SELECT landing FROM landing_history WHERE month = '2026-10' ORDER BY complete_days"
            ) {
                $0.real(0)
            }
            #expect(shown == [60, 70])
        }
    }

    @Test func aPublishedMonthHasItsExactAmountsAndWhatIsUnknownStaysSo() throws {
        try withHistory { history in
            #expect(try history.publishedMonth(october) == nil)
            try history.connection.run(
                """
                INSERT INTO component_month (month, system, component, currency, actual, actual_micros, actual_femtos, complete_days,
                    flagged, beside) VALUES ('2026-10', 's', 'c', 'USD', 12.5, 12500000, 1, 31, 0, 0),
                    ('2026-10', 's', 'staging', 'USD', 2, 2000000, 0, 31, 0, 1),
                    ('2026-10', 'planned', 'c', 'USD', NULL, NULL, NULL, 0, 0, 0)
                """)
            try history.connection.run(
                """
                INSERT INTO customer_month (month, system, customer, currency, revenue_micros, revenue_femtos, cost_micros, cost_femtos)
                VALUES ('2026-10', 's', 'a', 'USD', 100000000, 0, 12500000, 1), ('2026-10', 'planned', 'a', 'USD', NULL, NULL, 0, 0)
                """)
            let past = try #require(try history.publishedMonth(october))
            #expect(past.currency == Currency("USD"))
            #expect(past.components.map(\.actual) == [nil, Amount(micros: 12_500_000, remainder: 1), Amount(2)])
            #expect(past.components.map(\.isBeside) == [false, false, true])
            #expect(past.completeDays(of: "s") == 31 && past.completeDays(of: "planned") == 0)
            // Without a charge from any source nothing is known of a customer's cost.
            #expect(past.customers.map(\.cost) == [nil, Amount(micros: 12_500_000, remainder: 1)])
            #expect(past.customers.map(\.revenue) == [nil, Amount(100)])
            // Rows that an earlier version of the program wrote do not say what stands beside the plan.
            try history.connection.run("UPDATE component_month SET beside = NULL WHERE component = 'staging'")
            #expect(try history.publishedMonth(october) == nil)
        }
    }
}
