import Foundation
import Testing

/// From files to published figures through the built program, against figures worked out by hand.
@Suite struct WholeHouseTests {
    private static let samples = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/samples")

    /// Rows of a query without its header.
    private func rows(_ night: SampleNight, _ sql: String) throws -> [String] {
        try night.ask(sql).split(separator: "\r\n").dropFirst().map(String.init)
    }

    /// A month of `capacity-assessment`: one charge a component, 1,250 GB of egress at 0.12.
    private func october() throws -> SampleNight {
        let night = try SampleNight { _ in false }
        let inputs = night.inputs
        try "system,component,method\ncapacity-assessment,*,even\n"
            .write(to: inputs.appendingPathComponent("allocation.csv"), atomically: true, encoding: .utf8)
        let components = [
            ("Cloud Run", "cloud-run", "230", ""), ("Firestore", "firestore", "18", ""), ("Balancing", "load-balancer", "16", ""),
            ("Egress", "network-egress", "150", "1250"), ("Monitoring", "monitoring", "25", ""),
            ("Redis", "redis-cache", "25", ""),
        ]
        let mapping = components.map { "\($0.0),capacity-assessment,\($0.1),,\n" }.joined()
        try ("ServiceName,system,component,customer,environment\n" + mapping)
            .write(to: inputs.appendingPathComponent("mapping.csv"), atomically: true, encoding: .utf8)
        let bill = components.map { service, _, cost, quantity in
            "\(cost),acct,USD,2026-10-01,2026-11-01,2026-10-01,2026-11-01,Usage,\(service),\(quantity),\(quantity.isEmpty ? "" : "GB")\n"
        }
        let header =
            "BilledCost,BillingAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,"
            + "ChargeCategory,ServiceName,PricingQuantity,PricingUnit\n"
        let folder = night.exports.appendingPathComponent("provider")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try (header + bill.joined()).write(to: folder.appendingPathComponent("october.csv"), atomically: true, encoding: .utf8)
        return night
    }

    @Test func octoberOfTheCapacityAssessmentIsAsWorkedOutByHand() throws {
        let night = try october()
        let result = try night.night("2026-11-05")
        #expect(result.status == 0 && result.text.isEmpty, "\(result.text)")
        // 464 actual − 430 planned; (1,250 − 1,200) GB × 0.12 = 6.
        let of = "FROM component_month WHERE system = 'capacity-assessment'"
        #expect(try rows(night, "SELECT sum(plan), sum(actual), sum(variance) \(of)") == ["430.0,464.0,34.0"])
        #expect(
            try rows(
                night,
                "SELECT variance, volume_variance, mix_variance, rate_variance, spending_variance \(of) AND component = 'network-egress'"
            )
                == ["6.0,6.0,0.0,0.0,0.0"])
        let customers = "FROM customer_month WHERE system = 'capacity-assessment'"
        // 464 / 3, and margins on 50,000 / 12, 40,000 / 12 and 35,000 / 12.
        #expect(
            try rows(night, "SELECT customer, round(cost, 2), round(gross_margin_percent, 2) \(customers) ORDER BY customer")
                == ["customer-1,154.67,96.29", "customer-2,154.67,95.36", "customer-3,154.67,94.7"])
        #expect(
            try rows(night, "SELECT sum(cost_micros) * 1000000000 + sum(cost_femtos) = 464000000 * 1000000000 \(customers)") == [
                "1"
            ])
        #expect(
            try rows(
                night,
                "SELECT max(abs(cost_micros * 1000000000 + cost_femtos - 154666666666666667)) <= 4 \(customers)") == ["1"])
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: samples.path), "the real samples are not here"))
    func theRealSampleAloneIsTakenToTheLastDigit() throws {
        let night = try SampleNight { _ in false }
        try FileManager.default.removeItem(at: night.inputs)
        let folder = night.exports.appendingPathComponent("anything")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: Self.samples.appendingPathComponent("focus/focus_1.0_sample_1000.csv"),
            to: folder.appendingPathComponent("bill.csv"))
        #expect(try night.run(["run"]).status == 0)
        let sums = """
            SELECT ProviderName, sum(x_LineCount), sum(x_BilledCostMicros) * 1000000000 + sum(x_BilledCostFemtos),
                sum(x_EffectiveCostMicros) * 1000000000 + sum(x_EffectiveCostFemtos) FROM focus GROUP BY 1 ORDER BY 1
            """
        let expected = [
            "AWS,942,18006638618400000,13000000000000000", "Microsoft,51,1976514185860000,1976514185860000",
            "Oracle,7,537073924730000,0",
        ]
        #expect(try rows(night, sums) == expected)
        let before = try night.published()
        #expect(try night.run(["run"]).status == 0)
        #expect(try rows(night, sums) == expected)
        #expect(try night.published() == before)
        #expect(try rows(night, "SELECT count(DISTINCT sequence) FROM delivery") == ["1"])
    }

    /// How landings of the sample's months compare with the simple ways to say what a month will come to.
    private func expectNearLandings(_ night: SampleNight) throws {
        for day in [10, 20] {
            let backtest = try SampleBacktest(night, day: day)
            print(backtest.text)
            // Its days have a slight weekday pattern, so that the run rate has little to miss: about as near. The plan is far off.
            #expect(backtest.landing <= backtest.runRate * 1.15, "\(backtest.text)")
            #expect(backtest.landing < backtest.pacing / 2, "\(backtest.text)")
            #expect(backtest.covered >= 50, "\(backtest.text)")
        }
    }

    @Test func customersComponentsAndChargesAgreeInEverySystemAndMonthOfTheSample() throws {
        let night = try SampleNight()
        #expect(try night.night().status == 0)
        let disagreeing = """
            WITH customers AS (SELECT month, system, sum(cost_micros) * 1000000000 + sum(cost_femtos) AS cost FROM customer_month GROUP BY 1, 2),
            components AS (SELECT month, system, sum(actual_micros) * 1000000000 + sum(actual_femtos) AS cost,
                sum(charged_micros) * 1000000000 + sum(charged_femtos) AS charged FROM component_month GROUP BY 1, 2),
            charges AS (SELECT substr(BillingPeriodStart, 1, 7) AS month, coalesce(x_System, '(unmapped)') AS system,
                sum(x_EffectiveCostMicros) * 1000000000 + sum(x_EffectiveCostFemtos) AS cost FROM focus GROUP BY 1, 2)
            SELECT p.month, p.system, p.cost, u.cost, p.charged, c.cost FROM components p
            LEFT JOIN customers u USING (month, system) LEFT JOIN charges c USING (month, system)
            WHERE p.cost IS NOT u.cost OR p.charged IS NOT c.cost
            """
        #expect(try rows(night, disagreeing) == [])
        #expect(try rows(night, "SELECT count(DISTINCT month || system) FROM component_month") == ["24"])
        // In a month that is complete nothing is left to come.
        #expect(try rows(night, "SELECT count(*) FROM component_month WHERE month < '2026-11' AND actual <> charged") == ["0"])
        // The quarter is its months; two plans keep environments apart, which the system's totals do not count.
        let quarters = """
            SELECT q.system FROM landing_quarter q JOIN component_month c ON c.system = q.system AND c.component <> '(tax)'
                AND c.month BETWEEN CASE q.quarter WHEN '2026-Q3' THEN '2026-07' ELSE '2026-10' END AND q.month
            WHERE q.system NOT IN ('planogram', 'recommendation-api') GROUP BY q.month, q.system
            HAVING sum(c.actual_micros) * 1000000000 + sum(c.actual_femtos) <> q.actual_micros * 1000000000 + q.actual_femtos
            """
        #expect(try rows(night, quarters) == [])
        #expect(
            try rows(night, "SELECT month, count(*), min(months) FROM landing_quarter GROUP BY 1") == [
                "2026-09,5,2", "2026-11,5,3",
            ])
        try expectNearLandings(night)
    }
}
