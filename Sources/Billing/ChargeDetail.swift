/// What a month's charges are told apart by beyond what every analysis needs; each makes more groups of a large bill.
package struct ChargeDetail: Hashable, Sendable {
    /// Systems whose charges are told apart by SkuId.
    package var skuSystems: Set<String> = []
    /// Whether by SubAccountId.
    package var hasSubaccounts = false
    /// Tags by whose value, by key.
    package var tags: [String] = []
    /// Whether by day and with quantities; without, each stands for the whole month.
    package var hasDays = true

    /// Nothing beyond what every analysis needs.
    package init() {}

    /// With what these budgets ask for.
    package mutating func add(_ scopes: [BudgetScope]) {
        if scopes.contains(where: { $0.account != nil }) { hasSubaccounts = true }
        tags = Set(tags + scopes.compactMap { $0.tag?.key }).sorted()
    }
}
