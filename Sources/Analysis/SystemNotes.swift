import Billing

/// What is to be said of a system's customers and of how its cost falls to them. Where no contract is known at all, nobody lacks one.
func systemNotes(_ system: SystemFacts, _ allocation: SystemAllocation, hasContracts: Bool) -> [SystemNote] {
    var subjects: [SystemNote.Subject] = allocation.costs.compactMap { cost in
        // `direct` is meant to leave the rest unallocated.
        guard cost.isShared, cost.customers == [ReservedCustomer.unallocated], cost.method != AllocationMethod.direct.name else {
            return nil
        }
        return .nothingToShareBy(component: cost.component, method: cost.method)
    }
    let unknown = Set(system.ownUsage.compactMap(\.customer)).subtracting(system.customers)
    if hasContracts, !unknown.isEmpty { subjects.append(.unknownCustomers(unknown.sorted())) }
    let unrated = system.revenue.filter { $0.value == nil }.keys.sorted()
    if !unrated.isEmpty { subjects.append(.revenueWithoutRate(unrated)) }
    return subjects.map { SystemNote(system: system.id, subject: $0) }
}
