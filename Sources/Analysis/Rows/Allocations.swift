package import Billing

/// The proof of every split: a row per system, component, customer and kind, made when it is asked for.
package struct Allocations: RandomAccessCollection, Hashable, Sendable {
    /// What the rows are made of, in their order.
    package private(set) var costs: [AllocatedCost] = []
    private var places = RowPlaces()

    /// No rows.
    package init() {}

    /// How many rows there are.
    package var count: Int { places.count }
    package var startIndex: Int { 0 }
    package var endIndex: Int { count }
    /// A row, by its number from 0.
    package subscript(index: Int) -> AllocationMonth {
        let (block, place) = places[index]
        return costs[block].row(place)
    }

    /// Adds the rows of a component.
    package mutating func append(_ cost: AllocatedCost) {
        costs.append(cost)
        places.append(cost.customers.count)
    }

    /// What all of them bear.
    package var total: Amount { costs.reduce(.zero) { $0 + $1.total } }

    /// The rows of one system.
    package func of(_ system: String) -> Allocations {
        var own = Allocations()
        for cost in costs where cost.system == system { own.append(cost) }
        return own
    }
}
