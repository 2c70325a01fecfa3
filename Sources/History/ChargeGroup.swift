import Billing

/// What a kind of lines cost and used in a period.
struct ChargeGroup {
    struct Key: Hashable {
        var kind: Int32
        var start: Int64
        var end: Int64
    }

    let key: Key
    var billed = WholeAndRest(), effective = WholeAndRest()
    /// Nil where none is known.
    var consumed: WholeAndRest?, pricing: WholeAndRest?

    init(key: Key) { self.key = key }

    mutating func add(_ row: ChargeRow, hasQuantities: Bool) throws(HistoryError) {
        try billed.add(WholeAndRest(row, 3))
        try effective.add(WholeAndRest(row, 5))
        guard hasQuantities else { return }
        if !row.isNull(7) { try WholeAndRest.add(WholeAndRest(row, 7), to: &consumed) }
        if !row.isNull(9) { try WholeAndRest.add(WholeAndRest(row, 9), to: &pricing) }
    }

    mutating func add(_ other: ChargeGroup) throws(HistoryError) {
        try billed.add(other.billed)
        try effective.add(other.effective)
        if let more = other.consumed { try WholeAndRest.add(more, to: &consumed) }
        if let more = other.pricing { try WholeAndRest.add(more, to: &pricing) }
    }
}
