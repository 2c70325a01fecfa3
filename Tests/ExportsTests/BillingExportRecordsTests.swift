import Billing
import Formats
import Foundation
import Testing

@testable import Exports

/// Three rows of an export in each notation that BigQuery gives them out in.
enum BillingExportText {
    /// As exported to storage: numbers plain, nulls left out.
    static let lines = """
        {"billing_account_id":"0A1B2C-000001","service":{"id":"S-1","description":"Compute Engine"},"sku":{"id":"K-1",\
        "description":"N2 Core"},"usage_start_time":"2025-08-31 19:00:00 UTC","usage_end_time":"2025-08-31 20:00:00 UTC",\
        "project":{"id":"shop-prod","number":"7","name":"Shop","labels":[{"key":"of","value":"project"}]},\
        "labels":[{"key":"env","value":"prod"}],"tags":[{"key":"env","value":"live","inherited":false,"namespace":"42"},\
        {"key":"team","value":"a \\"b\\"","inherited":true,"namespace":"42"}],"location":{"location":"europe-west4",\
        "region":"europe-west4","zone":"europe-west4-a"},"resource":{"name":"vm-1","global_name":"//compute/vm-1"},\
        "cost":0.00022500000000000002,"currency":"eur","usage":{"amount":3600,"unit":"seconds","amount_in_pricing_units":1,\
        "pricing_unit":"hour"},"credits":[{"name":"Sustained","amount":-5.28E-4,"full_name":"Sustained use","id":"sud",\
        "type":"SUSTAINED_USAGE_DISCOUNT"},{"name":"Committed","amount":-0.25,"id":"cud-9",\
        "type":"COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE"},{"name":"Free","amount":0,"id":"f","type":"FREE_TIER"}],\
        "invoice":{"month":"202509"},"cost_type":"regular","cost_at_list":0.5}
        {"billing_account_id":"0A1B2C-000001","service":{"id":"","description":"Invoice"},"sku":{"id":"",\
        "description":"Tax"},"usage_start_time":"2025-08-01 07:00:00 UTC","usage_end_time":"2025-09-01 07:00:00 UTC",\
        "labels":[],"tags":[],"cost":19.07,"currency":"EUR","usage":{"amount":0},"credits":[],"invoice":{"month":"202508"},\
        "cost_type":"tax"}
        {"billing_account_id":"0A1B2C-000001","service":{"id":"S-1","description":"Compute Engine"},"sku":{"id":"K-1",\
        "description":"N2 Core"},"usage_start_time":"2025-08-02 00:00:00 UTC","usage_end_time":"2025-08-03 00:00:00 UTC",\
        "cost":-3.5,"currency":"EUR","credits":[],"invoice":{"month":"202508"},"cost_type":"adjustment",\
        "adjustment_info":{"id":"a","mode":"COMPLETE_NEGATION","type":"USAGE_CORRECTION"}}

        """

    /// As `bq --format=json` prints it: a list, numbers as strings, no zone behind the times.
    static let list = """
        [{"billing_account_id":"0A1B2C-000001","service":{"id":"S-1","description":"Compute Engine"},"sku":{"id":"K-1",\
        "description":"N2 Core"},"usage_start_time":"2025-08-31 19:00:00","usage_end_time":"2025-08-31 20:00:00",\
        "project":{"id":"shop-prod","number":"7","name":"Shop","labels":[{"key":"of","value":"project"}]},\
        "labels":[{"key":"env","value":"prod"}],"tags":[{"key":"env","value":"live","inherited":"false","namespace":"42"},\
        {"key":"team","value":"a \\"b\\"","inherited":"true","namespace":"42"}],"location":{"location":"europe-west4",\
        "country":null,"region":"europe-west4","zone":"europe-west4-a"},"resource":{"name":"vm-1",\
        "global_name":"//compute/vm-1"},"cost":"0.00022500000000000002","currency":"eur","usage":{"amount":"3600.0",\
        "unit":"seconds","amount_in_pricing_units":"1.0","pricing_unit":"hour"},"credits":[{"name":"Sustained",\
        "amount":"-5.28E-4","full_name":"Sustained use","id":"sud","type":"SUSTAINED_USAGE_DISCOUNT"},{"name":"Committed",\
        "amount":"-0.25","full_name":null,"id":"cud-9","type":"COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE"},{"name":"Free",\
        "amount":"0.0","full_name":null,"id":"f","type":"FREE_TIER"}],"invoice":{"month":"202509"},"cost_type":"regular",\
        "cost_at_list":"0.5","adjustment_info":null},
         {"billing_account_id":"0A1B2C-000001","service":{"id":"","description":"Invoice"},"sku":{"id":"",\
         "description":"Tax"},"usage_start_time":"2025-08-01 07:00:00","usage_end_time":"2025-09-01 07:00:00",\
         "project":null,"labels":[],"tags":[],"cost":"19.07","currency":"EUR","usage":{"amount":"0","unit":null},\
         "credits":[],"invoice":{"month":"202508"},"cost_type":"tax","cost_at_list":null},
         {"billing_account_id":"0A1B2C-000001","service":{"id":"S-1","description":"Compute Engine"},"sku":{"id":"K-1",\
         "description":"N2 Core"},"usage_start_time":"2025-08-02 00:00:00","usage_end_time":"2025-08-03 00:00:00",\
         "project":null,"labels":[],"tags":[],"cost":"-3.5","currency":"EUR","usage":null,"credits":[],\
         "invoice":{"month":"202508"},"cost_type":"adjustment","adjustment_info":{"id":"a","mode":"COMPLETE_NEGATION",\
         "type":"USAGE_CORRECTION"}}]
        """

    /// As the REST interface answers: names in the schema, values in `f` and `v`, times in seconds. The columns are those that the
    /// rows need, in another order.
    static let answer = """
        {"kind":"bigquery#queryResponse","schema":{"fields":[{"name":"cost","type":"FLOAT"},{"name":"billing_account_id",\
        "type":"STRING"},
        {"name":"service","type":"RECORD","fields":[{"name":"id"},{"name":"description"}]},{"name":"sku","type":"RECORD",\
        "fields":[{"name":"description"},{"name":"id"}]},
        {"name":"usage_start_time","type":"TIMESTAMP"},{"name":"usage_end_time","type":"TIMESTAMP"},{"name":"project",\
        "type":"RECORD","fields":[{"name":"id"},{"name":"name"}]},
        {"name":"labels","type":"RECORD","mode":"REPEATED","fields":[{"name":"key"},{"name":"value"}]},{"name":"tags",\
        "type":"RECORD","mode":"REPEATED","fields":[{"name":"namespace"},{"name":"key"},{"name":"value"}]},
        {"name":"location","type":"RECORD","fields":[{"name":"region"},{"name":"zone"}]},{"name":"resource",\
        "type":"RECORD","fields":[{"name":"name"},{"name":"global_name"}]},{"name":"currency"},
        {"name":"usage","type":"RECORD","fields":[{"name":"amount"},{"name":"unit"},{"name":"amount_in_pricing_units"},\
        {"name":"pricing_unit"}]},
        {"name":"credits","type":"RECORD","mode":"REPEATED","fields":[{"name":"name"},{"name":"amount"},{"name":"id"},\
        {"name":"type"}]},
        {"name":"invoice","type":"RECORD","fields":[{"name":"month"}]},{"name":"cost_type"},{"name":"cost_at_list"},\
        {"name":"adjustment_info","type":"RECORD","fields":[{"name":"mode"},{"name":"type"}]}]},
        "totalRows":"3","jobComplete":true,"rows":[
        {"f":[{"v":"2.2500000000000002E-4"},{"v":"0A1B2C-000001"},{"v":{"f":[{"v":"S-1"},{"v":"Compute Engine"}]}},\
        {"v":{"f":[{"v":"N2 Core"},{"v":"K-1"}]}},{"v":"1.7566668E9"},{"v":"1.7566704E9"},{"v":{"f":[{"v":"shop-prod"},\
        {"v":"Shop"}]}},
        {"v":[{"v":{"f":[{"v":"env"},{"v":"prod"}]}}]},{"v":[{"v":{"f":[{"v":"42"},{"v":"env"},{"v":"live"}]}},\
        {"v":{"f":[{"v":"42"},{"v":"team"},{"v":"a \\"b\\""}]}}]},{"v":{"f":[{"v":"europe-west4"},\
        {"v":"europe-west4-a"}]}},{"v":{"f":[{"v":"vm-1"},{"v":"//compute/vm-1"}]}},{"v":"eur"},
        {"v":{"f":[{"v":"3600.0"},{"v":"seconds"},{"v":"1.0"},{"v":"hour"}]}},{"v":[{"v":{"f":[{"v":"Sustained"},\
        {"v":"-5.28E-4"},{"v":"sud"},{"v":"SUSTAINED_USAGE_DISCOUNT"}]}},{"v":{"f":[{"v":"Committed"},{"v":"-0.25"},\
        {"v":"cud-9"},{"v":"COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE"}]}},{"v":{"f":[{"v":"Free"},{"v":"0.0"},{"v":"f"},\
        {"v":"FREE_TIER"}]}}]},
        {"v":{"f":[{"v":"202509"}]}},{"v":"regular"},{"v":"0.5"},{"v":null}]},
        {"f":[{"v":"19.07"},{"v":"0A1B2C-000001"},{"v":{"f":[{"v":""},{"v":"Invoice"}]}},{"v":{"f":[{"v":"Tax"},\
        {"v":""}]}},{"v":"1.7540316E9"},{"v":"1.75671E9"},{"v":null},{"v":[]},{"v":[]},{"v":null},{"v":null},{"v":"EUR"},\
        {"v":null},{"v":[]},{"v":{"f":[{"v":"202508"}]}},{"v":"tax"},{"v":null},{"v":null}]},
        {"f":[{"v":"-3.5"},{"v":"0A1B2C-000001"},{"v":{"f":[{"v":"S-1"},{"v":"Compute Engine"}]}},\
        {"v":{"f":[{"v":"N2 Core"},{"v":"K-1"}]}},{"v":"1.7540928E9"},{"v":"1754179200000000"},{"v":null},{"v":[]},\
        {"v":[]},{"v":null},{"v":null},{"v":"EUR"},{"v":null},{"v":[]},{"v":{"f":[{"v":"202508"}]}},{"v":"adjustment"},\
        {"v":null},{"v":{"f":[{"v":"COMPLETE_NEGATION"},{"v":"USAGE_CORRECTION"}]}}]}]}
        """
}

@Suite struct BillingExportRecordsTests {
    @Test(arguments: [BillingExportText.list, BillingExportText.answer])
    func everyNotationGivesTheSameCharges(_ text: String) throws {
        let (lines, other) = (CollectingSink(), CollectingSink())
        #expect(try readFile(BillingExportText.lines, into: lines).format == .gcpBilling)
        let found = try readFile(text, into: other)
        #expect(found.format == .gcpBilling)
        #expect(found.reading.refusals.map(\.reason) == [])
        #expect(found.reading.notes == [])
        #expect(lines.charges.count == 5)
        #expect(other.totals == lines.totals)
    }

    @Test func aRowIsOneChargeAndEachOfItsCreditsThatIsNotNothingIsAnother() throws {
        let sink = CollectingSink()
        let reading = try readFile(BillingExportText.lines, into: sink).reading
        #expect(reading.records == 3)
        let charges = sink.charges.filter { sink.scopes[Int($0.scope)].billingPeriod.start == Day("2025-09-01") }
        let shown = charges.map { charge in
            let line = sink.lines[Int(charge.line)].values
            let values = [Billing.Dimension.chargeCategory, .chargeDescription, .commitmentDiscountCategory].map {
                line[$0] ?? "-"
            }
            return (values + [charge[.billedCost]?.description ?? "-"]).joined(separator: "|")
        }
        #expect(
            shown.sorted() == [
                "Credit|Committed (COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE, cud-9)|Spend|-0.25",
                "Credit|Sustained (SUSTAINED_USAGE_DISCOUNT, sud)|-|-0.000528",
                "Usage|N2 Core|-|0.000225",
            ])
        let usage = try #require(sink.lines.first { $0.values[.chargeCategory] == "Usage" }?.values)
        #expect(
            [
                .billingAccountId, .subAccountId, .subAccountName, .serviceName, .skuId, .skuMeter, .regionId, .availabilityZone,
                .resourceId, .billingCurrency, .pricingUnit, .consumedUnit, .tags, .publisherName,
            ].map { (column: Billing.Dimension) in usage[column] ?? "-" } == [
                "0A1B2C-000001", "shop-prod", "Shop", "Compute Engine", "K-1", "N2 Core", "europe-west4", "europe-west4-a",
                "//compute/vm-1", "EUR", "hour", "seconds", "{\"42/env\":\"live\",\"env\":\"prod\",\"team\":\"a \\\"b\\\"\"}",
                "Google Cloud",
            ])
        for line in sink.lines where line.values[.chargeCategory] == "Credit" {
            for column in [Billing.Dimension.subAccountId, .serviceName, .skuId, .resourceId, .tags] {
                #expect(line.values[column] == usage[column], "a credit is of the same line as its row")
            }
        }
        #expect(sink.sum(.pricingQuantity) == Amount(1))
        #expect(sink.sum(.consumedQuantity) == Amount(3600))
        #expect(sink.sum(.listCost) == (try Amount(parsing: "0.5")))
    }

    @Test func digitsBeyondTheHistoryStayInTheControlTotal() throws {
        let sink = CollectingSink()
        let totals = try readFile(BillingExportText.lines, into: sink).reading.totals
        let september = try #require(totals.first { $0.key.billingPeriod.start == Day("2025-09-01") }?.value)
        #expect(september.billedText == "-0.25030299999999999998")
        #expect(september.effectiveText == september.billedText)
    }

    @Test func taxesAndAdjustmentsAreToldByTheTypeOfTheCost() throws {
        let sink = CollectingSink()
        _ = try readFile(BillingExportText.lines, into: sink)
        let shown = sink.charges.compactMap { charge -> String? in
            let line = sink.lines[Int(charge.line)].values
            guard let category = line[.chargeCategory], category == "Tax" || category == "Adjustment" else { return nil }
            return "\(category) \(line[.chargeClass] ?? "-") \(charge.period.start) \(charge.period.end)"
        }
        #expect(shown.sorted() == ["Adjustment Correction 2025-08-02 2025-08-03", "Tax - 2025-08-01 2025-09-02"])
    }

    @Test(arguments: [
        (#""mode":"MANUAL_ADJUSTMENT","type":"GOODWILL""#, nil), (#""mode":"PARTIAL_CORRECTION","type":null"#, "Correction"),
        (#""mode":null,"type":"PRICE_CORRECTION""#, "Correction"),
    ])
    func anAdjustmentIsACorrectionWhereItSaysSo(_ info: String, _ expected: String?) throws {
        let sink = CollectingSink()
        _ = try readFile(
            BillingExportRecordsTests.row(#""cost":-1,"cost_type":"adjustment","adjustment_info":{\#(info)}"#), into: sink)
        #expect(sink.lines.map { $0.values[.chargeClass] } == [expected])
    }

    @Test func theNetIsRightByServiceAndDayWhateverTheCredits() throws {
        var state: UInt64 = 7
        func random(_ bound: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % bound
        }
        var expected: [String: Amount] = [:]
        var text = ""
        for _ in 0..<300 {
            let (service, day) = ("S\(random(3))", 10 + random(5))
            let amounts = (0...random(4)).map { _ in Amount(femtos: Int128(random(2_000_000_000)) * 777_777 - 500_000_000_000_000)
            }
            let credits = amounts.dropFirst().map { #"{"name":"c\#(random(2))","amount":\#($0)}"# }.joined(separator: ",")
            text +=
                #"{"billing_account_id":"A","service":{"description":"\#(service)"},"#
                + #""usage_start_time":"2026-01-\#(day) 03:00:00 UTC","#
                + #""cost":\#(amounts[0]),"currency":"USD","credits":[\#(credits)],"invoice":{"month":"202601"}}"# + "\n"
            expected["\(service) 2026-01-\(day)", default: .zero] += amounts.reduce(.zero, +)
        }
        let sink = CollectingSink()
        #expect(try readFile(text, into: sink).reading.refused == 0)
        for measure in [Measure.billedCost, .effectiveCost] {
            var found: [String: Amount] = [:]
            for charge in sink.charges {
                let service = sink.lines[Int(charge.line)].values[.serviceName] ?? ""
                found["\(service) \(charge.period.start)", default: .zero] += charge[measure] ?? .zero
            }
            #expect(found == expected)
        }
    }

    private static func row(_ fields: String) -> String {
        #"{"billing_account_id":"A","usage_start_time":"2026-01-31 23:00:00 UTC","#
            + #""usage_end_time":"2026-02-01 00:00:00 UTC","currency":"USD",\#(fields)}"#
            + "\n"
    }

    @Test func withoutAnInvoiceMonthTheMonthOfTheUsageIsTaken() throws {
        let sink = CollectingSink()
        let reading = try readFile(BillingExportRecordsTests.row(#""cost":1"#), into: sink).reading
        #expect(sink.scopes.map { "\($0.billingPeriod.start) \($0.billingPeriod.end)" } == ["2026-01-01 2026-02-01"])
        #expect(sink.charges.map { "\($0.period.start) \($0.period.end)" } == ["2026-01-31 2026-02-01"])
        #expect(reading.notes.count == 1)
    }

    @Test(arguments: [
        (#""cost":null"#, "cost is empty, expected a number; write 0 for nothing"),
        (#""cost":"1,5""#, "cost \"1,5\" has a thousands comma, expected digits with a point, as in 1204.50 or 6.71E-8"),
        (#""cost":1,"credits":[{"name":"x"}]"#, "credits has an entry without an amount, expected one in each"),
        (
            #""cost":1,"credits":[{"amount":"NaN"}]"#,
            "credits.amount \"NaN\" is not a decimal number, "
                + "expected digits with a point, as in 1204.50 or 6.71E-8"
        ),
        (#""cost":1,"credits":"[]""#, "credits \"[]\" is not a list, expected [{\"amount\": -1.5}] or []"),
        (#""cost":1,"invoice":{"month":"2026-01"}"#, "invoice.month \"2026-01\" is not a month, expected 202608"),
    ])
    func aRowThatCannotBeTakenIsRefusedAndTheOthersAreTaken(_ fields: String, _ reason: String) throws {
        let sink = CollectingSink()
        let text = BillingExportRecordsTests.row(fields) + BillingExportRecordsTests.row(#""cost":2"#)
        let reading = try readFile(text, into: sink, format: .gcpBilling).reading
        #expect(reading.refusals.map(\.reason) == [reason])
        #expect(reading.records == 2)
        #expect(sink.sum(.billedCost) == Amount(2))
    }

    /// Frames of pandas print numbers of columns with gaps with a point, and exact numbers by their type.
    @Test(arguments: [
        (#""cost":"Decimal('-1.5')","invoice":{"month":"202602.0"}"#, "-1.5"),
        (#""cost":-1.5,"invoice":{"month":202602.0}"#, "-1.5"), (#""cost":-1.5,"invoice":{"month":202602}"#, "-1.5"),
        (
            #""cost":"-1.25","invoice":{"month":"202602"},"credits":[{"name":"c","amount":"Decimal('-0.25')"}]"#, "-1.5"
        ), (#""cost":"Decimal('-1.500000000000000001')","invoice":{"month":"202602"}"#, "-1.5"),
    ])
    func numbersAsPythonPrintsThemAreTaken(_ fields: String, _ net: String) throws {
        let sink = CollectingSink()
        let reading = try readFile(BillingExportRecordsTests.row(fields), into: sink).reading
        #expect(reading.refusals.map(\.reason) == [])
        #expect(sink.sum(.billedCost).description == net)
        #expect(sink.scopes.map { "\($0.billingPeriod.start)" } == ["2026-02-01"])
    }

    @Test(arguments: [
        (#""cost":"Decimal('x')""#, "cost \"Decimal('x')\" is not a decimal number"),
        (#""cost":"Decimal('')""#, "cost \"Decimal('')\""),
        (#""cost":"Decimal(1)""#, "cost \"Decimal(1)\""), (#""cost":"NaN""#, "cost \"NaN\" is not a decimal number"),
        (#""cost":1,"invoice":{"month":"202602.5"}"#, "invoice.month \"202602.5\" is not a month"),
        (#""cost":1,"invoice":{"month":"202613.0"}"#, "invoice.month \"202613.0\" is not a month"),
        (#""cost":1,"invoice":{"month":2026.0}"#, "invoice.month \"2026.0\" is not a month"),
    ])
    func whatOnlyLooksLikeThemIsNot(_ fields: String, _ reason: String) throws {
        let sink = CollectingSink()
        let reading = try readFile(BillingExportRecordsTests.row(fields), into: sink).reading
        #expect(reading.refusals.first?.reason.hasPrefix(reason) == true, "\(reading.refusals.map(\.reason))")
        #expect(sink.charges.isEmpty)
    }

    @Test func aFirstRowWithoutACostDoesNotHideTheFormat() throws {
        let sink = CollectingSink()
        let found = try readFile(
            BillingExportRecordsTests.row(#""cost":null"#) + BillingExportRecordsTests.row(#""cost":2"#), into: sink)
        #expect(found.format == .gcpBilling)
        #expect(found.reading.refusals.map(\.reason) == ["cost is empty, expected a number; write 0 for nothing"])
        #expect(sink.sum(.billedCost) == Amount(2))
    }

    @Test func anAnswerWithABadRowSaysWhichAndNothingOfItIsTaken() throws {
        let sink = CollectingSink()
        let text = BillingExportText.answer.split(separator: "\"19.07\"").joined(separator: "\"x\"")
        let reading = try readFile(text, into: sink).reading
        #expect(reading.refusals.map(\.reason).first?.hasPrefix("row 2 of the answer: cost \"x\" is not") == true)
        #expect(sink.charges.isEmpty)
    }

    @Test func anAnswerThatLacksPagesSaysSo() throws {
        let page = BillingExportText.answer.split(separator: "\"totalRows\":\"3\"").joined(separator: "\"totalRows\":\"6\"")
        let (one, two) = (CollectingSink(), CollectingSink())
        #expect(try readFile(page, into: one).reading.notes.count == 1)
        #expect(try readFile(page + "\n" + page, into: two).reading.notes == [])
        #expect(two.sum(.billedCost) == one.sum(.billedCost) + one.sum(.billedCost))
    }

    @Test func noOtherSampleIsTakenForOneOfGoogleCloudOrAzure() throws {
        guard SampleFolder.path("") != nil else { return }
        let parser = try #require(JSONParser())
        let own: [ExportFormat] = [.gcpBilling, .gcpBillingSheet, .gcpCostTable, .azure]
        var found: [String] = []
        for case let url as URL in FileManager.default.enumerator(at: SampleFolder.url, includingPropertiesForKeys: nil)
            ?? .init()
        {
            guard ["csv", "json", "jsonl", "log"].contains(url.pathExtension) else { continue }
            let format = try ExportInput(path: url.path, file: url.path, format: nil, parser: parser).format
            if let format, own.contains(format) { found.append(url.lastPathComponent) }
        }
        #expect(
            found.sorted() == [
                "azure_azure_camelCased.csv", "azure_azure_version_2.csv", "gcp_2022-08-01_5.csv",
                "gcp_console_cost_table.SYNTHETIC.csv", "sample-anonymous-ea-export-dataset.csv",
            ])
    }
}
