import Billing
import Formats
import Testing

@testable import Exports

/// Long JSON lines of Google Cloud are read in blocks by several threads: what comes out is what one row after the other would give.
@Suite struct BillingExportAheadTests {
    /// A row; of those that are damaged each has something that is seldom or wrong.
    private static func row(_ number: Int, damage: Int?) -> String {
        var cost = "\(number % 977).\(100_000 + number % 99_991)"
        var sku = "SKU \(number % 211)"
        var labels = "[{\"key\":\"team\",\"value\":\"t\(number % 5)\"},{\"key\":\"stage\",\"value\":\"\(number % 2)\"}]"
        var credits =
            number.isMultiple(of: 3) ? "[{\"name\":\"C\(number % 4)\",\"amount\":-0.\(number % 9),\"type\":\"T\"}]" : "[]"
        var type = number.isMultiple(of: 19) ? "tax" : "regular"
        var start = "2026-08-\(10 + number / 1_500 % 20)T00:00:00Z"
        var rest = ",\"currency\":\"USD\",\"invoice\":{\"month\":\"202608\"}"
        var end = "\n"
        switch damage {
        case 0: cost = "\"12 USD\""
        case 1: cost = "\"Decimal('1.5')\""
        case 2: sku = "NUL \\u0000"
        case 3: labels = "[{\"key\":\"a\",\"value\":\"1\"},{\"key\":\"a\",\"value\":\"2\"}]"
        case 4: credits = "[{\"name\":\"without\"}]"
        case 5:
            credits = "[{\"name\":\"A\",\"amount\":-1e-17},{\"name\":\"A\",\"amount\":\"-2\"},{\"full_name\":\"B\",\"amount\":3}]"
        case 6: type = "adjustment\",\"adjustment_info\":{\"mode\":\"COMPLETE_NEGATION\"},\"of\":\""
        case 7: start = "1785888000.0"
        case 8: rest = ",\"currency\":\"USD\""
        case 9: rest = ",\"invoice\":{\"month\":\"202608\"}"
        case 10: rest += ",\"export_time\":\"2026-09-0\(number % 9 + 1) 08:00:00 UTC\",\"seller_name\":\"null\",\"sku\":{}"
        case 11: rest += ",\"schema\":{\"fields\":[]}"
        case 12: end = " \r\n\n  \n"
        case 13: end = "x\n"
        case 14: end = ",\n"
        case 15: rest = ",\n\"currency\":\"USD\",\"invoice\":{\"month\":202608}"
        case 16: rest += ",\"export_time\":\"2026-09-0\(number % 9 + 1) 08:00:00 UTC\",\"location\":{\"zone\":7,\"region\":null}"
        case 17: rest = ",\"currency\":\"NO CODE\",\"invoice\":{\"month\":\"202608.0\"}"
        case 18: return "{\"billing_account_id\":\"0815\",\"usage_start_time\":\n"
        case 19: sku += String(repeating: " and on", count: 200_000)
        default: break
        }
        return """
            {"billing_account_id":"0815","service":{"id":"S","description":"Service \(number % 7)"},"sku":{"id":"K","description":\
            "\(sku)"},"usage_start_time":"\(start)","usage_end_time":"\(start)","project":{"id":"p","name":"\\u00e4"},"labels":\
            \(labels),"cost":\(cost)\(rest),"usage":{"amount":\(number % 60),"unit":"seconds"},"credits":\(credits),"cost_type":"\(type)"}\
            \(end)
            """
    }

    private static func bill(_ seed: UInt64, damage: Int) -> [UInt8] {
        var random = SeededGenerator(seed)
        let sound = (0..<2_000).map { Array(row($0 * 13, damage: nil).utf8) }
        var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
        var number = 0
        while bytes.count < 10 << 19 {
            let isDamaged = damage > 0 && Int.random(in: 0..<damage, using: &random) == 0
            bytes +=
                isDamaged ? Array(row(number, damage: Int.random(in: 0..<20, using: &random)).utf8) : sound[number % sound.count]
            number += 1
        }
        // A last row without a line end.
        return bytes + Array(row(number, damage: nil).utf8).dropLast()
    }

    private struct Bill {
        let sink = CollectingSink()
        let reading: ExportReading

        init(_ bytes: [UInt8], readsAhead: Bool) throws {
            let file = try TemporaryFile(bytes)
            let parser = try #require(JSONParser())
            var json = JSONReader(try ByteSource(path: file.path), parser: parser, file: "bill.json")
            reading = try readBillingExport(sink, &json, source: "cloud", currency: Currency("USD"), readsAhead: readsAhead)
        }
    }

    /// Or the test below would compare one way with itself.
    @Test func aBlockIsTakenWholeOrNotAtAll() throws {
        let sound = (0..<1_000).map { Self.row($0, damage: nil) }.joined()
        func rows(_ text: String) -> BillingExportRows? { BillingExportRows.of(Array(text.utf8).span) }
        let found = try #require(rows(sound + "\n \r\n" + sound))
        #expect(found.rows.count == 2_000 && found.lines == 2_002)
        #expect(found.rows[1_000].line == 1_002 && found.rows[1_000].start == sound.utf8.count + 4)
        #expect(found.keys.count == 2_000 + 2 * (1..<1_000).count { $0.isMultiple(of: 3) && !$0.isMultiple(of: 9) })
        #expect(rows(sound + "{}\n") == nil && rows(String(sound.dropLast())) == nil)
        for damage in [0, 4, 9, 11, 13, 14, 15, 18, 19] { #expect(rows(sound + Self.row(1, damage: damage)) == nil) }
    }

    @Test(arguments: [(1, 0), (2, 600), (3, 30)] as [(UInt64, Int)])
    func blocksGiveWhatRowsGive(_ seed: UInt64, _ damage: Int) throws {
        let bytes = Self.bill(seed, damage: damage)
        let ahead = try Bill(bytes, readsAhead: true), plain = try Bill(bytes, readsAhead: false)
        #expect(ahead.reading.records == plain.reading.records && ahead.reading.refused == plain.reading.refused)
        #expect(ahead.reading.totals == plain.reading.totals && ahead.reading.notes == plain.reading.notes)
        #expect(ahead.reading.refusals == plain.reading.refusals && (damage == 0) == plain.reading.refusals.isEmpty)
        #expect(ahead.reading.isCut == plain.reading.isCut && ahead.reading.refusedCosts == plain.reading.refusedCosts)
        // Lines and bills are numbered as they come.
        #expect(ahead.sink.lines.map(\.identity) == plain.sink.lines.map(\.identity))
        #expect(ahead.sink.scopes == plain.sink.scopes && ahead.sink.totals == plain.sink.totals)
        #expect(ahead.sink.charges.map(\.amounts) == plain.sink.charges.map(\.amounts))
    }

    /// Two texts side by side that are told apart by where one ends and the other begins are of two lines.
    @Test func keysTellTextsApart() throws {
        func key(_ region: String, _ zone: String, _ labels: String) throws -> Hash128 {
            let text = """
                {"billing_account_id":"1","usage_start_time":"2026-08-01","cost":1,"currency":"USD","labels":\(labels),\
                "location":{"region":\(region),"zone":\(zone)}}

                """
            let rows = BillingExportRows.of(Array(text.utf8).span)
            return try #require(rows).keys[0]
        }
        let keys = try [
            key("\"ab\"", "\"c\"", "[]"), key("\"a\"", "\"bc\"", "[]"), key("\"abc\"", "null", "[]"),
            key("null", "\"abc\"", "[]"),
            key("1", "2", "[{\"key\":\"a\",\"value\":\"bc\"}]"), key("1", "2", "[{\"key\":\"ab\",\"value\":\"c\"}]"),
            key("1", "2", "{\"key\":\"ab\",\"value\":\"c\"}"), key("1", "2", "[{\"key\":\"ab\",\"value\":\"c\"},{}]"),
            key("1", "2", "[{\"key\":\"ab\"},{\"value\":\"c\"}]"),
        ]
        #expect(Set(keys).count == keys.count)
    }

    /// How large a value may be depended on where the blocks of its file ended.
    @Test func theBoundOfAValueIsThatOfAnyReading() throws {
        let sound = Array((0..<9_000).map { Self.row($0 % 100, damage: nil) }.joined().utf8)
        for (length, isTaken) in [(JSONReader.valueLimit - 1_000, true), (JSONReader.valueLimit + 300_000, false)] {
            let row = Self.row(1, damage: nil).replacing("SKU 1", with: String(repeating: "x", count: length))
            for readsAhead in [true, false] {
                let reading = try Bill(sound + Array(row.utf8) + sound, readsAhead: readsAhead).reading
                #expect(reading.refused == (isTaken ? 0 : 1) && reading.records == (isTaken ? 18_001 : 9_001))
            }
        }
    }
}
