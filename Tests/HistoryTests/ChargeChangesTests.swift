import Billing
import Foundation
import Testing

@testable import History

/// Whatever is in force of a bill and whatever is delivered of it: with what ends, what is invoiced now and what is new, the one becomes
/// the other, and no charge ends that could have stayed.
@Suite struct ChargeChangesTests {
    private static let invoices = ["", "I-2", "I-10", "i"]

    /// A charge by line, day, invoice, amount and records.
    private struct Charge: Hashable {
        var line: Int32, day: Int32, invoice: String, amount: Int64, records: Int64

        var place: [Int32] { [line, day] }

        func day(_ invoices: inout InvoiceNumbers) -> ChargeDay {
            let start = Day(number: 20_000 + day)
            let key = ChargeDay.Key(
                scope: 7, line: line, period: Period(start: start, end: start.advanced(by: 1)),
                invoice: invoices.place(of: invoice))
            var charge = ChargeDay(key, records: records)
            charge[.billedCost] = Amount(femtos: Int128(amount) * 1_500_000_000_000_000 - 1)
            // An absent quantity is not the same as none.
            if amount > 1 { charge[.pricingQuantity] = Amount(femtos: Int128(amount - 2) * 1_000_000) }
            return charge
        }
    }

    private struct Found {
        var ended: Set<Int64> = [], filled: [Int64: String] = [:], new: Set<Charge> = []
        var comparison: ChargeComparison
    }

    private func charges(_ random: inout SystemRandomNumberGenerator) -> Set<Charge> {
        var charges: [[Int]: Charge] = [:]
        for _ in 0..<Int.random(in: 0...25, using: &random) {
            let invoice = Int.random(in: Self.invoices.indices, using: &random)
            let charge = Charge(
                line: Int32.random(in: 1...4, using: &random), day: Int32.random(in: 0...1, using: &random),
                invoice: Self.invoices[invoice], amount: Int64.random(in: 0...3, using: &random),
                records: Int64.random(in: 1...2, using: &random))
            charges[[Int(charge.line), Int(charge.day), invoice]] = charge
        }
        return Set(charges.values)
    }

    /// Compares what is delivered with what is in force, whose charges are numbered in their order.
    private func compared(_ inForce: [Charge], _ delivered: Set<Charge>, isAdded: Bool) throws -> Found {
        let connection = try Connection(path: ":memory:", readOnly: false)
        try connection.execute(
            """
            CREATE TABLE charge (charge INTEGER PRIMARY KEY, scope, line, start_day, end_day, invoicing,
                \(MeasureColumns.names.joined(separator: ", ")), records, known_to);
            CREATE TABLE scope_invoicing (scope, invoicing, invoice)
            """)
        try Invoicing.prepare(connection)
        try ChargeRuns.prepare(connection, .delivered)
        try ChargeChanges.prepare(connection)
        for (part, number) in Self.invoices.enumerated() {
            try connection.run("INSERT INTO scope_invoicing VALUES (7, ?, ?)", .integer(Int64(9 - part)), .text(number))
        }
        var numbers = InvoiceNumbers(), row = numbers
        let marks = MeasureColumns.names.map { _ in "?, " }.joined()
        let insert = try connection.kept("INSERT INTO charge VALUES (?, 7, ?, ?, ?, ?, \(marks)?, NULL)")
        for (number, charge) in inForce.enumerated() {
            insert.bind(0, Int64(number))
            insert.bind(1, Int64(charge.line))
            insert.bind(2, Int64(20_000 + charge.day))
            insert.bind(3, Int64(20_001 + charge.day))
            insert.bind(4, Int64(9 - (Self.invoices.firstIndex(of: charge.invoice) ?? 0)))
            try StoredCharge(charge.day(&row)).bind(to: insert, from: 5)
            try insert.run()
        }
        var runs = try ChargeRuns(connection, .delivered)
        let days = delivered.map { $0.day(&numbers) }
        for day in days { try runs.add(day) }
        var changes = try ChargeChanges(connection, numbers, isAdded: isAdded)
        var staged = try runs.sums()
        var found = Found(comparison: try changes.compare(7, &staged))
        #expect(staged.head == nil)
        found.ended = Set(try connection.rows("SELECT charge FROM ended") { $0.integer(0) })
        for (charge, number) in try connection.rows("SELECT charge, invoice FROM filled", [], { ($0.integer(0), $0.text(1)) }) {
            found.filled[charge] = number
        }
        try changes.new.forEach { day throws(HistoryError) in
            let amount = ((day[.billedCost]?.femtos ?? 0) + 2) / 1_500_000_000_000_000
            found.new.insert(
                Charge(
                    line: day.line, day: Int32(day.period.start.number) - 20_000, invoice: changes.invoices[day.invoice],
                    amount: Int64(amount), records: day.records))
        }
        return found
    }

    @Test(arguments: 0..<300) func whatIsInForceBecomesWhatWasDelivered(_: Int) throws {
        var random = SystemRandomNumberGenerator()
        let delivered = charges(&random)
        // Half of it is in force already, some of that without its number.
        let known = delivered.filter { _ in Bool.random(using: &random) }.map { charge in
            var charge = charge
            if Int.random(in: 0...2, using: &random) == 0 { charge.invoice = "" }
            return charge
        }
        let other = charges(&random).filter { charge in
            !known.contains { $0.place == charge.place && $0.invoice == charge.invoice }
        }
        var inForce: [Charge] = []
        for charge in known + other where !inForce.contains(where: { $0.place == charge.place && $0.invoice == charge.invoice }) {
            inForce.append(charge)
        }
        let found = try compared(inForce, delivered, isAdded: false)
        var stayed = inForce.enumerated().filter { !found.ended.contains(Int64($0.offset)) }.map { number, charge in
            var charge = charge
            if let invoice = found.filled[Int64(number)] {
                #expect(charge.invoice.isEmpty)
                charge.invoice = invoice
            }
            return charge
        }
        #expect(found.ended.isDisjoint(with: found.filled.keys))
        for number in found.ended {
            let ended = inForce[Int(number)]
            #expect(!delivered.contains(ended), "it could have stayed")
            var numbered = ended
            for invoice in Self.invoices.dropFirst() where ended.invoice.isEmpty {
                numbered.invoice = invoice
                let isThere = inForce.contains { $0.place == ended.place && $0.invoice == invoice }
                #expect(isThere || !delivered.contains(numbered), "it could have got its number")
            }
        }
        stayed += found.new
        #expect(Set(stayed) == delivered && stayed.count == delivered.count)
        #expect(found.comparison.inForce == inForce.count && found.comparison.delivered == delivered.count)
        let places = Set(delivered.map(\.place))
        #expect(found.comparison.isShared == inForce.contains { places.contains($0.place) })
        let cost = { (charges: [Charge]) in charges.reduce(0.0) { $0 + Double(max(1, $1.amount * 1_500_000 - 1)) } }
        #expect(found.comparison.cost == cost(inForce))
        #expect(found.comparison.gone == cost(inForce.filter { !places.contains($0.place) }))
    }

    @Test(arguments: 0..<100) func whatIsAddedComesOnTop(_: Int) throws {
        var random = SystemRandomNumberGenerator()
        let inForce = Array(charges(&random)), delivered = charges(&random)
        let found = try compared(inForce, delivered, isAdded: true)
        #expect(found.filled.isEmpty)
        func records(_ charges: some Sequence<Charge>) -> Int64 { charges.reduce(0) { $0 + $1.records } }
        let stayed = inForce.enumerated().filter { !found.ended.contains(Int64($0.offset)) }.map(\.element)
        #expect(records(stayed) + records(found.new) == records(inForce) + records(delivered))
        for number in found.ended {
            let ended = inForce[Int(number)]
            let added = delivered.filter { $0.place == ended.place && $0.invoice == ended.invoice }
            let sums = found.new.filter { $0.place == ended.place && $0.invoice == ended.invoice }
            #expect(added.count == 1 && sums.count == 1)
            // Both amounts are a femto short of theirs.
            #expect(sums.first.map(\.amount) == added.first.map { $0.amount + ended.amount })
            #expect(sums.first.map(\.records) == added.first.map { $0.records + ended.records })
        }
        for charge in delivered where !found.new.contains(charge) {
            #expect(inForce.contains { $0.place == charge.place && $0.invoice == charge.invoice })
        }
    }
}
