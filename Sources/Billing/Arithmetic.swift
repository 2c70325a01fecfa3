/// The quotient rounded towards minus infinity; `divisor` is positive.
package func floorDivide(_ value: Int128, _ divisor: Int128) -> Int128 {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
}

/// Ten to the power of `exponent` (0 to 38).
package func powerOfTen(_ exponent: Int) -> Int128 {
    exponent <= 19
        ? Int128(smallPowersOfTen[exponent]) : Int128(smallPowersOfTen[19]) * Int128(smallPowersOfTen[exponent - 19])
}

/// 1 to 10^19, which 64 bits hold.
private let smallPowersOfTen: [20 of UInt64] = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000,
    1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000,
    100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
]

/// `value × numerator / denominator` over a 256-bit product, rounded half to even once.
/// Traps where the denominator is zero or the result is beyond Int128.
package func multiplyDivide(_ value: Int128, _ numerator: Int128, _ denominator: Int128) -> Int128 {
    let negative = ((value < 0) != (numerator < 0)) != (denominator < 0)
    let product = value.magnitude.multipliedFullWidth(by: numerator.magnitude)
    let divisor = denominator.magnitude
    precondition(product.high < divisor, "a product over a quotient is beyond 128 bits")
    let (quotient, remainder) = divisor.dividingFullWidth(product)
    // Twice the remainder may not fit: compare it with what is left to the divisor.
    let rest = divisor - remainder
    let up = remainder > rest || (remainder == rest && quotient & 1 == 1)
    let magnitude = Int128(up ? quotient + 1 : quotient)
    return negative ? -magnitude : magnitude
}
