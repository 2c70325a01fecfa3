/// How a shared component's cost is split over customers.
package enum AllocationMethod: Hashable, Sendable {
    /// Not at all: what no customer causes alone stays unallocated.
    case direct
    /// Equal parts for the customers under contract, weighted by their active days.
    case even
    /// By stated shares: weights in proportion to their sum, which need not be 100 and is never over it.
    case shares([Share])
    /// In proportion to the sum of these usage metrics.
    case driver([String])
    /// In proportion to revenue.
    case revenue
    /// In proportion to the direct cost within the same billing account.
    case cost

    /// One customer's share.
    package struct Share: Hashable, Sendable {
        /// The customer's id.
        package var customer: String
        /// Its weight, not negative.
        package var weight: Amount
        /// A customer's share.
        package init(customer: String, weight: Amount) {
            self.customer = customer
            self.weight = weight
        }
    }

    /// As `allocation.csv` names it, without its arguments.
    package var name: String {
        switch self {
        case .direct: "direct"
        case .even: "even"
        case .shares: "shares"
        case .driver(let metrics): "driver:" + metrics.joined(separator: "+")
        case .revenue: "revenue"
        case .cost: "cost"
        }
    }
}

/// A row of `allocation.csv`; the first that matches a component says how it is split.
package struct AllocationRule: Hashable, Sendable {
    /// The systems it is for.
    package var system: Glob
    /// The components it is for.
    package var component: Glob
    /// How they are split.
    package var method: AllocationMethod
    /// The row in the file.
    package var origin: Origin

    /// A row of the allocation sheet.
    package init(system: Glob, component: Glob, method: AllocationMethod, origin: Origin) {
        self.system = system
        self.component = component
        self.method = method
        self.origin = origin
    }
}
