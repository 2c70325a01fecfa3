/// What each customer cost by component, the largest component of a system first: a row per system, component and customer, made when it
/// is asked for.
package struct CostsToServe: RandomAccessCollection, Hashable, Sendable {
    /// What the rows are made of, in their order.
    package private(set) var components: [ServedComponent] = []
    private var places = RowPlaces()

    /// No rows.
    package init() {}

    /// How many rows there are.
    package var count: Int { places.count }
    package var startIndex: Int { 0 }
    package var endIndex: Int { count }
    /// A row, by its number from 0.
    package subscript(index: Int) -> CostToServe {
        let (block, place) = places[index]
        return components[block].row(place)
    }

    /// Adds the rows of a component.
    package mutating func append(_ component: ServedComponent) {
        components.append(component)
        places.append(component.customers.count)
    }

    /// The rows of one system.
    package func of(_ system: String) -> CostsToServe {
        var own = CostsToServe()
        for component in components where component.system == system { own.append(component) }
        return own
    }
}
