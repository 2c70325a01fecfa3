package import Billing

/// What the bills of a month said in total when they were read.
package struct StatedBills: Hashable, Sendable {
    /// How many are in force.
    package var count: Int
    /// How many records they had; each may have been rounded by 1e-15 when it was stored.
    package var records: Int
    /// Σ BilledCost over all currencies; nil where it is not known.
    package var billed: Amount?

    /// The bills of a month.
    package init(count: Int, records: Int, billed: Amount?) {
        self.count = count
        self.records = records
        self.billed = billed
    }
}
