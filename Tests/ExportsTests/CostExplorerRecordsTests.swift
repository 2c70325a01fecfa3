import Billing
import Testing

import struct Foundation.Decimal

@testable import Exports

@Suite struct CostExplorerRecordsTests {
    /// A group of an answer: its keys and its amounts by metric.
    private static func group(_ keys: [String], _ metrics: [String: String]) -> String {
        "{\"Keys\":[\(keys.map { "\"\($0)\"" }.joined(separator: ","))],\"Metrics\":\(amounts(metrics))}"
    }

    private static func amounts(_ metrics: [String: String]) -> String {
        "{" + metrics.map { "\"\($0.key)\":{\"Amount\":\"\($0.value)\",\"Unit\":\"USD\"}" }.joined(separator: ",") + "}"
    }

    private static func result(
        _ start: String, _ end: String, _ groups: [String], total: String = "{}", estimated: Bool = false
    ) -> String {
        "{\"TimePeriod\":{\"Start\":\"\(start)\",\"End\":\"\(end)\"},\"Total\":\(total),"
            + "\"Groups\":[\(groups.joined(separator: ","))],\"Estimated\":\(estimated)}"
    }

    /// A page; `grouping` has entries as in `SERVICE` and `TAG customer`.
    private static func page(_ grouping: [String], _ results: [String]) -> String {
        let definitions = grouping.map { name in
            let parts = name.split(separator: " ")
            return "{\"Type\":\"\(parts.count > 1 ? String(parts[0]) : "DIMENSION")\",\"Key\":\"\(parts.last ?? "")\"}"
        }
        return
            "{\"GroupDefinitions\":[\(definitions.joined(separator: ","))],\"ResultsByTime\":[\(results.joined(separator: ","))]}\n"
    }

    /// However an answer is cut into pages, and whatever stands twice in it, it is the same bill.
    @Test func anAnswerIsTheSameInAnyPages() throws {
        var random = SeededGenerator(11)
        var expected: [[String]: Decimal] = [:]
        var entries: [(day: Int, group: String)] = []
        for day in 1...6 {
            for (service, account) in [("Amazon Athena", "001"), ("Amazon Athena", "002"), ("Tax", "001"), ("AWS Lambda", "001")]
            {
                let amount = "\(Int.random(in: -99...999, using: &random))E-\(Int.random(in: 1...9, using: &random))"
                expected[[service, account, "2026-08-0\(day)"]] = Decimal(string: amount)
                entries.append(
                    (day, CostExplorerRecordsTests.group([service, account], ["UnblendedCost": amount, "AmortizedCost": "1"])))
            }
        }
        for round in 0..<60 {
            var pages: [[(day: Int, group: String)]] = (0...Int.random(in: 0...4, using: &random)).map { _ in [] }
            for entry in entries.shuffled(using: &random) {
                pages[Int.random(in: pages.indices, using: &random)].append(entry)
                if round % 2 == 1, Int.random(in: 0..<4, using: &random) == 0 {
                    pages[Int.random(in: pages.indices, using: &random)].append(entry)
                }
            }
            let texts = pages.map { page in
                let results = (1...6).shuffled(using: &random).map { day in
                    CostExplorerRecordsTests.result(
                        "2026-08-0\(day)", "2026-08-0\(day + 1)", page.filter { $0.day == day }.map(\.group))
                }
                return CostExplorerRecordsTests.page(["SERVICE", "LINKED_ACCOUNT"], results)
            }
            let bill = try ReadExport(round % 3 == 0 ? "[\(texts.joined(separator: ","))]" : texts.joined())
            #expect(bill.format == .awsCostExplorer)
            #expect(bill.refusals == [])
            #expect(bill.sums(.billedCost, by: [.serviceName, .subAccountId]) == expected)
            #expect(bill.effective == Decimal(entries.count))
            #expect(bill.billed == expected.values.reduce(0, +))
            #expect(bill.reading.notes.allSatisfy { $0.hasSuffix("stand twice and count once") })
        }
    }

    @Test func groupsNameTheirColumns() throws {
        let metrics = ["UnblendedCost": "1.5", "UsageQuantity": "7"]
        let keys: [(String, String, Dimension, String?)] = [
            ("SERVICE", "Amazon Athena", .serviceName, "Amazon Athena"), ("LINKED_ACCOUNT", "001", .subAccountId, "001"),
            ("REGION", "eu-west-1", .regionId, "eu-west-1"), ("USAGE_TYPE", "Bytes", .skuMeter, "Bytes"),
            ("TAG customer", "customer$ac$me", .tags, #"{"customer":"ac$me"}"#), ("TAG customer", "customer$", .tags, nil),
            ("TAG customer", "other$acme", .tags, nil),
            ("RECORD_TYPE", "Savings Plan Recurring Fee", .chargeCategory, "Purchase"),
            ("RECORD_TYPE", "News", .chargeCategory, "Adjustment"),
            ("RECORD_TYPE", "Refund", .chargeClass, "Correction"), ("SERVICE", "Tax", .chargeCategory, "Tax"),
            ("SERVICE", "AWS Lambda", .chargeCategory, "Usage"),
        ]
        for (grouping, key, dimension, value) in keys {
            let group = CostExplorerRecordsTests.group([key], metrics)
            let bill = try ReadExport(
                CostExplorerRecordsTests.page([grouping], [CostExplorerRecordsTests.result("2026-08-03", "2026-08-04", [group])]))
            #expect(bill.refusals == [])
            #expect(bill.all(dimension) == [value], "\(grouping) \(key)")
            #expect(bill.all(.providerName) == ["AWS"])
            #expect(bill.all(.billingCurrency) == ["USD"])
            #expect(bill.billed == Decimal(string: "1.5"))
        }
    }

    @Test func whatHasNoColumnIsAddedUpAndSaid() throws {
        let groups = ["team$a", "team$b"].map { CostExplorerRecordsTests.group([$0], ["AmortizedCost": "2"]) }
        let bill = try ReadExport(
            CostExplorerRecordsTests.page(
                ["COST_CATEGORY team"], [CostExplorerRecordsTests.result("2026-08-03", "2026-08-04", groups, estimated: true)]))
        #expect(bill.sink.lines.count == 1)
        #expect(bill.billed == 4)
        #expect(
            bill.reading.notes == [
                "UnblendedCost is missing: AmortizedCost is taken for BilledCost",
                "groups by team are added up: FOCUS has no column for it",
                "1 of the periods, from 2026-08-03 on, are estimated and may change",
            ])
    }

    @Test func aTotalCountsWhereThereAreNoGroupsOnly() throws {
        let total = CostExplorerRecordsTests.amounts(["UnblendedCost": "41.02", "AmortizedCost": "40"])
        let group = CostExplorerRecordsTests.group(["Amazon Athena"], ["UnblendedCost": "1", "AmortizedCost": "1"])
        let bill = try ReadExport(
            CostExplorerRecordsTests.page(
                ["SERVICE"],
                [
                    CostExplorerRecordsTests.result("2026-08-03", "2026-08-04", [], total: total),
                    CostExplorerRecordsTests.result("2026-08-04", "2026-08-05", [group], total: total),
                    CostExplorerRecordsTests.result("2026-08-05", "2026-08-06", []),
                ]))
        #expect(bill.refusals == [])
        #expect(bill.billed == Decimal(string: "42.02"))
        #expect(bill.effective == 41)
        #expect(bill.reading.notes == [])
        let ungrouped = try ReadExport(
            "{\"ResultsByTime\":[\(CostExplorerRecordsTests.result("2026-08-03", "2026-08-04", [], total: total))]}")
        #expect(ungrouped.billed == Decimal(string: "41.02"))
        #expect(ungrouped.reading.notes == [])
    }

    @Test(arguments: [
        ("2026-08-01", "2026-09-01", "2026-08-01 2026-09-01"), ("2026-08-03", "2026-08-04", "2026-08-03 2026-08-04"),
        ("2026-08-03T22:00:00Z", "2026-08-03T23:00:00Z", "2026-08-03 2026-08-04"),
        ("2026-08-03T23:00:00Z", "2026-08-04T00:00:00Z", "2026-08-03 2026-08-04"),
    ]) func aPeriodIsAMonthADayOrAnHour(_ start: String, _ end: String, _ days: String) throws {
        let total = CostExplorerRecordsTests.amounts(["UnblendedCost": "1"])
        let bill = try ReadExport(
            CostExplorerRecordsTests.page([], [CostExplorerRecordsTests.result(start, end, [], total: total)]))
        #expect(bill.sink.charges.map { "\($0.period.start) \($0.period.end)" } == [days])
        #expect(bill.sink.scopes.map { "\($0.billingPeriod.start) \($0.billingPeriod.end)" } == ["2026-08-01 2026-09-01"])
        #expect(bill.reading.notes == ["AmortizedCost is missing: UnblendedCost is taken for EffectiveCost"])
    }

    @Test func hoursOfADayAddUp() throws {
        let total = CostExplorerRecordsTests.amounts(["UnblendedCost": "0.1"])
        let hours = (10..<20).map {
            CostExplorerRecordsTests.result("2026-08-03T\($0):00:00Z", "2026-08-03T\($0 + 1):00:00Z", [], total: total)
        }
        let bill = try ReadExport(CostExplorerRecordsTests.page([], hours))
        #expect(bill.sink.charges.map(\.records) == [10])
        #expect(bill.billed == 1)
    }

    /// The same costs by month and by day, by service and by account, or as they were yesterday and are today, are not added up.
    @Test func costsThatWouldCountTwiceAreRefused() throws {
        func page(_ grouping: String, _ start: String, _ end: String, _ key: String, _ amount: String) -> String {
            let group = CostExplorerRecordsTests.group([key], ["UnblendedCost": amount])
            return CostExplorerRecordsTests.page([grouping], [CostExplorerRecordsTests.result(start, end, [group])])
        }
        let bill = try ReadExport(
            page("SERVICE", "2026-08-03", "2026-08-04", "a", "1") + page("SERVICE", "2026-08-01", "2026-09-01", "a", "5")
                + page("LINKED_ACCOUNT", "2026-08-05", "2026-08-06", "a", "1")
                + page("SERVICE", "2026-08-03", "2026-08-04", "a", "2")
                + page("SERVICE", "2026-08-04", "2026-08-05", "a", "3") + page("SERVICE", "2026-08-03", "2026-08-05", "b", "1")
                + page("SERVICE", "2026-07-01", "2026-08-01", "a", "3") + page("SERVICE", "2026-07-02", "2026-07-03", "b", "1"))
        #expect(
            bill.refusals == [
                "2 the period from 2026-08-01 to 2026-09-01 lies across another one: both have the same costs",
                "3 the answer is grouped by LINKED_ACCOUNT, the one before it by SERVICE: both have the same costs",
                "4 2026-08-03 a stands twice, with 1 - and with 2 -, expected it once",
                "6 the period from 2026-08-03 to 2026-08-05 lies across another one: both have the same costs",
                "8 the period from 2026-07-02 to 2026-07-03 lies across another one: both have the same costs",
            ])
        #expect(bill.billed == 7)
    }

    @Test func aPageIsTakenWholeOrNotAtAll() throws {
        let good = CostExplorerRecordsTests.result(
            "2026-08-03", "2026-08-04", [CostExplorerRecordsTests.group(["a"], ["UnblendedCost": "1"])])
        let bad = CostExplorerRecordsTests.result(
            "2026-08-04", "2026-08-05", [CostExplorerRecordsTests.group(["a"], ["UnblendedCost": "1,5"])])
        let bill = try ReadExport(
            CostExplorerRecordsTests.page(["SERVICE"], [good, bad]) + CostExplorerRecordsTests.page(["SERVICE"], [good]))
        #expect(
            bill.refusals == [
                "1 UnblendedCost \"1,5\" has a thousands comma, expected digits with a point, as in 1204.50 or 6.71E-8"
            ])
        #expect(bill.billed == 1)
        #expect(!bill.reading.notes.contains { $0.contains("twice") })
    }

    @Test(arguments: [
        ("{\"Start\":\"x\",\"End\":\"2026-08-04\"}", "{}", "[]", "TimePeriod.Start \"x\" is not a date"),
        ("{\"Start\":\"2026-08-04\",\"End\":\"2026-08-04\"}", "{}", "[]", "a period ends on 2026-08-04, not after its start"),
        (
            "{\"Start\":\"2026-08-03\",\"End\":\"2026-08-04\"}", "{\"BlendedCost\":{\"Amount\":\"1\"}}", "[]",
            "the metrics are BlendedCost,"
        ),
        ("{\"Start\":\"2026-08-03\",\"End\":\"2026-08-04\"}", "{\"UnblendedCost\":{}}", "[]", "UnblendedCost has no Amount,"),
        (
            "{\"Start\":\"2026-08-03\",\"End\":\"2026-08-04\"}", "{}", "[{\"Keys\":[]}]",
            "a group has 0 keys and GroupDefinitions 1,"
        ),
        ("{\"Start\":\"2026-08-03\",\"End\":\"2026-08-04\"}", "{}", "[{\"Keys\":[\"a\"]}]", "the group a has no Metrics,"),
    ]) func anAnswerThatIsNoneIsRefusedInWords(_ period: String, _ total: String, _ groups: String, _ reason: String) throws {
        let bill = try ReadExport(
            "{\"GroupDefinitions\":[{\"Type\":\"DIMENSION\",\"Key\":\"SERVICE\"}],\"ResultsByTime\":[{\"TimePeriod\":\(period),"
                + "\"Total\":\(total),\"Groups\":\(groups)}]}")
        let found = try #require(bill.refusals.first)
        #expect(found.hasPrefix("1 \(reason)"), "\(found)")
        #expect(found.contains("expected"))
        #expect(bill.sink.charges.isEmpty)
    }

    @Test func theSampleAddsUp() throws {
        guard let path = SampleFolder.path("requests/aws_ce_get_cost_and_usage.SYNTHETIC.json") else { return }
        let bill = try ReadExport(path: path)
        #expect(bill.format == .awsCostExplorer)
        #expect(bill.refusals == [])
        #expect(
            bill.billed
                == ["1234.5678901234", "-0.0000000001", "41.02"].reduce(Decimal(0)) { $0 + (Decimal(string: $1) ?? .nan) })
        #expect(bill.all(.tags) == [#"{"customer":"acme"}"#, nil, nil])
        #expect(bill.all(.chargeCategory) == ["Usage", "Tax", "Usage"])
    }
}
