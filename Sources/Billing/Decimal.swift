/// Why the text of a number is not taken.
package enum NumberRefusal: Error, Equatable, Sendable {
    case empty
    case thousandsSeparator
    case leadingPlus
    case space
    case underscore
    case parentheses
    case currencySign
    case hexadecimal
    case notANumber
    case endsInPoint
    case tooLarge
    case quantityTooLarge

    /// What was found, as the end of a sentence: `has a thousands comma`.
    package var found: String {
        switch self {
        case .empty: "is empty"
        case .thousandsSeparator: "has a thousands comma"
        case .leadingPlus: "begins with a plus sign"
        case .space: "has a space"
        case .underscore: "has an underscore"
        case .parentheses: "is in parentheses"
        case .currencySign: "has a currency sign"
        case .hexadecimal: "is hexadecimal"
        case .notANumber: "is not a decimal number"
        case .endsInPoint: "ends in a point"
        case .tooLarge: "is beyond ±9,200,000,000,000"
        case .quantityTooLarge: "is beyond ±9,200,000,000,000,000,000"
        }
    }

    /// How to write it instead.
    package var expected: String {
        switch self {
        case .empty: "expected a number; write 0 for nothing"
        case .parentheses: "expected a minus sign for a negative number, as in -12.50"
        case .endsInPoint: "expected digits after it; what follows may be cut off"
        case .tooLarge: "expected an amount within that bound"
        case .quantityTooLarge: "expected a quantity within that bound"
        default: "expected digits with a point, as in 1204.50 or 6.71E-8"
        }
    }
}

/// A number as it stood in a file: what is kept of it and, apart, what lies beyond 1e-15.
package struct ParsedDecimal: Equatable, Sendable {
    /// The number rounded half to even at 1e-15.
    package var amount: Amount
    /// The number less `amount`, in units of 1e-33 (digits beyond that are dropped); zero for nearly every number.
    package var residue: Int128

    /// A value from its parts.
    package init(amount: Amount, residue: Int128) {
        self.amount = amount
        self.residue = residue
    }
}

extension ParsedDecimal {
    /// Reads `-12.50`, `6.71E-8`, `1e+3` or `.5`: sign, digits, point, exponent, and nothing else. `bound` is the greatest
    /// magnitude that is taken, in units of 1e-15: that of amounts, or at most that of quantities.
    package init(_ text: Span<UInt8>, bound: Int128 = Amount.bound) throws(NumberRefusal) {
        var at = 0
        let count = text.count
        guard count > 0 else { throw .empty }
        var negative = false
        if text[0] == UInt8(ascii: "-") {
            negative = true
            at = 1
        }
        // Up to 36 significant digits are kept; more only count towards the exponent and the rounding.
        var short: UInt64 = 0
        var long: UInt128 = 0
        var kept = 0
        var seen = 0
        var decimals = 0
        var dropped = 0
        var sticky = false
        var point = false
        while at < count {
            let byte = text[at]
            let digit = byte &- UInt8(ascii: "0")
            if digit < 10 {
                seen += 1
                if kept < 18 {
                    short = short &* 10 &+ UInt64(digit)
                    if short != 0 { kept += 1 }
                    if point { decimals += 1 }
                } else if kept < 36 {
                    long = (kept == 18 ? UInt128(short) : long) &* 10 &+ UInt128(digit)
                    kept += 1
                    if point { decimals += 1 }
                } else {
                    if digit != 0 { sticky = true }
                    if !point { dropped += 1 }
                }
            } else if byte == UInt8(ascii: ".") && !point {
                point = true
            } else {
                break
            }
            at += 1
        }
        var exponent = 0
        if at < count {
            guard seen > 0, text[at] | 0x20 == UInt8(ascii: "e") else { throw ParsedDecimal.refusal(text) }
            exponent = try ParsedDecimal.exponent(text, from: at + 1)
        }
        guard seen > 0 else { throw ParsedDecimal.refusal(text) }
        // A file that is cut behind the point would otherwise lose its decimals without a word.
        if text[count - 1] == UInt8(ascii: ".") { throw .endsInPoint }
        let tooLarge = bound > Amount.bound ? NumberRefusal.quantityTooLarge : .tooLarge
        let digits = kept > 18 ? long : UInt128(short)
        let scale = exponent - decimals + dropped
        if digits == 0 {
            self.init(amount: .zero, residue: 0)
        } else if scale >= -15 {
            // At most 19 digits before the point, so that the product has at most 34 digits.
            guard scale <= 18, kept + scale <= 19 else { throw tooLarge }
            let value = Int128(digits) * powerOfTen(scale + 15)
            guard value <= bound else { throw tooLarge }
            self.init(amount: Amount(femtos: negative ? -value : value), residue: 0)
        } else {
            let parsed = ParsedDecimal.rounding(digits, scale: scale, sticky: sticky)
            guard parsed.amount.femtos <= bound else { throw tooLarge }
            self.init(
                amount: negative ? -parsed.amount : parsed.amount, residue: negative ? -parsed.residue : parsed.residue)
        }
    }

    /// `digits × 10^scale` with a scale below -15, rounded half to even at 1e-15. `sticky` says that digits were left off.
    private static func rounding(_ digits: UInt128, scale: Int, sticky: Bool) -> ParsedDecimal {
        let excess = -15 - scale
        if excess > 36 {
            // Below 1e-16: nothing of it reaches the amount.
            let residue = excess > 54 ? 0 : digits / UInt128(powerOfTen(excess - 18))
            return ParsedDecimal(amount: .zero, residue: Int128(residue))
        }
        let divisor = UInt128(powerOfTen(excess))
        var (quotient, remainder) = digits.quotientAndRemainder(dividingBy: divisor)
        let half = divisor / 2
        if remainder > half || (remainder == half && (sticky || quotient & 1 == 1)) { quotient += 1 }
        let rounded = Int128(quotient)
        // The residue, from units of 10^scale to units of 1e-33.
        let difference = Int128(digits) - rounded * Int128(divisor)
        remainder = difference.magnitude
        let residue = excess <= 18 ? remainder * UInt128(powerOfTen(18 - excess)) : remainder / UInt128(powerOfTen(excess - 18))
        return ParsedDecimal(
            amount: Amount(femtos: rounded), residue: difference < 0 ? -Int128(residue) : Int128(residue))
    }

    private static func exponent(_ text: Span<UInt8>, from start: Int) throws(NumberRefusal) -> Int {
        var at = start
        var negative = false
        if at < text.count, text[at] == UInt8(ascii: "-") || text[at] == UInt8(ascii: "+") {
            negative = text[at] == UInt8(ascii: "-")
            at += 1
        }
        guard at < text.count else { throw .notANumber }
        var value = 0
        while at < text.count {
            let digit = text[at] &- UInt8(ascii: "0")
            guard digit < 10 else { throw refusal(text) }
            if value < 10_000 { value = value * 10 + Int(digit) }
            at += 1
        }
        return negative ? -value : value
    }

    /// The first thing in the text that a number does not have.
    private static func refusal(_ text: Span<UInt8>) -> NumberRefusal {
        if text[0] == UInt8(ascii: "+") { return .leadingPlus }
        let first = text[0] == UInt8(ascii: "-") ? 1 : 0
        if text.count > first + 1, text[first] == UInt8(ascii: "0"), text[first + 1] | 0x20 == UInt8(ascii: "x") {
            return .hexadecimal
        }
        for at in text.indices {
            let next = at + 1 < text.count ? text[at + 1] : 0
            switch (text[at], next) {
            case (UInt8(ascii: ","), _): return .thousandsSeparator
            // Also the no-break spaces, U+00A0 and U+202F.
            case (UInt8(ascii: " "), _), (9, _), (0xC2, 0xA0), (0xE2, 0x80): return .space
            case (UInt8(ascii: "_"), _): return .underscore
            case (UInt8(ascii: "("), _), (UInt8(ascii: ")"), _): return .parentheses
            // ¢ £ ¤ ¥, and the block of currency symbols, U+20A0 to U+20BF.
            case (UInt8(ascii: "$"), _), (0xC2, 0xA2...0xA5), (0xE2, 0x82): return .currencySign
            default: continue
            }
        }
        return .notANumber
    }
}

extension Amount {
    /// Reads a number as files state it; digits beyond 1e-15 are rounded half to even.
    package init(parsing text: String) throws(NumberRefusal) {
        let bytes = Array(text.utf8)
        self = try ParsedDecimal(bytes.span).amount
    }
}
