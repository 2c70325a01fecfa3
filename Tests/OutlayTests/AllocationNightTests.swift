import Foundation
import Testing

/// What each customer costs, from files to published figures, against numbers worked out by hand.
@Suite struct AllocationNightTests {
    /// Rows of a query without its header.
    private func rows(_ night: SampleNight, _ sql: String) throws -> [String] {
        try night.ask(sql).split(separator: "\r\n").dropFirst().map(String.init)
    }

    private func write(_ night: SampleNight, _ name: String, _ text: String) throws {
        let file = night.inputs.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    /// October of `capacity-assessment`, 464 in all, shared by reads and writes: a day 8,000 + 4,000 of customer-1, 7,000 + 3,500 of
    /// customer-2 and 5,000 + 2,500 of customer-3, of which shares of 40, 35 and 25 % follow. `refunds` are further lines of the bill,
    /// by service; `late` is a customer with 3,000 + 1,375 a day from the 16th on.
    private func october(refunds: KeyValuePairs<String, String> = [:], late: String? = nil) throws -> SampleNight {
        let night = try SampleNight { _ in false }
        try write(night, "allocation.csv", "system,component,method\ncapacity-assessment,*,driver:reads+writes\n")
        let components = [
            ("Cloud Run", "cloud-run", "230"), ("Firestore", "firestore", "18"), ("Balancing", "load-balancer", "16"),
            ("Egress", "network-egress", "150"), ("Monitoring", "monitoring", "25"), ("Redis", "redis-cache", "25"),
        ]
        try write(
            night, "mapping.csv",
            "ServiceName,system,component,customer,environment\n"
                + components.map { "\($0.0),capacity-assessment,\($0.1),,\n" }.joined())
        func line(_ service: String, _ cost: String, _ chargeClass: String) -> String {
            "\(cost),acct,USD,2026-10-01,2026-11-01,2026-10-01,2026-11-01,Usage,\(chargeClass),\(service)\n"
        }
        try write(
            night, "exports/provider/october.csv",
            "BilledCost,BillingAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,"
                + "ChargeCategory,ChargeClass,ServiceName\n" + components.map { line($0.0, $0.2, "") }.joined()
                + refunds.map { line($0.key, $0.value, "Correction") }.joined())
        var usage = "day,metric,customer,quantity,kind,system\n"
        for day in 1...31 {
            var daily = [("customer-1", 8000, 4000), ("customer-2", 7000, 3500), ("customer-3", 5000, 2500)]
            if let late, day >= 16 { daily.append((late, 3000, 1375)) }
            for (customer, reads, writes) in daily {
                let date = "2026-10-" + (day < 10 ? "0\(day)" : "\(day)")
                usage += "\(date),reads,\(customer),\(reads),flow,capacity-assessment\n"
                usage += "\(date),writes,\(customer),\(writes),flow,capacity-assessment\n"
            }
        }
        try write(night, "exports/usage/october.csv", usage)
        return night
    }

    private let customers = "FROM customer_month WHERE system = 'capacity-assessment'"

    @Test func readsAndWritesShareOctoberAsWorkedOutByHand() throws {
        let night = try october()
        #expect(try night.night("2026-11-05").status == 0)
        // 12,000, 10,500 and 7,500 of 30,000 a day: 40, 35 and 25 % of 464 are 185.60, 162.40 and 116.00.
        #expect(
            try rows(night, "SELECT customer, cost_micros, cost_femtos \(customers) ORDER BY customer")
                == ["customer-1,185600000,0", "customer-2,162400000,0", "customer-3,116000000,0"])
        // The proof: of 150 for egress 60, 52.50 and 37.50, by 31 days of each.
        #expect(
            try rows(
                night,
                "SELECT customer, kind, method, driver_quantity, share, amount FROM allocation_month WHERE component = 'network-egress' ORDER BY customer"
            ) == [
                "customer-1,shared,driver:reads+writes,372000.0,0.4,60.0",
                "customer-2,shared,driver:reads+writes,325500.0,0.35,52.5",
                "customer-3,shared,driver:reads+writes,232500.0,0.25,37.5",
            ])
        // Margins on 50,000, 40,000 and 35,000 / 12: 100 − 185.60 ÷ 4,166.67 and so on.
        #expect(
            try rows(night, "SELECT customer, round(gross_margin_percent, 2) \(customers) ORDER BY customer")
                == ["customer-1,95.55", "customer-2,95.13", "customer-3,96.02"])
    }

    @Test func aCustomerAddedMidMonthBearsWhatItUsesAndPaysForItsDays() throws {
        let night = try october(late: "customer-4")
        try write(
            night, "contracts.csv",
            "customer,name,system,annual_contract_value,currency,start,end\n"
                + "customer-1,One,capacity-assessment,50000,USD,2026-08-01,\ncustomer-2,Two,capacity-assessment,40000,USD,2026-09-01,\n"
                + "customer-3,Three,capacity-assessment,35000,USD,2026-09-01,\n"
                + "customer-4,Four,capacity-assessment,37200,USD,2026-10-16,\n")
        #expect(try night.night("2026-11-05").status == 0)
        // 372,000 + 325,500 + 232,500 of the three, 16 × 4,375 = 70,000 of the fourth: of 1,000,000 in all 37.2, 32.55, 23.25 and 7 %.
        // Of 464 that is 172.608, 151.032, 107.88 and 32.48; the fourth pays 37,200 ÷ 12 × 16 ÷ 31 = 1,600.
        #expect(
            try rows(night, "SELECT customer, cost_micros, cost_femtos \(customers) ORDER BY customer")
                == ["customer-1,172608000,0", "customer-2,151032000,0", "customer-3,107880000,0", "customer-4,32480000,0"])
        #expect(try rows(night, "SELECT revenue \(customers) AND customer = 'customer-4'") == ["1600.0"])
        #expect(
            try rows(
                night, "SELECT DISTINCT customer, share FROM allocation_month WHERE system = 'capacity-assessment' ORDER BY 1")
                == ["customer-1,0.372", "customer-2,0.3255", "customer-3,0.2325", "customer-4,0.07"])
    }

    @Test func aRefundIsSharedAsTheCostIsToTheLastUnit() throws {
        let night = try october(refunds: ["Balancing": "-6.400000000000007", "Monitoring": "-25.000000000000007"])
        #expect(try night.night("2026-11-05").status == 0)
        // Balancing: 16 − 6.400000000000007 = 9.599999999999993. In units of 1e-15, 40 % are 3,839,999,999,999,997.2, 35 % are
        // 3,359,999,999,999,997.55 and 25 % are 2,399,999,999,999,998.25; the floors lack one unit, which the largest remainder gets.
        // Monitoring: −7 units: 2.8, 2.45 and 1.75 are 2, 2 and 1, and the two units that lack go to 2.8 and 1.75.
        #expect(
            try rows(
                night,
                """
                SELECT component, customer, amount_micros * 1000000000 + amount_femtos FROM allocation_month
                WHERE component IN ('load-balancer', 'monitoring') ORDER BY 1, 2
                """
            ) == [
                "load-balancer,customer-1,3839999999999997", "load-balancer,customer-2,3359999999999998",
                "load-balancer,customer-3,2399999999999998", "monitoring,customer-1,-3", "monitoring,customer-2,-2",
                "monitoring,customer-3,-2",
            ])
        // Beyond the exact shares, in hundredths of a unit: 997 for 997.2, 998 for 997.55 and for 998.25; −3 for −2.8, −2 for −2.45 and −1.75.
        let residues =
            "round(residue * 1e17) || ',' || (SELECT sum(residue) FROM allocation_month o WHERE o.component = a.component)"
        #expect(
            try rows(
                night,
                """
                SELECT \(residues) FROM allocation_month a WHERE component IN ('load-balancer', 'monitoring') ORDER BY component, customer
                """
            ).map { $0.replacing("\"", with: "") } == [
                "-20.0,0.0", "45.0,0.0", "-25.0,0.0", "-20.0,0.0", "45.0,0.0", "-25.0,0.0",
            ])
        // 464 − 31.400000000000014 in all.
        #expect(
            try rows(night, "SELECT sum(cost_micros) * 1000000000 + sum(cost_femtos) \(customers)") == ["432599999999999986"])
    }

    @Test func everySplitOfTheSampleAddsUpToItsComponentAndThatToTheCharges() throws {
        let night = try SampleNight()
        // Every method, on systems with and without customers; an even split of a system without contracts leaves it unallocated.
        try write(
            night, "allocation.csv",
            """
            system,component,method
            capacity-assessment,cloud-run,driver:reads+writes
            capacity-assessment,firestore,shares:customer-1=33.3;customer-2=33.3;customer-3=33.4
            capacity-assessment,load-balancer,revenue
            capacity-assessment,network-egress,cost
            capacity-assessment,monitoring,driver:nothing
            *,*,even

            """)
        #expect(try night.night().status == 0)
        func exact(_ column: String) -> String { "sum(\(column)_micros) * 1000000000 + sum(\(column)_femtos)" }
        let components = """
            SELECT p.month, p.system, p.component, p.cost, a.cost FROM
                (SELECT month, system, component, \(exact("actual")) AS cost FROM component_month GROUP BY 1, 2, 3) p
            LEFT JOIN (SELECT month, system, component, \(exact("amount")) AS cost FROM allocation_month GROUP BY 1, 2, 3) a
                USING (month, system, component)
            WHERE coalesce(p.cost, 0) <> coalesce(a.cost, 0)
            """
        #expect(try rows(night, components) == [])
        let residues = "SELECT month, system, component, sum(residue) AS residue FROM allocation_month GROUP BY 1, 2, 3"
        #expect(try rows(night, "SELECT * FROM (\(residues)) WHERE residue <> 0") == [])
        #expect(try rows(night, "SELECT count(*) > 5 FROM allocation_month WHERE residue <> 0") == ["1"])
        let kinds = """
            SELECT c.month, c.system, c.customer FROM
                (SELECT month, system, customer, \(exact("cost")) AS cost FROM customer_month GROUP BY 1, 2, 3) c
            LEFT JOIN (SELECT month, system, customer, \(exact("amount")) AS cost FROM allocation_month GROUP BY 1, 2, 3) a
                USING (month, system, customer)
            WHERE coalesce(c.cost, 0) <> coalesce(a.cost, 0)
            """
        #expect(try rows(night, kinds) == [])
        let systems = """
            WITH customers AS (SELECT month, system, \(exact("cost")) AS cost FROM customer_month GROUP BY 1, 2),
            components AS (SELECT month, system, \(exact("actual")) AS cost, \(exact("charged")) AS charged
                FROM component_month GROUP BY 1, 2),
            charges AS (SELECT substr(BillingPeriodStart, 1, 7) AS month, coalesce(x_System, '(unmapped)') AS system,
                \("sum(x_EffectiveCostMicros) * 1000000000 + sum(x_EffectiveCostFemtos)") AS cost FROM focus GROUP BY 1, 2)
            SELECT p.month, p.system FROM components p LEFT JOIN customers u USING (month, system)
            LEFT JOIN charges c USING (month, system) WHERE p.cost IS NOT u.cost OR p.charged IS NOT c.cost
            """
        #expect(try rows(night, systems) == [])
        #expect(try rows(night, "SELECT count(DISTINCT month || system) FROM component_month") == ["24"])
        let methods = "SELECT DISTINCT method FROM allocation_month WHERE system = 'capacity-assessment' ORDER BY 1"
        #expect(
            try rows(night, methods) == ["cost", "direct", "driver:nothing", "driver:reads+writes", "even", "revenue", "shares"])
        let page = try String(
            contentsOf: night.output.appendingPathComponent("2026-10/system-capacity-assessment.html"), encoding: .utf8)
        #expect(page.contains("shared by driver:nothing, which gives no customer a weight in this month"))
    }

    @Test func whatAContractLacksIsSaidInTheReport() throws {
        let night = try october(late: "customer-9")
        try write(
            night, "contracts.csv",
            "customer,system,annual_contract_value,currency,start\ncustomer-1,capacity-assessment,50000,USD,2026-08-01\n"
                + "customer-2,capacity-assessment,40000,CHF,2026-09-01\ncustomer-3,capacity-assessment,35000,USD,2026-09-01\n")
        let ending = try night.night("2026-11-05")
        #expect(
            ending.text.contains("no rate of CHF for 2026-10")
                && ending.text.contains("contracts, revenue or plans say in CHF is unknown"))
        let page = try String(
            contentsOf: night.output.appendingPathComponent("2026-10/system-capacity-assessment.html"), encoding: .utf8)
        #expect(page.contains("customer-9: in the usage, but no contract is in force in this month"))
        #expect(page.contains("customer-2: the revenue is unknown, since rates.csv has no rate of its currency for this month"))
        let xml = try String(contentsOf: night.output.appendingPathComponent("2026-10/report.xml"), encoding: .utf8)
        #expect(xml.contains("<note>capacity-assessment: customer-9: in the usage"))
    }
}
