import Billing
import CSQLite

/// A sum as the history holds numbers: millionths and femtos below them, or whole units and billionths.
struct WholeAndRest {
    var whole: Int64 = 0, rest: Int64 = 0

    init() {}

    init(_ row: ChargeRow, _ column: Int) {
        whole = row.integer(column)
        rest = row.integer(column + 1)
    }

    var amount: Amount { Amount(micros: whole, remainder: rest) }
    var quantity: Quantity { Quantity(Amount(femtos: Int128(whole) * Amount.unit + Int128(rest) * 1_000_000)) }

    /// As SQLite's own sum: one beyond what an integer holds is an error and no other number.
    mutating func add(_ other: WholeAndRest) throws(HistoryError) {
        let (whole, wholeIsOver) = whole.addingReportingOverflow(other.whole)
        let (rest, restIsOver) = rest.addingReportingOverflow(other.rest)
        guard !wholeIsOver, !restIsOver else {
            throw .sqlite(operation: "adding charges", code: SQLITE_ERROR, message: "integer overflow")
        }
        self.whole = whole
        self.rest = rest
    }

    static func add(_ more: WholeAndRest, to sum: inout WholeAndRest?) throws(HistoryError) {
        var added = sum ?? WholeAndRest()
        try added.add(more)
        sum = added
    }
}
