import Billing
import Foundation
import Testing

@testable import History

/// However charges are handed over, each key comes back once, in order, with the sum of its parts.
@Suite struct ChargeRunsTests {
    private static func key(_ line: Int32, _ day: Int32 = 0, invoice: Int32 = 0) -> ChargeDay.Key {
        let start = Day(number: 20_666 + day)
        return ChargeDay.Key(scope: 1, line: line, period: Period(start: start, end: start.advanced(by: 1)), invoice: invoice)
    }

    private static func charge(_ key: ChargeDay.Key, _ femtos: Int128) -> ChargeDay {
        var charge = ChargeDay(key, records: 1)
        charge[.billedCost] = Amount(femtos: femtos)
        if femtos % 3 == 0 { charge[.consumedQuantity] = Amount(femtos: femtos * 7) }
        return charge
    }

    private static func runs() throws -> ChargeRuns {
        let connection = try Connection(path: ":memory:", readOnly: false)
        try ChargeRuns.prepare(connection, .delivered)
        return try ChargeRuns(connection, .delivered)
    }

    private static func text(_ charge: ChargeDay) -> String {
        "\(charge.key) \(Measure.allCases.map { charge[$0]?.description ?? "-" }) \(charge.records)"
    }

    @Test(arguments: [0, 1, 399, 400, 401, 2_000, 5_000])
    func partsOfOneKeyAreAddedUpInOrder(count: Int) throws {
        var random = SystemRandomNumberGenerator()
        var runs = try ChargeRunsTests.runs()
        var expected: [ChargeDay.Key: ChargeDay] = [:]
        var left = count
        while left > 0 {
            // A part is in order, as a reader hands it over, and may begin where the one before has been.
            let part = (0..<Int.random(in: 1...left, using: &random)).map { _ in
                ChargeRunsTests.key(
                    Int32.random(in: 1...300, using: &random), Int32.random(in: 0...5, using: &random),
                    invoice: Int32.random(in: 0...1, using: &random))
            }
            left -= part.count
            for key in Set(part).sorted() {
                let charge = ChargeRunsTests.charge(
                    key, Int128.random(in: -1_000_000_000_000...1_000_000_000_000, using: &random))
                try runs.add(charge)
                if expected[key] == nil { expected[key] = charge } else { expected[key]?.add(charge) }
            }
        }
        let wanted = expected.values.sorted { $0.key < $1.key }.map(ChargeRunsTests.text)
        // They can be asked for again.
        for _ in 0..<2 {
            var found: [String] = []
            try runs.forEach { charge throws(HistoryError) in found.append(ChargeRunsTests.text(charge)) }
            #expect(found == wanted)
        }
    }

    @Test func aSumOfPartsBeyondTheBoundsIsRefused() throws {
        var runs = try ChargeRunsTests.runs()
        for _ in 0..<2 { try runs.add(ChargeRunsTests.charge(ChargeRunsTests.key(1), Int128(Int64.max) * 1_000_000_000)) }
        #expect(throws: HistoryError.self) { try runs.forEach { _ in } }
    }
}

/// A stored charge is what SQL made of it: floors, and what they leave over.
@Suite struct StoredChargeTests {
    @Test(arguments: [
        ("0", "0|0"), ("0.000000000500000", "0|0"), ("0.000000001500000", "0|2"), ("0.000000000500001", "0|1"),
        ("0.999999999500000", "1|0"), ("0.999999999499999", "0|999999999"), ("-0.000000000500000", "0|0"),
        ("-0.000000001500000", "-1|999999998"), ("-1", "-1|0"), ("9223.372036854775807", "9223|372036855"),
        ("9223.372036854775808", "9223|372036855"), ("-9223.372036854775809", "-9224|627963145"),
        ("123456789012.123456789012345", "123456789012|123456789"),
    ])
    func aQuantityIsRoundedHalfToEven(text: String, expected: String) throws {
        let charge = try charge(.consumedQuantity, text)
        #expect(try values(charge)[10..<12].joined(separator: "|") == expected)
        let stored = Quantity(try #require(charge[.consumedQuantity]))
        #expect("\(stored.units)|\(stored.nanos)" == expected)
    }

    @Test(arguments: ["0", "0.000000000000001", "-0.000000000000001", "-12.000001", "9223.372036854775808", "9200000000000"])
    func aCostIsKeptWhole(text: String) throws {
        let charge = try charge(.listCost, text)
        let amount = try #require(charge[.listCost])
        #expect(try values(charge)[4..<6].joined(separator: "|") == "\(amount.micros)|\(amount.microsRemainder)")
    }

    @Test func whatAFileMayNotHoldIsRefused() throws {
        var charge = try charge(.billedCost, "0")
        charge[.billedCost] = Amount(femtos: Int128(Int64.max) * 1_000_000_000 + 1_000_000_000)
        #expect(StoredCharge.measure(beyondBoundsOf: charge) == .billedCost)
        #expect(throws: HistoryError.self) { try StoredCharge(charge) }
    }

    private func charge(_ measure: Measure, _ text: String) throws -> ChargeDay {
        let day = Day(number: 20_666)
        let key = ChargeDay.Key(scope: 1, line: 1, period: Period(start: day, end: day.advanced(by: 1)), invoice: 0)
        var charge = ChargeDay(key, records: 1)
        charge[measure] = try Amount(parsing: text)
        return charge
    }

    /// What a statement is given: the measures' values and the records.
    private func values(_ charge: ChargeDay) throws -> [String] {
        let connection = try Connection(path: ":memory:", readOnly: false)
        let columns = MeasureColumns.names + ["records"]
        let statement = try connection.prepare("SELECT \(columns.map { _ in "?" }.joined(separator: ", "))")
        try StoredCharge(charge).bind(to: statement, from: 0)
        return try statement.collect { row in columns.indices.map { row.isNull($0) ? "-" : "\(row.integer($0))" } }[0]
    }
}
