import Foundation
import Testing

/// The plans of the sample through the built program: checked, shown, compared and held against the bills.
@Suite struct PlanCommandTests {
    private struct Finding: Decodable {
        var plan: String, item: String, stated: Double, computed: Double, difference: Double, note: String, section: String?
    }

    private func findings(_ night: SampleNight) throws -> [Finding] {
        let ending = try night.run(["plan", "check", "--format", "json"])
        #expect(ending.status == 1)
        // The summary follows on standard error.
        let end = try #require(ending.text.range(of: "\n]\n"))
        return try JSONDecoder().decode([Finding].self, from: Data(ending.text[..<end.upperBound].utf8))
    }

    /// What the documents state and what their own figures give.
    private static let known: [String: [(Double, Double)]] = [
        "planogram": [
            (6_000, 5_700), (30_000, 28_500), (120_000, 115_000), (79_200, 81_000), (100, 0), (5_000, 5_179), (1_500, 9_000),
            (10_000_000, 4_400_000), (500, 900), (500, 1_035.8), (1_500, 2_589.5), (68_000, 62_148),
        ],
        "sizing-tiers": [
            (20, 10), (20, 27.8), (48, 37), (192, 146), (100, 10), (43, 43.8), (4_629, 2_000), (4_629, 4_000), (4_629, 5_000),
            (26_917, 12_000), (26_917, 18_000), (26_917, 25_000), (8_000, 10_000), (10, 6), (10, 11), (100, 101), (1_000, 1_001),
            (4, 12), (3.09, 8), (0.5, 5), (4, 10), (2_000, 5_000), (6, 50), (16, 100), (160, 500),
        ],
        "recommendation-api": [(400, 365), (800, 810), (20, 30), (500, 1_000)],
        "energy-platform": [(8, 11.75)],
        "capacity-assessment": [
            (100, 170), (200, 170), (440, 430), (143, 172), (144, 86), (10, 4.1), (500, 480), (400, 432), (5, 40), (400, 3_888),
            (48, 466.56), (20_000, 30_000), (0.6, 0.9), (2_000, 95.522), (200, 256.0896), (100, 123), (23, 28.6), (143, 180),
            (300, 500), (40, 32), (50, 42),
        ],
    ]

    @Test func everyPlaceWhereADocumentContradictsItselfIsFound() throws {
        let night = try SampleNight()
        let found = try findings(night)
        for (plan, pairs) in Self.known {
            for (stated, computed) in pairs {
                #expect(
                    found.contains { $0.plan == plan && $0.stated == stated && $0.computed == computed },
                    "\(plan): \(stated) -> \(computed)")
            }
        }
        // What adds up is no finding.
        let right: [(String, [Double])] = [
            ("planogram", [5_179, 22_300, 84_200, 62_148, 267_600, 1_010_400, 3_960, 19_800]),
            ("sizing-tiers", [8, 32, 626]), ("energy-platform", [7_200]),
            ("capacity-assessment", [1_800, 125_000, 10_417, 9_987, 430]),
        ]
        for (plan, figures) in right {
            #expect(!found.contains { $0.plan == plan && figures.contains($0.stated) }, "\(plan)")
        }
        #expect(
            found.allSatisfy { abs($0.difference - ($0.stated - $0.computed)) < 1e-6 && !$0.note.isEmpty && $0.section != nil })
    }

    @Test func aFigureThatIsBrokenIsFound() throws {
        let night = try SampleNight()
        let before = try findings(night)
        let file = night.inputs.appendingPathComponent("plans/planogram.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        let broken = text.replacing("amount: 25\n", with: "amount: 26\n", maxReplacements: 1)
        #expect(broken != text)
        try broken.write(to: file, atomically: true, encoding: .utf8)
        let added = try findings(night).filter { new in
            !before.contains { $0.item == new.item && $0.stated == new.stated && $0.computed == new.computed }
        }
        #expect(added.map(\.stated).contains(5_179))
        #expect(added.map(\.computed).contains(5_180))
        #expect(added.allSatisfy { $0.plan == "planogram" })
    }

    @Test func theHistoryAndTheCommandSayTheSame() throws {
        let night = try SampleNight()
        #expect(try night.night().status == 0)
        let kept = try rows(night, "SELECT plan || ' ' || item || ' ' || stated || ' ' || computed FROM plan_finding")
        #expect(kept == (try findings(night)).map { "\($0.plan) \($0.item) \($0.stated) \($0.computed)" })
        #expect(try rows(night, "SELECT count(*) FROM plan_figure WHERE section IS NULL OR version <> 1") == ["0"])
        #expect(
            try rows(night, "SELECT DISTINCT plan FROM plan_figure ORDER BY 1")
                == ["capacity-assessment", "energy-platform", "planogram", "recommendation-api", "sizing-tiers"])
    }

    @Test func theSheetOfThePlansIsReadBack() throws {
        let night = try SampleNight()
        let sheet = try night.run(["plan", "show", "--format", "csv", "--quiet"])
        #expect(sheet.status == 0)
        let plans = night.inputs.appendingPathComponent("plans")
        for name in try FileManager.default.contentsOfDirectory(atPath: plans.path) {
            try FileManager.default.removeItem(at: plans.appendingPathComponent(name))
        }
        try sheet.text.write(to: plans.appendingPathComponent("all.csv"), atomically: true, encoding: .utf8)
        let again = try night.run(["plan", "show", "--format", "csv", "--quiet"])
        #expect(again.status == 0)
        #expect(again.text == sheet.text)
        #expect(sheet.text.contains("\nrecommendation-api,redis,,USD (high),100,"))
    }

    @Test func aDifferenceBetweenTwoVersionsIsTold() throws {
        let night = try SampleNight()
        #expect(try night.night().status == 0)
        let file = night.inputs.appendingPathComponent("plans/energy-platform.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        try text.replacing("amount: 3000", with: "amount: 3300").write(to: file, atomically: true, encoding: .utf8)
        #expect(try night.night().status == 0)
        let ending = try night.run(["plan", "diff", "energy-platform@1", "energy-platform@2"])
        #expect(ending.status == 0)
        let lines = ending.text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(lines.dropFirst(2) == [["energy-platform", "production.compute", "3,000", "3,300", "+300", "+10.0", "%", "USD"]])
        let same = try night.run(["plan", "diff", "energy-platform@2", "Inputs/plans/energy-platform.yaml"])
        #expect(same.text.contains("have the same figures"))
        #expect(try night.run(["plan", "diff", "energy-platform@3", "energy-platform@1"]).status == 66)
        #expect(try rows(night, "SELECT DISTINCT version FROM plan_month WHERE system = 'energy-platform'") == ["2"])
    }

    @Test func everySystemHasPlanActualAndVarianceInEveryMonth() throws {
        let night = try SampleNight()
        #expect(try night.night().status == 0)
        let compared = """
            SELECT month || ' ' || system FROM component_month WHERE (plan IS NOT NULL OR plan_low IS NOT NULL)
                AND actual IS NOT NULL AND variance IS NOT NULL AND system <> '(unmapped)' GROUP BY month, system
            """
        #expect(try rows(night, compared).count == 20)
        let plans = """
            SELECT system || ' ' || month || ' ' || sum(plan) FROM component_month WHERE plan > 0 AND month >= '2026-09'
            GROUP BY system, month HAVING month = '2026-10' ORDER BY 1
            """
        #expect(
            try rows(night, plans) == [
                "capacity-assessment 2026-10 430.0", "energy-platform 2026-10 7200.0", "planogram 2026-10 5179.0",
                "sizing-tiers 2026-10 4000.0",
            ])
        for table in ["component_month", "component_item_month"] {
            let broken = """
                SELECT count(*) FROM \(table) WHERE abs(volume_variance + mix_variance + rate_variance + unplanned + spending_variance
                    - \(table == "component_month" ? "variance" : "(actual - coalesce(plan, 0))")) > 1e-9
                """
            #expect(try rows(night, broken) == ["0"])
        }
        let units = """
            SELECT DISTINCT metric FROM unit_month WHERE month = '2026-10' AND actual_unit_cost IS NOT NULL AND metric IN
            ('customers', 'organisations', 'users', 'devices', 'requests', '1k_requests', '1k_tokens', '1m_tokens') ORDER BY 1
            """
        #expect(try rows(night, units).count == 8)
        #expect(
            try rows(night, "SELECT tier || ' ' || forced_by FROM tier_month WHERE month = '2026-11'") == ["large transactions"])
        // What is billed at list prices is what the tokens cost at them.
        #expect(
            try rows(night, "SELECT count(*) FROM priced_month WHERE component = 'api-tokens' AND abs(difference) > 1e-9") == [
                "0"
            ])
        #expect(
            try rows(
                night,
                """
                SELECT count(*) FROM (SELECT sum(priced_cost) AS cost FROM usage_day WHERE component = 'api-tokens'
                    AND day < '2026-11') u, (SELECT sum(priced) AS cost FROM priced_month WHERE component = 'api-tokens'
                    AND month < '2026-11') p WHERE abs(u.cost - p.cost) < 1e-6
                """) == ["1"])
    }

    @Test func twoPlansWithABudgetOfTheSameNameAreToldApart() throws {
        let house = try SmallHouse()
        for system in ["shop", "forum"] {
            try house.write(
                "Inputs/plans/\(system).yaml",
                SmallHouse.plan().replacing("plan: shop", with: "plan: \(system)")
                    + "budgets:\n  - {id: staging, environment: staging, amount: 7}\n")
        }
        let ending = try house.night()
        #expect(ending.status == 78)
        #expect(
            ending.errors.contains("Inputs/plans/shop.yaml:")
                && ending.errors.contains("budget \"staging\" is also of the plan in"),
            "\(ending.errors)")
        #expect(try house.ask("SELECT count(*) FROM budget_month WHERE budget = 'staging'") == "1")
    }

    @Test func theReadmesPlanIsReadAndAddsUp() throws {
        let readme = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("README.md")
        let text = try String(contentsOf: readme, encoding: .utf8)
        let start = try #require(text.range(of: "```yaml\nplan:"))
        let end = try #require(text.range(of: "```", range: start.upperBound..<text.endIndex))
        let house = try SmallHouse()
        try house.write("Inputs/plans/plan.yaml", "plan:" + text[start.upperBound..<end.lowerBound])
        let ending = try house.outlay("plan", "check")
        #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    }

    @Test func aComponentOfTheMappingThatNoPlanKnowsIsTold() throws {
        let house = try SmallHouse()
        try house.write("Inputs/plans/shop.yaml", SmallHouse.plan())
        try house.write("Inputs/mapping.csv", "ServiceName,system,component\nCompute,shop,server\n*,shop,extras\n")
        let ending = try house.outlay("plan", "check")
        #expect(ending.status == 0)
        #expect(
            ending.errors.contains(
                "Inputs/mapping.csv:2:1: component \"server\" is in no phase of the plan of shop, expected servers"))
        #expect(
            ending.errors.contains("Inputs/mapping.csv:3:1: component \"extras\" is in no phase of the plan of shop, so that"))
    }

    @Test func aDifferenceThatIsNoFigureIsToldToo() throws {
        let house = try SmallHouse()
        let text = SmallHouse.plan()
        try house.write("a.yaml", text.replacing("amount: 40", with: "amount: 40\n        growth: {by: 5}"))
        try house.write("b.yaml", text.replacing("amount: 40", with: "amount: 40\n        growth: {by: 6}\n        pacing: end"))
        let ending = try house.outlay("plan", "diff", "a.yaml", "b.yaml")
        #expect(ending.status == 0)
        #expect(ending.output.contains("first.servers growth"))
        #expect(ending.output.contains("first.servers pacing"))
    }

    /// The rows of a query, cells joined by a bar.
    private func rows(_ night: SampleNight, _ sql: String) throws -> [String] {
        let ending = try night.run(["query", sql, "--format", "csv"])
        try #require(ending.status == 0, "\(ending.text)")
        return ending.text.components(separatedBy: "\r\n").dropFirst().dropLast().map { $0 }
    }
}
