/// A stable 128-bit hash of bytes: the same on every machine and in every version.
package struct Hash128: Hashable, Sendable {
    /// The upper 64 bits.
    package var high: UInt64
    /// The lower 64 bits.
    package var low: UInt64

    /// A hash from its halves.
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The sum modulo 2^128: a fingerprint of a set of hashes that does not depend on their order.
    package static func &+ (left: Hash128, right: Hash128) -> Hash128 { Hash128(left.number &+ right.number) }
    /// The difference modulo 2^128, which takes a hash out of such a fingerprint again.
    package static func &- (left: Hash128, right: Hash128) -> Hash128 { Hash128(left.number &- right.number) }
    /// The product modulo 2^128, which is the sum of as many; a negative number's hash is taken out so often.
    package func times(_ count: Int64) -> Hash128 { Hash128(number &* UInt128(truncatingIfNeeded: count)) }
    /// The fingerprint of nothing.
    package static let zero = Hash128(high: 0, low: 0)

    private var number: UInt128 { UInt128(high) << 64 | UInt128(low) }
    private init(_ number: UInt128) {
        high = UInt64(truncatingIfNeeded: number >> 64)
        low = UInt64(truncatingIfNeeded: number)
    }
}

extension Hash128: CustomStringConvertible {
    /// 32 hexadecimal digits.
    package var description: String {
        func hex(_ half: UInt64) -> String {
            let digits = String(half, radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }
        return hex(high) + hex(low)
    }
}

/// A function that hashes bytes, handed in where a module may not know the library behind it.
package typealias ContentHash = @Sendable (Span<UInt8>) -> Hash128
