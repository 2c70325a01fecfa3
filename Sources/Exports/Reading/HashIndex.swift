import Billing

/// Numbers by 128-bit hash: an open table with linear probing, about 48 bytes an entry.
struct HashIndex {
    private struct Slot {
        var key: Hash128
        /// Negative where there is none.
        var value: Int32
    }

    private var slots = Array(repeating: Slot(key: .zero, value: -1), count: 1024)
    /// How many there are.
    private(set) var count = 0

    /// The number under a hash; nil where there is none.
    func find(_ key: Hash128) -> Int32? {
        var place = Int(truncatingIfNeeded: key.low) & (slots.count - 1)
        while slots[place].value >= 0 {
            if slots[place].key == key { return slots[place].value }
            place = (place + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Adds a number under a hash that has none yet.
    mutating func add(_ key: Hash128, _ value: Int32) {
        if count * 2 >= slots.count {
            let old = slots
            slots = Array(repeating: Slot(key: .zero, value: -1), count: old.count * 2)
            for slot in old where slot.value >= 0 { put(slot) }
        }
        put(Slot(key: key, value: value))
        count += 1
    }

    private mutating func put(_ slot: Slot) {
        var place = Int(truncatingIfNeeded: slot.key.low) & (slots.count - 1)
        while slots[place].value >= 0 { place = (place + 1) & (slots.count - 1) }
        slots[place] = slot
    }
}
