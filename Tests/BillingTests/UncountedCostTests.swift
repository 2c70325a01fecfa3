import Testing

@testable import Billing

@Suite struct UncountedCostTests {
    /// Totals may be far beyond what one amount of a file is.
    @Test func aTotalIsReadAsItIsWritten() {
        for bits in 0..<112 {
            for step in [-1_000_000_007, -3, -1, 0, 1, 999_999_937] as [Int128] {
                for sign in [1, -1] as [Int128] {
                    let amount = Amount(femtos: sign * (Int128(1) << Int128(bits) + step))
                    let text = amount.description
                    #expect(Amount(totalText: Array(text.utf8)) == amount, "\(text)")
                    // What is beyond 1e-15 is left off.
                    let decimals = text.split(separator: ".").dropFirst().last?.utf8.count ?? 0
                    let long = text + (decimals == 0 ? "." : "") + String(repeating: "0", count: 15 - decimals) + "999"
                    #expect(Amount(totalText: Array(long.utf8)) == amount, "\(long)")
                }
            }
        }
        for text in ["", "x", "1,5", "1.x", "."] { #expect(Amount(totalText: Array(text.utf8)) == nil) }
    }

    @Test func rowsComeByCurrencyAndThenWhatCannotBeRead() {
        func total(_ records: Int64, _ femtos: Int128, _ residue: Int128 = 0) -> ControlTotal {
            var total = ControlTotal()
            total.records = records
            total.billed = Amount(femtos: femtos)
            total.billedResidue = residue
            return total
        }
        let totals = [Currency("USD"): total(2, 5, 10), Currency("EUR"): total(1, 7)]
        let rows = UncountedCost.rows(file: "f", .refused, totals, unread: 4)
        #expect(rows.map(\.currency?.code) == ["EUR", "USD", nil] && rows.map(\.records) == [1, 2, 4])
        #expect(rows.map(\.costText) == ["0.000000000000007", "0.00000000000000500000000000000001", nil])
        #expect(rows.costs == [Money(Amount(femtos: 7), Currency("EUR")), Money(Amount(femtos: 5), Currency("USD"))])
        #expect(rows.unread == 4 && (rows + rows).costs.map(\.amount.femtos) == [14, 10])
        #expect(UncountedCost.rows(file: "f", .held, [:]).isEmpty)
    }
}
