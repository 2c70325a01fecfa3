import Billing

extension CountedBudget {
    /// What the cost of a customer lands at, of each system the sum of what it causes alone and, of each component that is shared, of its
    /// share so far; nil where some part is unknown, or nothing is its own yet.
    ///
    /// Nothing that a plan says is blended in: it is planned for all customers together.
    func landings(
        of customer: String, _ systems: [SystemFacts], _ allocations: Allocations, through last: Month
    ) -> [Landing?] {
        systems.filter(\.hasActual).flatMap { system -> [Landing?] in
            func isAlone(_ charge: CountedCharge) -> Bool { counts(charge) && charge.bearer == .customer(customer) }
            let alone =
                system.charges.contains(where: isAlone)
                ? [system.landing(component: scope.component, planned: false, through: last, counts: isAlone)] : []
            let shares = allocations.costs.filter {
                $0.system == system.id && $0.isShared && (scope.component == nil || $0.component == scope.component)
            }.compactMap { $0.row(of: customer) }
            let shared = shares.map { row in
                row.share.flatMap { share in
                    system.landing(component: row.component, planned: false, through: last) {
                        counts($0) && $0.component == row.component && $0.bearer == .shared
                    }?.scaled(by: share)
                }
            }
            return alone + shared
        }
    }
}
