/// Names that stand in the customer column for cost that no customer bears.
package enum ReservedCustomer {
    /// Shared cost that no method could split.
    package static let unallocated = "(unallocated)"
    /// Development, staging and other environments.
    package static let notCostOfRevenue = "(not cost of revenue)"
    /// Tax, where it is kept beside the cost.
    package static let tax = "(tax)"
    /// Credits that were granted and run out.
    package static let promotion = "(promotional credits)"
    /// What changed in months after their close.
    package static let adjustment = "(adjustment)"
}
