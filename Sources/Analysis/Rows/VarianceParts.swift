package import Billing

/// The parts that a variance is split into; they add up to it exactly.
package struct VarianceParts: Hashable, Sendable {
    /// More or less of the same, at the planned rate.
    package var volume = Amount.zero
    /// Dearer or cheaper items in the same volume, at planned rates.
    package var mix = Amount.zero
    /// Other prices for the actual quantity.
    package var rate = Amount.zero
    /// Items that no plan knows.
    package var unplanned = Amount.zero
    /// What no quantity explains.
    package var spending = Amount.zero
    /// Within `volume`: what is only the calendar month being longer or shorter than the document's.
    package var monthLength = Amount.zero
    /// No variance.
    package init() {}
    /// The parts of both.
    package static func + (left: VarianceParts, right: VarianceParts) -> VarianceParts {
        var sum = VarianceParts()
        sum.volume = left.volume + right.volume
        sum.mix = left.mix + right.mix
        sum.rate = left.rate + right.rate
        sum.unplanned = left.unplanned + right.unplanned
        sum.spending = left.spending + right.spending
        sum.monthLength = left.monthLength + right.monthLength
        return sum
    }
    /// The variance that the parts add up to.
    package var total: Amount { volume + mix + rate + unplanned + spending }
}
