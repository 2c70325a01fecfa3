/// A figure as a document writes it: its value, and how exactly it is stated.
package struct Stated: Hashable, Sendable {
    /// The value.
    package var value: Amount
    /// How many decimals are written: 0 of `5,179`, 1 of `3.4`.
    package var decimals: Int
    /// Whether the document says "about" (`~440`).
    package var isApproximate: Bool

    /// A figure with its precision.
    package init(_ value: Amount, decimals: Int = 0, isApproximate: Bool = false) {
        self.value = value
        self.decimals = decimals
        self.isApproximate = isApproximate
    }

    /// How far a computed value may lie from the stated one: half a unit of the last digit that is written, as rounding leaves it; a
    /// whole one where the document says "about".
    package var tolerance: Amount {
        let unit = powerOfTen(15 - min(decimals, 15))
        return Amount(femtos: isApproximate ? unit : unit / 2)
    }
}
