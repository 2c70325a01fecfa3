/// What a cost is that stands in no bill of its month.
package enum BookedEntry: String, Hashable, Sendable {
    /// Known and not billed yet.
    case accrual
    /// Takes the accrual of the month before back.
    case reversal
    /// Moves a cost.
    case reclass
    /// Stands in no export.
    case cost
    /// What changed in a month after its close.
    case adjustment
}
