/// A part of a bill that a delivery replaces by itself.
///
/// Azure tells one bill in two exports. Both have what no commitment has to do with, alike. Actual costs add the purchases of
/// commitments, and the usage that they cover at nothing; amortised costs add what that usage cost, and what lay unused. With
/// each of these in a part of its own neither export restates the other, BilledCost is that of actual and EffectiveCost that of
/// amortised costs, and nothing counts twice.
package enum BillPart: String, Hashable, Sendable {
    /// All of a bill, or of Azure's what both exports have.
    case main = ""
    /// Purchases of reservations and savings plans, and their refunds.
    case purchases = "purchases of commitments"
    /// Usage that a commitment covers, where it is told without a cost.
    case coveredAtNothing = "covered usage at no cost"
    /// Usage that a commitment covers and what of one lay unused, at their costs.
    case amortised = "amortised commitments"
}
