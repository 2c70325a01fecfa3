import Billing
import Formats
import Foundation
import Testing

@testable import Exports

/// A CSV file read another way than the program's, to compare with: fields as text, sums in Foundation's decimals.
struct IndependentSheet {
    var header: [String] = []
    var rows: [[String: String]] = []

    /// Reads a file; `first` is what its header begins with, where other lines stand before it.
    init(path: String, from first: String = "") throws {
        var text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
        if text.hasPrefix("\u{FEFF}") { text.removeFirst() }
        for line in text.split(whereSeparator: \.isNewline).drop(while: { !$0.hasPrefix(first) }) {
            var fields: [String] = []
            for (index, part) in line.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
                let pieces = index % 2 == 1 ? [part] : part.split(separator: ",", omittingEmptySubsequences: false)
                if fields.isEmpty { fields = [""] }
                fields[fields.count - 1] += pieces[0]
                fields += pieces.dropFirst().map(String.init)
            }
            if header.isEmpty { header = fields } else { rows.append(Dictionary(zip(header, fields)) { first, _ in first }) }
        }
    }

    /// The sums of a number by what `key` says of a row.
    func sums(_ number: (([String: String]) -> String?), by key: ([String: String]) -> String) -> [String: String] {
        var sums: [String: Decimal] = [:]
        for row in rows { sums[key(row), default: 0] += number(row).flatMap { Decimal(string: $0) } ?? .nan }
        return sums.mapValues { "\($0)" }
    }
}

extension CollectingSink {
    /// The sums of a measure by sub-account and first day.
    func sumsByAccountAndDay(_ measure: Measure) -> [String: String] {
        var sums: [String: Amount] = [:]
        for charge in charges {
            let account = lines[Int(charge.line)].values[.subAccountId] ?? ""
            sums["\(account) \(charge.period.start)", default: .zero] += charge[measure] ?? .zero
        }
        return sums.mapValues(\.description)
    }
}

@Suite struct BillingExportSheetTests {
    private static let header =
        "billing_account_id,service.id,service.description,sku.id,sku.description,usage_start_time,usage_end_time,project.id,"
        + "project.name,project.labels,labels,tags,location.region,location.zone,resource.name,resource.global_name,cost,currency,"
        + "usage.amount,usage.unit,usage.amount_in_pricing_units,usage.pricing_unit,credits,invoice.month,cost_type,cost_at_list,"
        + "adjustment_info.mode,adjustment_info.type\n"

    private static let rest =
        """
        0A1B2C-000001,,Invoice,,Tax,2025-08-01 07:00:00,2025-09-01 07:00:00,,None,[],[],[],,,,,19.07,EUR,0,,,,[],202508,tax,,,
        0A1B2C-000001,S-1,Compute Engine,K-1,N2 Core,2025-08-02,2025-08-03,,,[],[],{},\
        ,,,,-3.5,EUR,,,,,None,202508,adjustment,,COMPLETE_NEGATION,USAGE_CORRECTION

        """

    private static func sheet(credits: String, labels: String, tags: String) -> String {
        func quoted(_ text: String) -> String {
            "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
        }
        return header
            + "0A1B2C-000001,S-1,Compute Engine,K-1,N2 Core,2025-08-31 19:00:00+00:00,2025-08-31 20:00:00+00:00,shop-prod,Shop,[],"
            + "\(quoted(labels)),\(quoted(tags)),europe-west4,europe-west4-a,vm-1,//compute/vm-1,0.00022500000000000002,eur,3600.0,"
            + "seconds,1.0,hour,\(quoted(credits)),202509,regular,0.5,,\n" + rest
    }

    @Test(arguments: [
        (
            #"[{"name":"Sustained","amount":-5.28E-4,"id":"sud","type":"SUSTAINED_USAGE_DISCOUNT"},"#
                + #"{"name":"Committed","amount":-0.25,"id":"cud-9","type":"COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE"}]"#,
            #"[{"key":"env","value":"prod"}]"#,
            #"[{"key":"env","value":"live","inherited":false,"namespace":"42"},{"key":"team","value":"a \"b\"","namespace":"42"}]"#
        ),
        (
            #"[{'name': 'Sustained', 'amount': -0.000528, 'full_name': None, 'id': 'sud', 'type': 'SUSTAINED_USAGE_DISCOUNT'}, "#
                + #"{'name': "Committed", 'amount': -0.25, 'id': 'cud-9', 'type': 'COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE'}, "#
                + #"{'name': 'Free', 'amount': 0.0}]"#,
            #"{'env': 'prod'}"#,
            #"[{'key': 'env', 'value': 'live', 'inherited': False, 'namespace': '42'}, "#
                + #"{'key': 'team', 'value': 'a "b"', 'inherited': True, 'namespace': '42'}]"#
        ),
    ])
    func theFlattenedTableGivesTheChargesOfTheRecords(_ credits: String, _ labels: String, _ tags: String) throws {
        let (records, sheet) = (CollectingSink(), CollectingSink())
        _ = try readFile(BillingExportText.lines, into: records)
        let found = try readFile(BillingExportSheetTests.sheet(credits: credits, labels: labels, tags: tags), into: sheet)
        #expect(found.format == .gcpBillingSheet)
        #expect(found.reading.refusals.map(\.reason) == [])
        #expect(found.reading.notes == [])
        #expect(sheet.totals == records.totals)
    }

    /// As pandas writes a frame with gaps, whose exact numbers have a type of their own.
    @Test func numbersAsPythonPrintsThemAreTaken() throws {
        let sink = CollectingSink()
        let found = try readFile(
            "billing_account_id,sku_id,usage_start_time,cost,currency,credits,invoice_month\n"
                + "A,K,2026-01-01,Decimal('-1'),USD,\"[{'name': 'x', 'amount': Decimal('-0.5')}]\",202602.0\n", into: sink)
        #expect(found.format == .gcpBillingSheet)
        #expect(found.reading.refusals.map(\.reason) == [])
        #expect(sink.sum(.billedCost).description == "-1.5")
        #expect(sink.scopes.map { "\($0.billingPeriod.start)" } == ["2026-02-01"])
    }

    @Test(arguments: [
        "[{'name': 'x', 'amount': -1.5}", "[{'name': 'it's', 'amount': -1.5}]", "free", "[-1.5]", "[{'amount': nan}]", "x",
    ])
    func creditsThatCannotBeReadRefuseTheRecord(_ credits: String) throws {
        let sink = CollectingSink()
        let text = BillingExportSheetTests.sheet(credits: credits, labels: "[]", tags: "[]")
        let reading = try readFile(text, into: sink).reading
        #expect(reading.records == 3)
        #expect(reading.refusals.map(\.origin.line) == [2])
        #expect(reading.refusals.first?.reason.hasPrefix("credits") == true)
        #expect(sink.sum(.billedCost) == (try Amount(parsing: "15.57")))
    }

    @Test func labelsThatCannotBeReadAreLeftOutWithANote() throws {
        let sink = CollectingSink()
        let reading = try readFile(
            BillingExportSheetTests.sheet(credits: "[]", labels: "env:prod", tags: "[{'key': 'k', 'value': 'v'}]"), into: sink
        ).reading
        #expect(reading.refused == 0)
        #expect(reading.notes == ["labels that cannot be read were left out"])
        #expect(sink.lines.compactMap { $0.values[.tags] } == [#"{"k":"v"}"#])
    }

    @Test func withoutCreditsOrCurrencyThereIsANote() throws {
        let sink = CollectingSink()
        let found = try readFile(
            "billing_account_id,sku_id,usage_start_time,cost,invoice_month\nA,K,2026-01-01 05:00:00 UTC,1.5,202601\n", into: sink)
        #expect(found.format == .gcpBillingSheet)
        #expect(found.reading.notes.count == 2)
        #expect(sink.lines.map { "\($0.values[.billingCurrency] ?? "") \($0.values[.skuId] ?? "")" } == ["USD K"])
    }

    @Test(arguments: [
        ("[]", true), (" [ { } ] ", true), ("{'a': None, \"b\": True, 'c': -1e-06}", true),
        (#"['\x41\u00e9\U0001F600\'\n']"#, true),
        (#"["\ud83d\ude00"]"#, true), ("", false), ("[", false), ("[1,]", false), ("['a' 'b']", false),
        ("{'a': 1, 'a': 2}", false),
        ("{'a': Decimal('-0.5')}", true), ("[Decimal(1)]", false), ("[Decimal('1']", false), ("[Decimal()]", false),
        ("{a: 1}", false), ("['\\q']", false), (#"["\ud83d"]"#, false), ("[] []", false), ("nan", false),
        (String(repeating: "[", count: 50) + String(repeating: "]", count: 50), false),
    ])
    func aLiteralIsReadWholeOrNotAtAll(_ text: String, _ isOne: Bool) {
        #expect((LooseLiteral(Array(text.utf8)) != nil) == isOne)
    }

    @Test func aLiteralsEscapesAreUndone() {
        let literal = LooseLiteral(Array(#"['\x41\u00e9\U0001F600\'\n', "\ud83d\ude00/\/"]"#.utf8))
        #expect(literal?.elements.map { String(decoding: $0.bytes ?? [], as: UTF8.self) } == ["Aé😀'\n", "😀//"])
    }

    @Test func theSampleAddsUpExactlyByAccountAndDay() throws {
        guard let path = SampleFolder.path("gcp/gcp_2022-08-01_5.csv") else { return }
        let sink = CollectingSink()
        let found = try readFile(path: path, into: sink)
        #expect(found.format == .gcpBillingSheet)
        #expect(found.reading.refusals.map(\.reason) == [])
        let independent = try IndependentSheet(path: path)
        #expect(found.reading.records == independent.rows.count)
        // No row of the sample has credits, so that its costs are net.
        #expect(independent.rows.allSatisfy { $0["credits"] == "[]" })
        let expected = independent.sums({ $0["cost"] }) {
            "\($0["project.id"] ?? "") \(($0["usage_start_time"] ?? "").prefix(10))"
        }
        #expect(!expected.isEmpty)
        #expect(sink.sumsByAccountAndDay(.billedCost) == expected)
        #expect(sink.sumsByAccountAndDay(.effectiveCost) == expected)
        #expect(Set(sink.lines.map { $0.values[.regionId] }) == ["us-central1"])
    }
}
