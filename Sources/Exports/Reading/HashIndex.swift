import Billing

/// Numbers by 128-bit hash: an open table with linear probing, about 24 bytes an entry.
struct HashIndex {
    private var keys: [Hash128] = Array(repeating: .zero, count: 1024)
    private var values: [Int32] = Array(repeating: -1, count: 1024)
    private var count = 0

    /// The number under a hash; nil where there is none.
    func find(_ key: Hash128) -> Int32? {
        var slot = Int(truncatingIfNeeded: key.low) & (keys.count - 1)
        while values[slot] >= 0 {
            if keys[slot] == key { return values[slot] }
            slot = (slot + 1) & (keys.count - 1)
        }
        return nil
    }

    /// Adds a number under a hash that has none yet.
    mutating func add(_ key: Hash128, _ value: Int32) {
        if count * 2 >= keys.count { grow() }
        place(key, value)
        count += 1
    }

    private mutating func place(_ key: Hash128, _ value: Int32) {
        var slot = Int(truncatingIfNeeded: key.low) & (keys.count - 1)
        while values[slot] >= 0 { slot = (slot + 1) & (keys.count - 1) }
        keys[slot] = key
        values[slot] = value
    }

    private mutating func grow() {
        let oldKeys = keys
        let oldValues = values
        keys = Array(repeating: .zero, count: oldKeys.count * 2)
        values = Array(repeating: -1, count: oldKeys.count * 2)
        for (slot, value) in oldValues.enumerated() where value >= 0 { place(oldKeys[slot], value) }
    }
}
