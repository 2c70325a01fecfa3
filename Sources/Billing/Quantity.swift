/// An exact quantity of something counted or measured, in units of 1e-15 while it is added up.
///
/// The history keeps quantities at 1e-9 (`units` and `nanos`), since a terabyte-month in byte-seconds is 2.6e18. Bounds: a
/// quantity read from a file lies within ±9.2e18; sums have room for 18,000 such values before they trap.
package struct Quantity: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number.
    package var value: Amount

    /// The greatest magnitude that a file may state, in units of 1e-15: 9.2e18, what `units` has room for.
    package static let bound: Int128 = 9_200_000_000_000_000_000 * Amount.unit

    /// None.
    package static let zero = Quantity(.zero)
    /// A quantity from its number.
    package init(_ value: Amount) { self.value = value }
    /// A whole number.
    package init(_ whole: Int) { value = Amount(whole) }
    /// The quantity that `units` (floor) and `nanos` (1e-9, 0 ≤ n < 1e9) stand for.
    package init(units: Int64, nanos: Int64) {
        value = Amount(femtos: Int128(units) * Amount.unit + Int128(nanos) * 1_000_000)
    }

    /// Rounded half to even at 1e-9, as stored.
    package var stored: Quantity { Quantity(value.rounded(to: 9)) }
    /// The floor of the stored value; traps for a sum beyond Int64 (about ±9.2e18).
    package var units: Int64 { Int64(floorDivide(stored.value.femtos, Amount.unit)) }
    /// What `units` leaves over of the stored value, in units of 1e-9.
    package var nanos: Int64 {
        let femtos = stored.value.femtos
        return Int64((femtos - floorDivide(femtos, Amount.unit) * Amount.unit) / 1_000_000)
    }

    package var description: String { value.description }
    package static func < (left: Quantity, right: Quantity) -> Bool { left.value < right.value }
    package static func + (left: Quantity, right: Quantity) -> Quantity { Quantity(left.value + right.value) }
    package static func - (left: Quantity, right: Quantity) -> Quantity { Quantity(left.value - right.value) }
    package static func += (left: inout Quantity, right: Quantity) { left.value += right.value }
}
