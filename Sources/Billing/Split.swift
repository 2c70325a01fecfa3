/// An amount split by weights so that the parts add up to it exactly: largest remainder (Hamilton's method) at 1e-15.
///
/// Each part is the floor of its exact share of the magnitude; what is left goes, one unit of 1e-15 each, to the largest
/// remainders, ties to the earlier part. The split of −x is minus the split of x.
package struct Split: Hashable, Sendable {
    /// One part for each weight; together they are the whole.
    package let parts: [Amount]
    private let isNegative: Bool
    private let shares: LargestRemainder

    /// Weights are not negative. Nil where they add up to nothing.
    package init?(_ whole: Amount, by weights: [Amount]) {
        precondition(weights.allSatisfy { $0.femtos >= 0 }, "weights of a split are not negative")
        guard let shares = LargestRemainder(whole.femtos.magnitude, by: weights.map(\.femtos.magnitude)) else { return nil }
        self.shares = shares
        let isNegative = whole.femtos < 0
        self.isNegative = isNegative
        parts = shares.parts.map { Amount(femtos: isNegative ? -Int128($0) : Int128($0)) }
    }

    /// How many units of 2^-80 a unit of 1e-15 has, rounded down.
    private static let quanta: UInt128 = 1_208_925_819

    /// What each part has beyond its exact share, within ±1e-15.
    ///
    /// Such a fraction of the last unit is no decimal number. It is told in whole units of 2^-80 (8e-25), by largest remainder too: binary
    /// numbers that add up to nothing exactly, in any order and for millions of parts.
    package var residues: [Double] {
        // The remainders of the shares add up to what is left, in units of the weights.
        guard let lacks = LargestRemainder(shares.left * Split.quanta, by: shares.remainders) else {
            return parts.map { _ in 0 }
        }
        return zip(shares.isRaised, lacks.parts).map { isRaised, lack in
            let residue = (isRaised ? Int128(Split.quanta) : 0) - Int128(lack)
            return Double(isNegative ? -residue : residue) * 0x1p-80
        }
    }
}

/// Splits `whole` by weights, as `Split` does; nil where the weights add up to nothing.
package func split(_ whole: Amount, by weights: [Amount]) -> [Amount]? { Split(whole, by: weights)?.parts }

/// Whole units split by weights.
private struct LargestRemainder: Hashable {
    /// Together they are the whole.
    private(set) var parts: [UInt128] = []
    /// What each floor left over, of the sum of the weights for a unit.
    private(set) var remainders: [UInt128] = []
    /// Whether the part has a unit more than its floor.
    private(set) var isRaised: [Bool]
    /// How many parts have.
    let left: UInt128

    init?(_ whole: UInt128, by weights: [UInt128]) {
        let total = weights.reduce(UInt128(0), +)
        guard total > 0 else { return nil }
        parts.reserveCapacity(weights.count)
        remainders.reserveCapacity(weights.count)
        var given: UInt128 = 0
        var last: (weight: UInt128, part: UInt128, remainder: UInt128) = (0, 0, 0)
        for weight in weights {
            // Of an even split all are the same, and a long division takes as long as all the rest.
            if weight != last.weight {
                let (part, remainder) = total.dividingFullWidth(whole.multipliedFullWidth(by: weight))
                last = (weight, part, remainder)
            }
            let (_, part, remainder) = last
            parts.append(part)
            remainders.append(remainder)
            given += part
        }
        left = whole - given
        isRaised = weights.map { _ in false }
        guard left > 0 else { return }
        let found = remainders
        // Equal weights have equal remainders, which stand in their order already.
        let isInOrder = found.allSatisfy { $0 == found[0] }
        let order = isInOrder ? Array(found.indices) : found.indices.sorted { (found[$1], $0) < (found[$0], $1) }
        for index in order.prefix(Int(left)) {
            parts[index] += 1
            isRaised[index] = true
        }
    }
}
