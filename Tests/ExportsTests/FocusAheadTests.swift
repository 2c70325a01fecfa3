import Billing
import Formats
import Testing

@testable import Exports

/// A long bill is read in blocks by several threads: what comes out is what one record after the other would give.
@Suite struct FocusAheadTests {
    private static let header =
        "BillingAccountId,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,BilledCost,EffectiveCost,ListCost,"
        + "ConsumedQuantity,ServiceName,ChargeDescription,Tags,InvoiceId,BillingCurrency,ChargeCategory"

    /// A record, now and then with what is seldom or wrong.
    private static func record(_ number: Int, _ random: inout SeededGenerator, damage: Int) -> String {
        let day = 1 + number / 1_500 % 30
        let start = "2026-08-\(day < 10 ? "0" : "")\(day)"
        var cost = "\(number % 977).\(100_000 + number % 99_991)"
        var list = Bool.random(using: &random) ? cost : "3.5"
        var service = "Service \(number % 211)"
        var text = "\"an hour of something that has, as is usual, a long name \(number % 17)\""
        var tags = "\"{\"\"team\"\":\"\"t\(number % 5)\"\"}\""
        var invoice = number.isMultiple(of: 3) ? "INV-\(number % 4)" : ""
        var end = ""
        if damage > 0, Int.random(in: 0..<damage, using: &random) == 0 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0: cost = "1,000"
            case 1: cost = "12 USD"
            case 2: text = "a \"stray quote"
            case 3: text = "\"of two\nlines\""
            case 4: tags = "{broken"
            case 5: service = "NUL \0"
            case 6: end = "\n\n"
            case 7: list = "NULL"
            case 8: cost = "0.1234567890123456789"
            default: invoice = "\"INV\0\(number)\""
            }
        }
        return
            "0815,2026-08-01,2026-09-01,\(start)T00:00:00Z,\(start)T12:00:00Z,\(cost),\(cost),\(list),\(number % 7),\(service),"
            + "\(text),\(tags),\(invoice),USD,Usage\n\(end)"
    }

    private static func bill(_ seed: UInt64, damage: Int) -> [UInt8] {
        var random = SeededGenerator(seed)
        let sound = (0..<2_000).map { Array(record($0 * 13, &random, damage: 0).utf8) }
        var bytes = Array((header + "\n").utf8)
        var number = 0
        while bytes.count < 11 << 19 {
            let isDamaged = damage > 0 && Int.random(in: 0..<damage, using: &random) == 0
            bytes += isDamaged ? Array(record(number, &random, damage: 1).utf8) : sound[number % sound.count]
            number += 1
        }
        // A last record without a line end.
        bytes.removeLast()
        return bytes
    }

    /// Or the test above would compare one way with itself.
    @Test func aBlockIsTakenWholeOrNotAtAll() throws {
        var random = SeededGenerator(1)
        func rows(_ header: String, _ text: String) -> FocusRows? {
            let parser = FocusRowParser(FocusHeader(header.split(separator: ",").map(String.init)))
            return parser.rows(Array(text.utf8).span)
        }
        let sound = (0..<1_000).map { Self.record($0, &random, damage: 0) }.joined(separator: "\n")
        let found = try #require(rows(Self.header, sound))
        #expect(found.rows.count == 1_000 && found.lines == 1_999)
        #expect(rows(Self.header, sound + "1,2\n") == nil && rows(Self.header, String(sound.dropLast())) == nil)
        // Of the shortest records the rows would take far more memory than the file.
        let short = "1,2026-08-01\n", names = "BilledCost,ChargePeriodStart"
        #expect(rows(names, String(repeating: short, count: 1_000))?.rows.count == 1_000)
        #expect(rows(names, String(repeating: short, count: 80_000)) == nil)
    }

    /// A line with a stray quote, just below the limit of a record, was cut off by what stood behind it in its block.
    @Test(arguments: [true, false]) func aLongLineWithAStrayQuoteHarmsNoOther(readsAhead: Bool) throws {
        var random = SeededGenerator(2)
        let sound = (0..<2_000).map { Self.record($0, &random, damage: 0) }
        let long = "0815,a \"quote," + String(repeating: "x", count: 3_800_000) + "\n"
        let text = Self.header + "\n" + sound.prefix(300).joined() + long + sound.dropFirst(300).joined() + sound.joined()
        let bill = try ReadBill(Array((text + sound.joined() + sound.joined()).utf8), readsAhead: readsAhead)
        let reading = try #require(bill.reading)
        #expect(reading.refused == 1 && reading.records == 8_001 && bill.refusals.first?.hasPrefix("302:") == true)
    }

    @Test(arguments: [(1, 0), (2, 4_000), (3, 300)] as [(UInt64, Int)])
    func blocksGiveWhatRecordsGive(_ seed: UInt64, _ damage: Int) throws {
        let bytes = Self.bill(seed, damage: damage)
        let ahead = try ReadBill(bytes), plain = try ReadBill(bytes, readsAhead: false)
        let reading = try #require(ahead.reading), expected = try #require(plain.reading)
        #expect(reading.records == expected.records && reading.refused == expected.refused)
        #expect(reading.totals == expected.totals && reading.refusedCosts == expected.refusedCosts)
        #expect(ahead.refusals == plain.refusals && (damage == 0) == ahead.refusals.isEmpty)
        // Lines, bills and invoices are numbered as they come.
        #expect(ahead.sink.lines.map(\.identity) == plain.sink.lines.map(\.identity))
        #expect(ahead.sink.invoices == plain.sink.invoices && ahead.sink.scopes == plain.sink.scopes)
        #expect(ahead.sink.charges.map(\.amounts) == plain.sink.charges.map(\.amounts))
        #expect(ahead.sink.totals == plain.sink.totals)
    }
}
