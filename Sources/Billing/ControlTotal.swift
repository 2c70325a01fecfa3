/// What was counted while a file was read, to be compared with what was stored of it.
package struct ControlTotal: Hashable, Sendable {
    /// Records of the source.
    package var records: Int64 = 0
    /// Σ BilledCost and Σ EffectiveCost, each number rounded at 1e-15.
    package var billed = Amount.zero, effective = Amount.zero
    /// What the numbers had beyond 1e-15, in units of 1e-33.
    package var billedResidue: Int128 = 0, effectiveResidue: Int128 = 0

    /// Nothing read yet.
    package init() {}

    /// Counts one record.
    package mutating func add(billed: ParsedDecimal, effective: ParsedDecimal) {
        records += 1
        self.billed += billed.amount
        self.effective += effective.amount
        billedResidue += billed.residue
        effectiveResidue += effective.residue
    }

    /// Counts what another total has counted.
    package mutating func add(_ other: ControlTotal) {
        records += other.records
        billed += other.billed
        effective += other.effective
        billedResidue += other.billedResidue
        effectiveResidue += other.effectiveResidue
    }

    /// The exact sum of what the file states, all decimals: `18.0066386184`.
    package var billedText: String { exactText(billed, billedResidue) }
    /// As `billedText`, of EffectiveCost.
    package var effectiveText: String { exactText(effective, effectiveResidue) }
}

/// A sum at 1e-15 and what lies beyond it, in units of 1e-33, as one decimal number.
func exactText(_ amount: Amount, _ residue: Int128) -> String {
    guard residue != 0 else { return amount.description }
    // Carry whole units of 1e-15 over, so that the residue has the sign of the rest and is below one of them.
    let unit = powerOfTen(18)
    let carry = floorDivide(residue, unit)
    var femtos = amount.femtos + carry
    var rest = residue - carry * unit
    guard rest != 0 else { return Amount(femtos: femtos).description }
    let negative = femtos < 0
    if negative {
        // −a + r with 0 < r < 1 is −((a − 1) + (1 − r)).
        femtos = -femtos - 1
        rest = unit - rest
    }
    let (whole, fraction) = femtos.quotientAndRemainder(dividingBy: Amount.unit)
    var digits = padded(Int(fraction), 15) + padded(Int(rest), 18)
    while digits.utf8.last == UInt8(ascii: "0") { digits.removeLast() }
    return (negative ? "-" : "") + String(whole) + "." + digits
}

extension Amount {
    /// A sum as `billedText` states it, decimals behind the fifteenth left off; nil for anything else.
    package init?(totalText bytes: [UInt8]) {
        // Totals may lie beyond the bound of a single amount, so the whole part is read apart.
        let parts = bytes.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let whole = Int64(String(decoding: first, as: UTF8.self)) else { return nil }
        let digits = parts.count > 1 ? parts[1].prefix(15) : []
        guard let fraction = digits.isEmpty ? 0 : Int64(String(decoding: digits, as: UTF8.self)) else { return nil }
        let femtos = Int128(fraction) * powerOfTen(15 - digits.count)
        let negative = first.first == UInt8(ascii: "-")
        self.init(femtos: Int128(whole) * Amount.unit + (negative ? -femtos : femtos))
    }
}
