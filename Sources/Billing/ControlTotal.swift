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
