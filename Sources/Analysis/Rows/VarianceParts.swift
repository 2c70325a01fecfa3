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
    /// No variance.
    package init() {}
    /// The variance that the parts add up to.
    package var total: Amount { volume + mix + rate + unplanned + spending }
}
