package import Billing

/// A component's direct or shared cost by customer, in columns. Where hundreds of components are split over thousands of customers there
/// are millions of parts, which have all but the amount in common.
package struct AllocatedCost: Hashable, Sendable {
    /// Whose cost.
    package let system: String, component: String
    /// The reporting currency.
    package let currency: Currency
    /// Whether it is a share of shared cost; else caused by the customer alone.
    package let isShared: Bool
    /// How it was split: `even`, `driver:reads`; of what is unallocated the method that gave no customer a weight.
    package let method: String
    /// Who bears it, or reserved names, each once.
    package private(set) var customers: [String]
    /// What each of them bears.
    package private(set) var amounts: [Amount]
    /// Each one's weight, its part of the whole weight and what largest remainder handed it (see `AllocationMonth`); empty for direct
    /// cost and for what is unallocated.
    private var weights: [Amount] = [], shares: [Amount?] = [], residues: [Double] = []

    /// Cost that is borne as it is: a direct one by customer, or what nobody can be allotted.
    package init(
        system: String, component: String, currency: Currency, isShared: Bool, method: String,
        _ amounts: [(customer: String, amount: Amount)]
    ) {
        self.system = system
        self.component = component
        self.currency = currency
        self.isShared = isShared
        self.method = method
        customers = amounts.map(\.customer)
        self.amounts = amounts.map(\.amount)
    }

    /// A shared cost, split by weights.
    init(system: String, component: String, currency: Currency, _ weights: AllocationWeights, _ split: Split) {
        self.system = system
        self.component = component
        self.currency = currency
        isShared = true
        method = weights.method
        customers = weights.customers
        amounts = split.parts
        self.weights = weights.weights
        shares = weights.shares
        residues = split.residues
        // A share of less than the last unit may be rounded to nothing; the proof would not add up without it.
        let borne = amounts.indices.filter { !amounts[$0].isZero || residues[$0] != 0 }
        guard borne.count < amounts.count else { return }
        customers = borne.map { customers[$0] }
        amounts = borne.map { amounts[$0] }
        self.weights = borne.map { self.weights[$0] }
        shares = borne.map { shares[$0] }
        residues = borne.map { residues[$0] }
    }

    /// What all of them bear.
    package var total: Amount { amounts.reduce(.zero, +) }

    /// The row of one of them, by its place among them.
    package func row(_ place: Int) -> AllocationMonth {
        var row = AllocationMonth(
            system: system, component: component, customer: customers[place], currency: currency, isShared: isShared,
            method: method, driverQuantity: nil, share: nil, amount: amounts[place])
        guard !weights.isEmpty else { return row }
        row.driverQuantity = Quantity(weights[place])
        row.share = shares[place]
        row.residue = residues[place]
        return row
    }

    /// The row of a customer; nil where it bears nothing.
    package func row(of customer: String) -> AllocationMonth? { customers.firstIndex(of: customer).map(row) }
}
