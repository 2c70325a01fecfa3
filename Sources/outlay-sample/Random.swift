/// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers from the same seed on every machine and in every version.
struct Random {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// Seeded by a name (FNV-1a), so that one series does not move when another is added.
    init(name: String) {
        state = name.utf8.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A whole number of the range. Its bias is below 2^-40 for the small ranges used here.
    mutating func whole(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }
}
