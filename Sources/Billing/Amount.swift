/// An exact decimal number in units of 1e-15, without a currency.
///
/// Costs and quantities of a bill are read into it digit by digit. Bounds: a value read from a file lies within
/// ±9.2e12; sums have room for more than 10,000,000,000 such values before they trap.
package struct Amount: Hashable, Comparable, Sendable {
    /// The value in units of 1e-15.
    package var femtos: Int128

    /// Units of 1e-15 in one.
    package static let unit: Int128 = 1_000_000_000_000_000
    /// Nothing.
    package static let zero = Amount(femtos: 0)
    /// The greatest magnitude that a file may state: 9.2e12.
    package static let bound: Int128 = 9_200_000_000_000 * unit

    /// An amount from units of 1e-15.
    package init(femtos: Int128) { self.femtos = femtos }
    /// A whole number of units of currency or measure.
    package init(_ whole: Int) { femtos = Int128(whole) * Amount.unit }
    /// The amount that `micros` (floor, 1e-6) and `remainder` (1e-15, 0 ≤ r < 1e9) stand for.
    package init(micros: Int64, remainder: Int64) {
        femtos = Int128(micros) * 1_000_000_000 + Int128(remainder)
    }

    /// The floor in units of 1e-6, as stored beside `microsRemainder`; traps beyond ±9.2e12, where `storedMicros` is nil.
    package var micros: Int64 { Int64(floorDivide(femtos, 1_000_000_000)) }
    /// What `micros` leaves over, in units of 1e-15; 0 ≤ r < 1e9.
    package var microsRemainder: Int64 { Int64(femtos - floorDivide(femtos, 1_000_000_000) * 1_000_000_000) }
    /// `micros` and `microsRemainder` together; nil for a sum whose floor in units of 1e-6 is beyond Int64 (about ±9.2e12).
    package var storedMicros: (micros: Int64, remainder: Int64)? {
        let floor = floorDivide(femtos, 1_000_000_000)
        guard let micros = Int64(exactly: floor) else { return nil }
        return (micros, Int64(femtos - floor * 1_000_000_000))
    }
    /// The value without its sign.
    package var magnitude: Amount { femtos < 0 ? -self : self }
    /// Whether it is exactly nothing.
    package var isZero: Bool { femtos == 0 }

    package static func < (left: Amount, right: Amount) -> Bool { left.femtos < right.femtos }
    package static func + (left: Amount, right: Amount) -> Amount { Amount(femtos: left.femtos + right.femtos) }
    package static func - (left: Amount, right: Amount) -> Amount { Amount(femtos: left.femtos - right.femtos) }
    package static prefix func - (value: Amount) -> Amount { Amount(femtos: -value.femtos) }
    package static func += (left: inout Amount, right: Amount) { left.femtos += right.femtos }
    package static func -= (left: inout Amount, right: Amount) { left.femtos -= right.femtos }

    /// The product, rounded half to even at 1e-15; a quantity times its unit price.
    package static func * (left: Amount, right: Amount) -> Amount {
        Amount(femtos: multiplyDivide(left.femtos, right.femtos, Amount.unit))
    }

    /// The quotient, rounded half to even at 1e-15; nil where the divisor is zero.
    package func divided(by divisor: Amount) -> Amount? {
        divisor.femtos == 0 ? nil : Amount(femtos: multiplyDivide(femtos, Amount.unit, divisor.femtos))
    }

    /// `self × numerator / denominator`, rounded half to even once, at the end. The denominator is not zero.
    package func scaled(by numerator: Int128, over denominator: Int128) -> Amount {
        Amount(femtos: multiplyDivide(femtos, numerator, denominator))
    }

    /// Rounded half to even to `decimals` places (0 to 15).
    package func rounded(to decimals: Int) -> Amount {
        let step = powerOfTen(15 - decimals)
        return Amount(femtos: multiplyDivide(femtos, 1, step) * step)
    }

    /// The nearest binary number, correctly rounded; for people and for REAL columns, never to compute with.
    package var real: Double {
        // The quotient of two numbers that are exact is correctly rounded (IEEE 754, 5.4.1); most amounts are of few digits.
        let (micros, rest) = femtos.quotientAndRemainder(dividingBy: 1_000_000_000)
        if rest == 0, let micros = Int64(exactly: micros), micros.magnitude <= 1 << 53 { return Double(micros) / 1e6 }
        if let femtos = Int64(exactly: femtos), femtos.magnitude <= 1 << 53 { return Double(femtos) / 1e15 }
        return Double(description) ?? 0
    }

    /// The shortest decimal that a binary number is the nearest to; nil beyond what an amount holds. `Amount(shortest: x.real)` is the same
    /// for an amount that was kept as a REAL as for one that was not.
    package init?(shortest real: Double) {
        do throws(NumberRefusal) { try self.init(parsing: real.description) } catch { return nil }
    }
}

extension Amount: CustomStringConvertible {
    /// All digits, without trailing zeros: `-0.0000008`, `12`, `0`.
    package var description: String {
        var digits: [UInt8] = []
        append(to: &digits)
        return String(decoding: digits, as: UTF8.self)
    }

    /// Appends what `description` says.
    package func append(to output: inout [UInt8]) {
        let (whole, fraction) = femtos.magnitude.quotientAndRemainder(dividingBy: UInt128(Amount.unit))
        if femtos < 0 { output.append(UInt8(ascii: "-")) }
        if let small = UInt64(exactly: whole) {
            let start = output.count
            var rest = small
            repeat {
                output.append(UInt8(ascii: "0") + UInt8(rest % 10))
                rest /= 10
            } while rest > 0
            output[start...].reverse()
        } else {
            output.append(contentsOf: String(whole).utf8)
        }
        var rest = UInt64(fraction)
        guard rest > 0 else { return }
        output.append(UInt8(ascii: "."))
        // A unit has fifteen decimals.
        var step: UInt64 = 100_000_000_000_000
        while rest > 0 {
            output.append(UInt8(ascii: "0") + UInt8(rest / step))
            rest %= step
            step /= 10
        }
    }

    /// Rounded half to even to `decimals` places and written with all of them: `12.50`, `-0.00` never.
    package func text(decimals: Int) -> String {
        let value = rounded(to: decimals)
        let (whole, fraction) = value.femtos.magnitude.quotientAndRemainder(dividingBy: UInt128(Amount.unit))
        let sign = value.femtos < 0 ? "-" : ""
        guard decimals > 0 else { return sign + String(whole) }
        let digits = String(fraction / UInt128(powerOfTen(15 - decimals)))
        return sign + String(whole) + "." + String(repeating: "0", count: decimals - digits.utf8.count) + digits
    }
}
