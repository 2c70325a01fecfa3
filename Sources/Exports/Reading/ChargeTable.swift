import Billing

/// Adds up the records of a bill by line, day and invoice, exactly.
struct ChargeTable {
    private let measures: [Measure]
    private var slots: [Int32] = Array(repeating: -1, count: 4096)
    private var keys: [ChargeDay.Key] = []
    /// `measures.count` sums an entry.
    private var sums: [Int128] = []
    /// A bit per measure: whether some record has it.
    private var present: [UInt8] = []
    private var records: [Int64] = []

    /// Whether a sum is so great that further records might bring it beyond 128 bits; it is far beyond what is stored then.
    private(set) var isNearlyFull = false
    private static let great: Int128 = 10_000 * Quantity.bound

    init(measures: [Measure]) { self.measures = measures }

    /// About how much memory it holds, in bytes.
    var size: Int { keys.count * (measures.count * 16 + 40) + slots.count * 4 }

    /// Adds one record; `values` has a number per measure, `mask` a bit for each that the record has.
    mutating func add(_ key: ChargeDay.Key, _ values: Span<Int128>, mask: UInt8) {
        let entry = entry(key)
        records[entry] += 1
        present[entry] |= mask
        let base = entry * measures.count
        for index in 0..<measures.count {
            let sum = sums[base + index] + values[index]
            sums[base + index] = sum
            if sum > ChargeTable.great || sum < -ChargeTable.great { isNearlyFull = true }
        }
    }

    private mutating func entry(_ key: ChargeDay.Key) -> Int {
        var slot = key.spread & (slots.count - 1)
        while slots[slot] >= 0 {
            let entry = Int(slots[slot])
            if keys[entry] == key { return entry }
            slot = (slot + 1) & (slots.count - 1)
        }
        if keys.count * 2 >= slots.count {
            grow()
            return self.entry(key)
        }
        slots[slot] = Int32(keys.count)
        keys.append(key)
        for _ in measures { sums.append(0) }
        present.append(0)
        records.append(0)
        return keys.count - 1
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 2)
        for (entry, key) in keys.enumerated() {
            var slot = key.spread & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(entry)
        }
    }

    /// Hands all sums over in the order of their keys and forgets them.
    mutating func drain<Sink: ChargeSink>(into sink: Sink) throws(Sink.Failure) {
        for entry in keys.indices.sorted(by: { keys[$0] < keys[$1] }) {
            var charge = ChargeDay(keys[entry], records: records[entry])
            for (index, measure) in measures.enumerated() where present[entry] & (1 << UInt8(index)) != 0 {
                charge[measure] = Amount(femtos: sums[entry * measures.count + index])
            }
            try sink.add(charge)
        }
        self = ChargeTable(measures: measures)
    }
}

extension ChargeDay.Key {
    /// Where it goes in a table, all bits mixed.
    fileprivate var spread: Int {
        var mixed = UInt64(UInt32(bitPattern: line)) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ UInt64(UInt32(bitPattern: period.start.number))) &* 0xC2B2_AE3D_27D4_EB4F
        mixed = (mixed ^ (mixed >> 29) ^ UInt64(UInt32(bitPattern: period.end.number))) &* 0x9E37_79B9_7F4A_7C15
        mixed =
            (mixed ^ (mixed >> 32) ^ UInt64(UInt32(bitPattern: scope)) << 8 ^ UInt64(UInt32(bitPattern: invoice)))
            &* 0xC2B2_AE3D_27D4_EB4F
        return Int(truncatingIfNeeded: mixed >> 20)
    }
}
